/** Security Scheme and Security Requirement Objects (OAS 3.1 §4.8.27, §4.8.30). */
import type { SecurityRequirement, SecurityScheme } from '../model.js';
import { defined } from './place.js';
import type { Place } from './place.js';

/** The schemes of a document by name. */
export type SecuritySchemes = ReadonlyMap<string, SecurityScheme>;

/** Reads `components.securitySchemes`. A scheme of an unknown type is a problem and left out. */
export function readSecuritySchemes(place: Place): SecuritySchemes {
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, reference] of place.members()) {
    const scheme = readScheme(name, reference.follow());
    if (scheme !== undefined) schemes.set(name, scheme);
  }
  return schemes;
}

function readScheme(name: string, place: Place): SecurityScheme | undefined {
  if (!place.exists) return undefined;
  const type = place.requiredText('type');
  if (!isSchemeType(type)) {
    place.member('type').problem('invalid-document', `"${type}" is not a type of security scheme.`, {
      help: 'Use one of http, apiKey, oauth2, openIdConnect, mutualTLS.',
    });
    return undefined;
  }
  const written = place.text('in');
  const location = (['header', 'query', 'cookie'] as const).find((candidate) => candidate === written);
  return {
    name,
    type,
    ...defined({
      scheme: place.text('scheme')?.toLowerCase(),
      bearerFormat: place.text('bearerFormat'),
      in: location,
      parameterName: type === 'apiKey' ? place.requiredText('name') : undefined,
      openIdConnectUrl: place.text('openIdConnectUrl'),
      flows: place.member('flows').value,
      description: place.text('description'),
    }),
    extensions: place.extensions(),
  };
}

function isSchemeType(type: string): type is SecurityScheme['type'] {
  return ['http', 'apiKey', 'oauth2', 'openIdConnect', 'mutualTLS'].includes(type);
}

/** A `security` list; undefined where there is none, for then the document's counts. */
export function readSecurity(place: Place, schemes: SecuritySchemes): readonly SecurityRequirement[] | undefined {
  if (!place.exists) return undefined;
  return place.elements().map((requirement) =>
    requirement.members().flatMap(([name, scopes]) => {
      const scheme = schemes.get(name);
      if (scheme !== undefined) return [{ scheme, scopes: scopes.asTexts() ?? [] }];
      scopes.problem('unknown-security-scheme', `There is no security scheme "${name}".`, { help: 'Declare it under components.securitySchemes.' });
      return [];
    }),
  );
}
