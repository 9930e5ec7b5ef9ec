import { listAt, operationsOf, textAt } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, JsonValue, Rule } from '../rule.js';

/** Whoever copies a base URL sends the project's secret to it. After OWASP API8:2023, security misconfiguration. */
export const serversEncrypted: Rule = {
  name: 'servers-encrypted',
  severity: 'error',
  summary: 'Each server is reached over HTTPS.',
  help: 'Write the URL with `https://`.',
  *check(document): Iterable<Finding> {
    yield* unencrypted(document['servers'], ['servers']);
    for (const { operation, pathItem, path } of operationsOf(document)) {
      yield* unencrypted(pathItem['servers'], [...path.slice(0, -1), 'servers']);
      yield* unencrypted(operation['servers'], [...path, 'servers']);
    }
  },
};

function* unencrypted(servers: JsonValue | undefined, path: DocumentPath): Iterable<Finding> {
  const holder: BundledDocument = { servers: servers ?? [] };
  for (const [index, server] of listAt(holder, 'servers').entries()) {
    const url = textAt(server, 'url') ?? '';
    if (!url.startsWith('https://')) {
      yield { path: [...path, index, 'url'], message: `The server ${JSON.stringify(url)} is not reached over HTTPS.` };
    }
  }
}
