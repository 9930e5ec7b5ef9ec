import { isJsonArray, isJsonObject } from '../../../generators/model/pointer.js';
import { listAt, objectAt, operationsOf, schemasOf } from '../reading.js';
import type { DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

interface Suspicion {
  readonly matches: (text: string) => boolean;
  readonly says: string;
}

const placeholder = /^(string|text|value|foo|bar|baz|qux|test|example|sample|todo|xxx+|lorem ipsum.*|asdf|abc123|changeme|your[-_ ].*|<.*>)$/i;
const liveId = /^[a-z0-9]+(?:-[a-z0-9]+)*-live-[0-9a-f]{8}-[0-9a-f-]+$/;
const secret = /(secret-live-|sk_live_|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----|\bxox[abps]-[0-9A-Za-z-]{20,})/;

const suspicions: readonly Suspicion[] = [
  { matches: (text) => placeholder.test(text), says: 'is a placeholder, not something a caller would send or get' },
  { matches: (text) => liveId.test(text), says: 'looks like an id of a live environment' },
  { matches: (text) => secret.test(text), says: 'looks like a real secret' },
  { matches: (text) => realMailbox(text), says: 'is an address at a domain that may belong to somebody' },
  { matches: (text) => /^\+1\d{10}$/.test(text) && !/^\+1\d{3}555\d{4}$/.test(text), says: 'is a telephone number that may belong to somebody' },
];

/**
 * Examples are copied, and the mock sends them to test inboxes and numbers. RFC 2606 reserves domains for them, and the
 * 555 exchange of North America its numbers.
 */
export const exampleRealistic: Rule = {
  name: 'example-realistic',
  severity: 'error',
  summary: 'Examples look like the real thing and belong to nobody: no placeholders, live ids, secrets, addresses or numbers.',
  help: 'Take the value from the example world; addresses end in .example, telephone numbers are of the form +1 ### 555 ####.',
  *check(document): Iterable<Finding> {
    for (const [name, example] of Object.entries(objectAt(document, 'components', 'examples'))) {
      yield* suspect(objectAt(example)['value'], ['components', 'examples', name, 'value']);
    }
    for (const { schema, path } of schemasOf(document)) {
      for (const [index, value] of listAt(schema, 'examples').entries()) {
        yield* suspect(value, [...path, 'examples', index]);
      }
      yield* suspect(schema['example'], [...path, 'example']);
    }
    for (const { operation, path } of operationsOf(document)) {
      const bodies: [JsonValue | undefined, DocumentPath][] = [[operation['requestBody'], [...path, 'requestBody']]];
      for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
        bodies.push([response, [...path, 'responses', status]]);
      }
      for (const [body, place] of bodies) {
        for (const [mediaType, media] of Object.entries(objectAt(body, 'content'))) {
          for (const [name, example] of Object.entries(objectAt(media, 'examples'))) {
            yield* suspect(objectAt(example)['value'], [...place, 'content', mediaType, 'examples', name, 'value']);
          }
        }
      }
    }
  },
};

function* suspect(value: JsonValue | undefined, path: DocumentPath): Iterable<Finding> {
  if (typeof value === 'string') {
    const suspicion = suspicions.find(({ matches }) => matches(value));
    if (suspicion !== undefined) {
      yield { path, message: `"${value.slice(0, 60)}" ${suspicion.says}.` };
    }
  } else if (isJsonArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* suspect(item, [...path, index]);
    }
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      yield* suspect(child, [...path, key]);
    }
  }
}

function realMailbox(text: string): boolean {
  const domain = /^[^\s@]+@([^\s@]+\.[a-z]+)$/i.exec(text)?.[1]?.toLowerCase();
  return domain !== undefined && !/(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/.test(domain);
}
