/**
 * The structure of an OpenAPI document as far as bundling needs it: which members hold which kind of object, so that a
 * `$ref` is followed where it is a reference and left alone where it is data (an example, a property's name).
 */

/** A kind of object (OAS 3.1 §4.8), or `data`: anything, never looked into; or `example`: data in which fixtures are expanded. */
export type Kind =
  | 'document'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'header'
  | 'exampleObject'
  | 'example'
  | 'link'
  | 'callback'
  | 'components'
  | 'schema'
  | 'securityScheme'
  | 'info'
  | 'tag'
  | 'description'
  | 'data';

/** How the objects of a kind sit in a member: alone, as the values of a map, or as the items of a list. */
export interface Member {
  readonly kind: Kind;
  /** A `fields` map may also hold `x-` extensions (OAS 3.1 §4.9); in a `map` every key is a name. */
  readonly as: 'one' | 'map' | 'fields' | 'list';
}

/** The members of `components` (OAS 3.1 §4.8.7), in the order in which they are printed. */
export const componentSections = {
  securitySchemes: 'securityScheme',
  parameters: 'parameter',
  headers: 'header',
  requestBodies: 'requestBody',
  responses: 'response',
  schemas: 'schema',
  examples: 'exampleObject',
  links: 'link',
  callbacks: 'callback',
  pathItems: 'pathItem',
} as const satisfies Readonly<Record<string, Kind>>;

/** A member of `components`. */
export type ComponentSection = keyof typeof componentSections;

/** What becomes of a reference to an object of a kind in another document. */
const referencePolicy: Partial<Record<Kind, ComponentSection | 'inline'>> = {
  pathItem: 'inline',
  exampleObject: 'inline',
  parameter: 'parameters',
  requestBody: 'requestBodies',
  response: 'responses',
  header: 'headers',
  link: 'links',
  callback: 'callbacks',
  schema: 'schemas',
  securityScheme: 'securitySchemes',
};

const one = (kind: Kind): Member => ({ kind, as: 'one' });
const map = (kind: Kind): Member => ({ kind, as: 'map' });
const fields = (kind: Kind): Member => ({ kind, as: 'fields' });
const list = (kind: Kind): Member => ({ kind, as: 'list' });

const operationMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

const examples: Readonly<Record<string, Member>> = { example: one('example'), examples: map('exampleObject') };

const members: Partial<Record<Kind, Readonly<Record<string, Member>>>> = {
  document: {
    info: one('info'),
    tags: list('tag'),
    paths: fields('pathItem'),
    webhooks: map('pathItem'),
    'x-webhooks': map('pathItem'),
    components: one('components'),
  },
  info: { description: one('description') },
  tag: { description: one('description') },
  pathItem: {
    description: one('description'),
    parameters: list('parameter'),
    ...Object.fromEntries(operationMethods.map((method) => [method, one('operation')])),
  },
  operation: {
    description: one('description'),
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: fields('response'),
    callbacks: map('callback'),
  },
  parameter: { schema: one('schema'), content: map('mediaType'), ...examples },
  header: { schema: one('schema'), content: map('mediaType'), ...examples },
  requestBody: { content: map('mediaType') },
  mediaType: { schema: one('schema'), encoding: map('encoding'), ...examples },
  encoding: { headers: map('header') },
  response: { headers: map('header'), content: map('mediaType'), links: map('link') },
  exampleObject: { value: one('example') },
  components: Object.fromEntries(Object.entries(componentSections).map(([section, kind]) => [section, map(kind)])),
  schema: {
    ...Object.fromEntries(
      [
        'items', 'contains', 'additionalItems', 'unevaluatedItems', 'additionalProperties', 'unevaluatedProperties',
        'propertyNames', 'not', 'if', 'then', 'else', 'contentSchema',
      ].map((keyword) => [keyword, one('schema')]),
    ),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => [keyword, list('schema')])),
    ...Object.fromEntries(
      ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'].map((keyword) => [keyword, map('schema')]),
    ),
    example: one('example'),
    examples: one('example'),
    default: one('example'),
  },
};

/** The structured member of that name, when objects of the kind have one. */
export function memberOf(kind: Kind, name: string): Member | undefined {
  if (kind === 'callback') {
    return name.startsWith('x-') ? undefined : one('pathItem');
  }
  const known = members[kind];
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
}

/** The components section that objects of the kind move to, `inline` when they are copied in place, or nothing when they cannot be referenced. */
export function referencePolicyOf(kind: Kind): ComponentSection | 'inline' | undefined {
  return referencePolicy[kind];
}

/** True for the name of a components section. */
export function isComponentSection(name: string): name is ComponentSection {
  return Object.hasOwn(componentSections, name);
}

/** The methods of a Path Item Object, in the order of OAS 3.1 §4.8.9. */
export const methods: readonly string[] = operationMethods;
