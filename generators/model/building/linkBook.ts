/** Link Objects (OAS 3.1 §4.8.20): read with their responses, led to their calls when all calls are known. */
import type { Json, Link, Operation } from '../model.js';
import { isJsonObject, pointerOfFragment, pointerTokens } from '../pointer.js';
import { defined } from './place.js';
import type { Place } from './place.js';

/** A link whose call may not have been read yet. */
type LinkDraft = { -readonly [Member in keyof Link]: Link[Member] };

/** The links of one document. */
export class LinkBook {
  readonly #open: { readonly link: LinkDraft; readonly place: Place }[] = [];

  /** The links of a response. */
  read(map: Place): readonly Link[] {
    return map.members().flatMap(([name, reference]) => {
      const place = reference.follow();
      if (!place.exists) return [];
      const requestBody = place.member('requestBody').value;
      const link: LinkDraft = {
        name,
        ...defined({ description: place.text('description'), requestBody }),
        operation: undefined,
        reference: place.text('operationId') ?? place.text('operationRef') ?? '',
        parameters: parametersOf(place.member('parameters').value),
        origin: place.origin,
      };
      this.#open.push({ link, place });
      return [link];
    });
  }

  /** Leads every link to its call; one that leads nowhere in this document is warned of. */
  resolve(operations: readonly Operation[]): void {
    if (this.#open.length === 0) return;
    const byId = new Map(operations.map((operation) => [operation.id, operation]));
    const byPlace = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
    for (const { link, place } of this.#open) {
      const id = place.text('operationId');
      const pointer = id === undefined ? pointerOfFragment(link.reference) : undefined;
      link.operation = id === undefined ? byPlace.get(callAt(pointer)) : byId.get(id);
      // A call in another document is none of ours.
      if (link.operation !== undefined || (id === undefined && pointer === undefined && link.reference !== '')) continue;
      place.problem('unknown-operation', link.reference === '' ? 'The link names no operation.' : `There is no operation "${link.reference}".`, {
        severity: 'warning',
        help: 'Give "operationId", or a reference into "paths" as "operationRef".',
      });
    }
  }
}

function parametersOf(value: Json | undefined): Link['parameters'] {
  return isJsonObject(value) ? Object.entries(value).map(([name, parameter]) => ({ name, value: parameter })) : [];
}

/** `/paths/~1users/get` → `GET /users`. */
function callAt(pointer: string | undefined): string {
  const [section, path, method, ...rest] = pointer === undefined ? [] : pointerTokens(pointer);
  return section === 'paths' && method !== undefined && rest.length === 0 ? `${method.toUpperCase()} ${path}` : '';
}
