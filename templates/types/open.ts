/** How a client reads what a server may extend. */

/**
 * A wire type as a client should read it: wherever the description lists several strings or several numbers, values that did not
 * exist when this file was generated are allowed too, and an editor still completes the known ones.
 *
 * The types of this folder are strict, as a server must be. What a client receives is `Open<Organization>`: a `switch` over an
 * enum then needs a `default`. Constants (`type: 'saml'`) stay as they are, so that unions can be told apart by their tag.
 */
export type Open<Type> =
  | OpenScalar<Exclude<Type, object>>
  | (Type extends Uint8Array ? Type : Type extends object ? { [Member in keyof Type]: Open<Type[Member]> } : never);

type OpenScalar<Type> =
  | Type
  | (IsUnion<Extract<Type, string>> extends true ? string & {} : never)
  | (IsUnion<Extract<Type, number>> extends true ? number & {} : never);

type IsUnion<Type> = [Type] extends [never] ? false : HasOthers<Type, Type>;

/** Distributes over `Type`: true where a member of the union is not the whole union. */
type HasOthers<Type, All> = Type extends unknown ? ([All] extends [Type] ? false : true) : never;
