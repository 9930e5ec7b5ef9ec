/** Objects for names that strangers choose. */

/** Values by a name that may be any: without the members every object inherits, `__proto__` and `toString` are names like others. */
export class BareObject {
  [name: string]: unknown;
}
// A class, not `Object.create(null)`: engines keep instances of one class in their fast form.
Object.setPrototypeOf(BareObject.prototype, null);
Reflect.deleteProperty(BareObject.prototype, 'constructor');

/** An empty object on which every name is free. */
export function bareObject(): BareObject {
  return new BareObject();
}
