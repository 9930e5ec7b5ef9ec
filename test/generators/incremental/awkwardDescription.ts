/** A small description of many files in which the parts depend on each other in every way that a description knows. */

const errorEntry = (status: number, title: string, more = ''): string => `title: ${title}
message: 'The "{name}" is wrong (${status}).'
parameters: { name: { description: What is wrong., example: acme } }
meaning: Something is wrong with a [Pet](schema:Pet); see [the other](error:other).
causes: [A slip.]
fixes: [Mend it.]
actor: developer
retry: never
fields: [name]
see_also: []
aliases: []
provenance: documented
${more}`;

/** Text by path. Discriminators and callbacks let distant parts have a say in each other. */
export const awkwardDescription: Readonly<Record<string, string>> = {
  'openapi.yaml': `openapi: 3.1.0
info: { title: Awkward, version: 1.0.0, description: 'Of a [Pet](schema:Pet), by [a call](operation:getPet).' }
servers:
  - url: https://{region}.example.com/v1
    variables: { region: { default: eu, enum: [eu, us] } }
x-docs-base-url: https://docs.example.com
tags: [{ name: Pets, description: Animals. }, { name: class }]
security: [{ basic: [] }]
paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{pet_id}: { $ref: paths/pet.yaml }
  /pets/{pet_id}/picture.{format}: { $ref: paths/picture.yaml }
webhooks:
  petBorn: { $ref: paths/petBorn.yaml }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    session: { type: apiKey, in: cookie, name: session }
  schemas:
    Inline: { type: object, properties: { a: { $ref: schemas/Pet.yaml }, __proto__: { type: string }, class: { type: integer } } }
    inline: { type: [string, 'null'], enum: [a, b, null] }
    Error: { $ref: schemas/Error.yaml }
`,
  'nav.yaml': `- title: Pets
  pages:
    - { title: The pet, object: Pet }
    - { title: List, operation: listPets }
    - { title: Get, operation: getPet }
- title: Errors
  pages: [{ title: '400', errors: 400 }]
`,
  'paths/pets.yaml': `get:
  operationId: listPets
  summary: List pets
  tags: [Pets]
  parameters:
    - $ref: ../parameters/Limit.yaml
    - { name: cursor, in: query, schema: { type: string } }
    - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object, properties: { kind: { $ref: ../schemas/Kind.yaml } } } }
    - { name: session, in: cookie, schema: { type: string } }
  x-pagination: { cursor: query.cursor, limit: query.limit, next_cursor: next, items: pets }
  responses:
    '200':
      description: Some.
      headers: { X-Rate: { schema: { type: integer } } }
      content:
        application/json:
          schema: { type: object, required: [pets], properties: { pets: { type: array, items: { $ref: ../schemas/Pet.yaml } }, next: { type: string } } }
          examples: { some: { $ref: ../examples/pets.yaml#/list } }
      links: { first: { operationId: getPet, parameters: { pet_id: '$response.body#/pets/0/id' } } }
  x-errors: { sets: [every_call], types: { other: { when: Often. } } }
post:
  operationId: createPet
  summary: Create a pet
  description: Makes one, see [Pet](schema:Pet) and [wrong](error:wrong).
  tags: [Pets, class]
  x-retry: unsent-only
  requestBody:
    required: true
    content:
      application/json: { schema: { $ref: ../schemas/Pet.yaml }, examples: { one: { value: { x-fixture: pet, name: Other } } } }
      multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary } } } }
  responses:
    '201': { description: Made., content: { application/json: { schema: { $ref: ../schemas/CreatePetResponse.yaml } } } }
    '202': { description: Soon. }
    default: { $ref: ../responses/Failed.yaml }
  callbacks:
    done: { '{$request.body#/url}': { post: { requestBody: { content: { application/json: { schema: { $ref: ../schemas/Pet.yaml } } } }, responses: { '204': { description: Fine. } } } } }
  x-errors: { sets: [every_call] }
`,
  'paths/pet.yaml': `parameters: [{ $ref: ../parameters/PetId.yaml }]
get:
  operationId: getPet
  summary: Get a pet
  tags: [Pets]
  security: [{ session: [] }, {}]
  responses:
    '200': { description: The pet., content: { application/json: { schema: { anyOf: [{ $ref: ../schemas/Cat.yaml }, { type: 'null' }] }, example: { x-fixture: pet } } } }
  x-errors: { types: { wrong: { fields: [pet_id] } } }
delete:
  operationId: delete
  deprecated: true
  tags: [class]
  x-error-format: oauth2
  responses: { '204': { description: Gone. } }
  x-errors: { types: { other: {} } }
`,
  'paths/picture.yaml': `get:
  operationId: get-picture
  tags: [class]
  parameters:
    - { name: pet_id, in: path, required: true, schema: { $ref: ../schemas/PetId.yaml } }
    - { name: format, in: path, required: true, schema: { enum: [png, gif], type: string } }
  responses:
    '200': { description: Bytes., content: { image/png: {}, text/plain: {} } }
`,
  'paths/petBorn.yaml': `post:
  operationId: petBorn
  requestBody: { content: { application/json: { schema: { $ref: ../schemas/Animal.yaml } } } }
  responses: { '200': { description: Thanks., content: { application/json: { schema: { $ref: ../schemas/Pet.yaml } } } } }
`,
  'parameters/Limit.yaml': 'name: limit\nin: query\nschema: { type: integer, minimum: 1, maximum: 100, default: 10 }\n',
  'parameters/PetId.yaml': 'name: pet_id\nin: path\nrequired: true\nschema: { $ref: ../schemas/PetId.yaml }\n',
  'responses/Failed.yaml': 'description: No.\ncontent: { application/json: { schema: { type: object, properties: { why: { $ref: ../schemas/Kind.yaml } } } } }\n',
  'schemas/PetId.yaml': "type: string\npattern: '^pet-[a-z0-9]+$'\ndescription: Names a pet.\n",
  'schemas/Kind.yaml': 'type: string\nenum: [cat, dog]\nx-enum-descriptions: { cat: Purrs., dog: Barks. }\n',
  'schemas/Pet.yaml': `type: object
title: A pet
description: See [Kind](schema:Kind).
required: [id, name, secret, made_at]
properties:
  id: { $ref: PetId.yaml, readOnly: true }
  name: { type: string, maxLength: 40 }
  kind: { $ref: Kind.yaml }
  secret: { type: string, writeOnly: true, x-sensitive: true }
  made_at: { type: string, format: date-time, readOnly: true }
  parent: { $ref: Pet.yaml }
  friends: { type: array, items: { $ref: Animal.yaml }, uniqueItems: true }
  notes: { type: object, additionalProperties: { type: [string, 'null'] } }
  url: { type: string, format: uri }
`,
  'schemas/Cat.yaml': `allOf:
  - { $ref: Pet.yaml }
  - { type: object, required: [kind], properties: { kind: { type: string, const: cat }, lives: { type: integer, default: 9 } } }
unevaluatedProperties: false
`,
  'schemas/Dog.yaml': 'type: object\nrequired: [kind]\nproperties: { kind: { type: string, const: dog }, tail: { type: number, exclusiveMinimum: 0 }, owner: { oneOf: [{ $ref: Owner.yaml }, { type: string }] } }\n',
  'schemas/Owner.yaml': 'type: object\nproperties: { dogs: { type: array, items: { $ref: Dog.yaml } }, token: { type: string, x-sensitive: true } }\n',
  'schemas/Animal.yaml': 'oneOf: [{ $ref: Cat.yaml }, { $ref: Dog.yaml }]\ndiscriminator: { propertyName: kind, mapping: { cat: Cat.yaml, dog: Dog.yaml } }\n',
  'schemas/CreatePetResponse.yaml': 'type: object\nrequired: [pet]\nproperties: { pet: { $ref: Pet.yaml }, tuple: { type: array, prefixItems: [{ type: string }, { $ref: Kind.yaml }], items: false } }\n',
  'schemas/Error.yaml': `type: object
required: [status_code, error_type]
properties:
  status_code: { type: integer }
  request_id: { type: string }
  error_type: { type: string }
  error_message: { type: string }
  error_url: { type: string }
  error_details: { type: object }
`,
  'schemas/OAuthError.yaml': 'type: object\nrequired: [status_code, error]\nproperties: { status_code: { type: integer }, error: { type: string }, error_description: { type: string } }\n',
  'examples/pets.yaml': 'list: { summary: Two., value: { pets: [{ x-fixture: pet }, { x-fixture: pet, name: Second }] } }\n',
  'examples/fixtures/pet.yaml': 'id: pet-1\nname: Tom\nkind: cat\nowner: { x-fixture: owner }\n',
  'examples/fixtures/owner.yaml': 'token: hidden\n',
  'examples/fixtures/request_id.yaml': 'request-1\n',
  'errors/400/wrong.yaml': errorEntry(400, 'Wrong'),
  'errors/400/other.yaml': errorEntry(400, 'Other'),
  'errors/404/none.yaml': errorEntry(404, 'None'),
  'errors/429/often.yaml': errorEntry(429, 'Often', 'details: { seconds: 3 }\n'),
  'errors/sets.yaml': 'every_call: { description: Any., types: [wrong, none, often] }\nunused: { description: No., types: [other] }\n',
};

/** The same without what keeps one model from following another. */
export const followableDescription: Readonly<Record<string, string>> = {
  ...awkwardDescription,
  'schemas/Animal.yaml': 'oneOf: [{ $ref: Cat.yaml }, { $ref: Dog.yaml }]\n',
};
