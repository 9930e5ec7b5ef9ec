/** Walks through all pages of a call that answers with a cursor. */
import { type Call, type CallArguments, bind, type Operation, operation } from './call.js';
import type { Connection } from './connection.js';
import { isRecord, UnreadableResponseError } from './errors.js';
import type { OperationSpec, PaginationSpec } from './operation.js';
import type { CallOptions } from './options.js';

/** How many items a walk gives at most. The size of a page is a param of the call. */
export interface ItemLimit {
  readonly limit?: number | undefined;
}

/** The type of the items at a dotted path of an answer. */
export type ItemAt<Data, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? ItemAt<MemberOf<Data, Head>, Rest>
  : MemberOf<Data, Path> extends readonly (infer Item)[]
    ? Item
    : unknown;

type MemberOf<Data, Name extends string> = Name extends keyof NonNullable<Data> ? NonNullable<NonNullable<Data>[Name]> : unknown;

/** A paged call bound to a client. */
export interface PagedCall<Input extends object, Options extends CallOptions, Data, Item, Failure> extends Call<Input, Options, Data, Failure> {
  /** Every page, each fetched when it is asked for. */
  pages(...args: CallArguments<Input, Options>): AsyncGenerator<Data, void, undefined>;
  /** Every item of every page, or the first `limit` of them. */
  items(...args: CallArguments<Input, Options & ItemLimit>): AsyncGenerator<Item, void, undefined>;
}

/** A paged call as a function of its own. */
export interface PagedOperation<Input extends object, Options extends CallOptions, Data, Item, Failure>
  extends Operation<Input, Options, Data, Failure> {
  /** Every page, each fetched when it is asked for. */
  pages(connection: Connection, ...args: CallArguments<Input, Options>): AsyncGenerator<Data, void, undefined>;
  /** Every item of every page, or the first `limit` of them. */
  items(connection: Connection, ...args: CallArguments<Input, Options & ItemLimit>): AsyncGenerator<Item, void, undefined>;
}

/** Makes the callable form of a paged description. */
export function pagedOperation<Input extends object, Options extends CallOptions, Data, Item, Failure>(
  spec: OperationSpec,
  paging: PaginationSpec,
): PagedOperation<Input, Options, Data, Item, Failure> {
  const call = operation<object, CallOptions, Data, Failure>(spec);

  async function* pages(connection: Connection, params: object = {}, options: CallOptions = {}): AsyncGenerator<Data, void, undefined> {
    const seen = new Set<unknown>();
    for (let request = params; ; ) {
      const page = await call(connection, request, options);
      yield page;
      const cursor = valueAt(page, paging.nextCursor);
      if (cursor === undefined || cursor === null || cursor === '') return;
      if (seen.has(cursor)) {
        throw new UnreadableResponseError({ operation: spec.id, message: `${spec.id}: the API gave the same cursor twice.`, retryable: false });
      }
      seen.add(cursor);
      request = withValueAt(request, paging.cursor, cursor);
    }
  }

  async function* items(
    connection: Connection,
    params: object = {},
    { limit = Infinity, ...options }: CallOptions & ItemLimit = {},
  ): AsyncGenerator<Item, void, undefined> {
    if (!(limit > 0)) return;
    let left = limit;
    for await (const page of pages(connection, params, options)) {
      const found = valueAt(page, paging.items);
      for (const item of Array.isArray(found) ? found : []) {
        yield item as Item;
        left -= 1;
        if (left <= 0) return;
      }
    }
  }

  return Object.assign(operation<Input, Options, Data, Failure>(spec), { pages, items });
}

/** Binds a paged operation to a connection. */
export function bindPaged<Input extends object, Options extends CallOptions, Data, Item, Failure>(
  connection: Connection,
  unbound: PagedOperation<Input, Options, Data, Item, Failure>,
): PagedCall<Input, Options, Data, Item, Failure> {
  return Object.assign(bind(connection, unbound), {
    pages: (...args: CallArguments<Input, Options>) => unbound.pages(connection, ...args),
    items: (...args: CallArguments<Input, Options & ItemLimit>) => unbound.items(connection, ...args),
  });
}

/** The value at a dotted path; undefined where the path leads nowhere. */
function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce((found, name) => (isRecord(found) ? found[name] : undefined), value);
}

/** A copy of the params with one member, at a dotted path, replaced. */
function withValueAt(params: object, path: string, value: unknown): object {
  const [name = '', ...rest] = path.split('.');
  const inner: unknown = Reflect.get(params, name);
  return { ...params, [name]: rest.length > 0 ? withValueAt(isRecord(inner) ? inner : {}, rest.join('.'), value) : value };
}
