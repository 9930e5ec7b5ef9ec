/** The rules of public rulesets that are off here, each by name and with the reason. */

/** Rules of `spectral:oas`, which is taken whole. */
export const spectralOff: Readonly<Record<string, string>> = {
  'oas3-valid-media-example': 'Examples are validated once, in closed mode, by the example check, which this rule would repeat at ten times the cost.',
  'oas3-valid-schema-example': 'As above; and it looks at `example` and `default` only, not at `examples`.',
  'oas3-examples-value-or-externalValue': 'It takes an example that is referred to for an empty one. Redocly’s no-example-value-and-externalValue and the JSON Schema of example files see to the same.',
  'oas3-unused-component': 'component-used says the same and counts a page of the documentation as use.',
  'operation-operationId-unique': 'operation-id-unique says the same and names the other operation.',
  'openapi-tags-alphabetical': 'Tags stand in the order of the documentation, which goes from the general to the special.',
  'license-url': 'The license is named by its SPDX identifier, with which a URL may not stand (OAS 3.1 §4.8.4).',
  'info-contact': 'An unofficial description has no support contact, and naming the vendor’s would mislead.',
  'contact-properties': 'As above.',
};

/** Rules of Redocly’s `recommended` set. */
export const redoclyOff: Readonly<Record<string, string>> = {
  'no-unused-components': 'component-used says the same and counts a page of the documentation as use.',
  'operation-operationId-unique': 'operation-id-unique says the same and names the other operation.',
  'no-invalid-media-type-examples': 'Examples are validated once, in closed mode, by the example check.',
  'no-invalid-schema-examples': 'As above.',
  'no-invalid-parameter-examples': 'As above.',
  'no-http-verbs-in-paths': 'The vendor named the path `…/dangerously_get/…`; a description cannot choose.',
  'no-ambiguous-paths': 'It does not look at methods and cannot except one pair; ambiguous-paths does both.',
  'operation-2xx-response': 'The starts of logins in a browser answer with a redirect only; response-envelope and examples-complete look at every success, redirects included.',
  'operation-description': 'spectral:oas has the rule of the same name.',
  'info-contact': 'An unofficial description has no support contact, and naming the vendor’s would mislead.',
  'info-license': 'spectral:oas checks the license.',
};

/** Rules beyond Redocly’s `recommended` set that are on. */
export const redoclyOn: Readonly<Record<string, 'error'>> = {
  'path-parameters-defined': 'error',
  'no-identical-paths': 'error',
  'no-enum-type-mismatch': 'error',
  'no-example-value-and-externalValue': 'error',
  'spec-components-invalid-map-name': 'error',
};
