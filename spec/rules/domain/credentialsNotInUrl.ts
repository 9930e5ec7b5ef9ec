import { applying, objectAt, operationsOf, parametersOf, textAt } from '../reading.js';
import type { Finding, Rule } from '../rule.js';

/** Words in the names of secrets. A public token and a code challenge are made to be seen. */
const secretName = /(?:^|_)(?:secret|password|token|jwt|api_?key|code_verifier|otp)$/i;
const madeToBeSeen = new Set(['public_token']);

/** URLs end up in histories, logs and referrers. After OWASP API2:2023, broken authentication. */
export const credentialsNotInUrl: Rule = {
  name: 'credentials-not-in-url',
  severity: 'error',
  summary: 'No secret, token, password or code is a parameter of a path or a query.',
  help: 'Take it in the body or in a header.',
  *check(document): Iterable<Finding> {
    for (const found of operationsOf(document)) {
      for (const { parameter, path } of parametersOf(document, found)) {
        const name = textAt(parameter, 'name') ?? '';
        const isSensitive = [parameter, ...applying(document, parameter['schema'])].some((part) => part['x-sensitive'] === true);
        // A flag like include_refresh_token only speaks of a token.
        const isFlag = applying(document, parameter['schema']).some((part) => part['type'] === 'boolean');
        if (['path', 'query'].includes(textAt(parameter, 'in') ?? '') && !madeToBeSeen.has(name) && !isFlag && (isSensitive || secretName.test(name))) {
          yield { path, message: `"${name}" is a secret in the URL of ${found.name}.` };
        }
      }
    }
    for (const [name, scheme] of Object.entries(objectAt(document, 'components', 'securitySchemes'))) {
      if (textAt(scheme, 'in') === 'query' && !madeToBeSeen.has(textAt(scheme, 'name') ?? '')) {
        yield { path: ['components', 'securitySchemes', name, 'in'], message: `The credential "${textAt(scheme, 'name') ?? name}" is sent in the URL.`, help: 'Send it in a header.' };
      }
    }
  },
};
