/** What the API sends: webhooks (OAS 3.1 §4.8.1), and the callbacks of operations (OAS 3.1 §4.8.18). */
import type { IncomingRequest, Parameter } from '../model.js';
import { readRequestBody, readResponses } from './contents.js';
import { readServers } from './info.js';
import type { LinkBook } from './linkBook.js';
import { mergeParameters, operationsOfItem } from './pathItem.js';
import type { ItemOperation } from './pathItem.js';
import { defined } from './place.js';
import type { Place } from './place.js';
import type { SchemaGraph } from './schemas.js';
import { readSecurity } from './security.js';
import type { SecuritySchemes } from './security.js';

/** What reading an incoming request takes. */
export interface IncomingDefaults {
  readonly schemas: SchemaGraph;
  readonly securitySchemes: SecuritySchemes;
  readonly links: LinkBook;
}

/** Where a request was found. */
interface Found extends ItemOperation {
  readonly kind: IncomingRequest['kind'];
  readonly name: string;
  readonly expression?: string;
  /** Its id where it has no `operationId`. */
  readonly derivedId: string;
}

/** The incoming requests of one document. Those that several calls refer to are one. */
export class IncomingRequests {
  readonly #defaults: IncomingDefaults;
  /** By the place of the operation, and the name and expression it is used under. */
  readonly #known = new Map<string, IncomingRequest>();
  /** Whether an id was written by the author. */
  readonly #ids = new Map<string, boolean>();

  constructor(defaults: IncomingDefaults) {
    this.#defaults = defaults;
  }

  /** Keeps ids of operations free. */
  reserve(ids: Iterable<string>): void {
    for (const id of ids) this.#ids.set(id, true);
  }

  /** The requests of maps of Path Items by the webhook's name. */
  webhooks(maps: readonly Place[]): readonly IncomingRequest[] {
    return maps.flatMap((map) =>
      map.members().flatMap(([name, item]) => {
        const operations = operationsOfItem(item);
        return operations.map((operation) => this.#request({ ...operation, kind: 'webhook', name, derivedId: derivedId(['on', name], operation, operations) }));
      }),
    );
  }

  /**
   * The requests of a map of Callback Objects.
   * @param caller the id of the operation that has them
   */
  callbacks(map: Place, caller: string): readonly IncomingRequest[] {
    return map.members().flatMap(([name, reference]) =>
      reference.follow().ownMembers().flatMap(([expression, item]) => {
        const operations = operationsOfItem(item);
        return operations.map((operation) =>
          this.#request({ ...operation, kind: 'callback', name, expression, derivedId: derivedId([caller, 'on', name], operation, operations) }),
        );
      }),
    );
  }

  #request(found: Found): IncomingRequest {
    const { kind, name, expression = '', place, item, method } = found;
    const key = JSON.stringify([kind, name, expression, method, place.pointer]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { schemas, securitySchemes, links } = this.#defaults;
    const id = this.#takeId(found);
    const body = place.member('requestBody');
    const callbacks: IncomingRequest[] = [];
    const path = kind === 'webhook' ? name : expression;
    const request: IncomingRequest = {
      kind,
      name,
      id,
      method,
      path,
      pathTemplate: [{ literal: path }],
      ...defined({
        expression: found.expression,
        summary: place.text('summary') ?? item.text('summary'),
        description: place.text('description') ?? item.text('description'),
        requestBody: body.exists ? readRequestBody(body, schemas) : undefined,
      }),
      deprecated: place.boolean('deprecated') ?? false,
      tags: [...new Set(place.texts('tags'))],
      sdkPath: [],
      parameters: mergeParameters(item, place, schemas).filter(isReceivable),
      responses: readResponses(place.member('responses'), schemas, links),
      // The document's security is that of calls to the API.
      security: readSecurity(place.member('security'), securitySchemes) ?? [],
      servers: readServers(place.member('servers')) ?? readServers(item.member('servers')) ?? [],
      errors: [],
      retry: 'unsent-only',
      callbacks,
      extensions: place.extensions(),
      origin: place.origin,
    };
    // Known before its own callbacks are read: a callback may be among them again.
    this.#known.set(key, request);
    callbacks.push(...this.callbacks(place.member('callbacks'), id));
    return request;
  }

  /** The `operationId`, or one made of where the request is; unique. */
  #takeId({ place, derivedId: derived }: Found): string {
    const written = place.text('operationId');
    const isWritten = written !== undefined && written !== '';
    const wanted = isWritten ? written : derived;
    if (isWritten && this.#ids.get(wanted) === true) {
      place.member('operationId').problem('duplicate-operation-id', `The operationId "${wanted}" is already that of another operation.`);
    }
    let id = wanted;
    for (let count = 2; this.#ids.has(id); count += 1) id = `${wanted}${count}`;
    this.#ids.set(id, isWritten);
    return id;
  }
}

/** The address is the receiver's own: there is no path to take parameters from. */
function isReceivable(parameter: Parameter): boolean {
  return parameter.in !== 'path';
}

/** `subscription.ended` → `onSubscriptionEnded`; the method only where there are several. */
function derivedId(names: readonly string[], { method }: ItemOperation, all: readonly ItemOperation[]): string {
  const words = [...names, ...(all.length > 1 ? [method.toLowerCase()] : [])].flatMap((name) => name.match(/[\p{L}\p{N}]+/gu) ?? []);
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
