/** Models that follow one another: what has not changed is the same, and a model is what one from nothing would be. */
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import type { ApiModel, Json } from '../../../generators/model/model.js';
import { ModelMemory } from '../../../generators/model/modelMemory.js';
import { isJsonObject } from '../../../generators/model/pointer.js';
import { surfaceOf, versionOf } from '../../../generators/model/versions.js';
import { shareJson } from '../../../generators/incremental/sharing.js';

const originOf = (pointer: string): { file: string; pointer: string } => ({ file: 'openapi.yaml', pointer });

const get = (id: string, schema: string): Json => ({
  get: { operationId: id, responses: { 200: { description: 'Fine.', content: { 'application/json': { schema: { type: 'array', items: { $ref: `#/components/schemas/${schema}` } } } } } } },
});

const document: { readonly [key: string]: Json } = {
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  paths: { '/owners': get('listOwners', 'Owner'), '/kinds': get('listKinds', 'Kind') },
  components: {
    schemas: {
      Owner: { type: 'object', properties: { pet: { $ref: '#/components/schemas/Pet' } } },
      Pet: { type: 'object', properties: { owner: { $ref: '#/components/schemas/Owner' }, kind: { $ref: '#/components/schemas/Kind' } } },
      Kind: { type: 'string', enum: ['cat', 'dog'] },
    },
  },
};

/** Builds one model after another. */
class Followed {
  readonly #memory = new ModelMemory();
  #document: { readonly [key: string]: Json } | undefined;

  next(edited: { readonly [key: string]: Json }, isAtSamePlace = (_pointer: string): boolean => true): ApiModel {
    const shared = this.#document === undefined ? edited : shareJson(this.#document, edited);
    if (!isJsonObject(shared)) throw new Error('A document is an object.');
    this.#document = shared;
    const { model, problems } = buildModel({ document: shared, originOf, memory: this.#memory, isAtSamePlace });
    expect({ model, problems }).toEqual(buildModel({ document: edited, originOf }));
    return model;
  }
}

function edited(change: (document: Record<string, never>) => void): { readonly [key: string]: Json } {
  const copy = JSON.parse(JSON.stringify(document));
  change(copy);
  return copy;
}

const schema = ({ schemas }: ApiModel, name: string): unknown => schemas.find((candidate) => candidate.name === name);
const version = ({ operations }: ApiModel, id: string): unknown => {
  const operation = operations.find((candidate) => candidate.id === id);
  return operation && versionOf(operation);
};
const described = (name: string, text: string): { readonly [key: string]: Json } =>
  edited((copy) => Object.assign(copy['components']?.['schemas']?.[name] ?? {}, { description: text }));

const surface = ({ schemas }: ApiModel, name: string): unknown => schemas.filter((candidate) => candidate.name === name).map(surfaceOf)[0];

describe('the surface of a schema', () => {
  const withOwner = (owner: Json): { readonly [key: string]: Json } =>
    edited((copy) => Object.assign(copy['components']?.['schemas'] ?? {}, { Owner: owner }));

  test('stays while only what its members refer to has changed, but for what is seen of it', () => {
    const followed = new Followed();
    const first = followed.next(document);
    const constrained = followed.next(edited((copy) => Object.assign(copy['components']?.['schemas']?.['Kind'] ?? {}, { enum: ['cat'] })));
    expect(schema(constrained, 'Owner')).not.toBe(schema(first, 'Owner'));
    for (const name of ['Owner', 'Pet']) expect(surface(constrained, name)).toBe(surface(first, name));
    expect(surface(constrained, 'Kind')).not.toBe(surface(first, 'Kind'));
    const said = followed.next(described('Kind', 'What it is.'));
    expect(surface(said, 'Pet')).not.toBe(surface(constrained, 'Pet'));
    expect(surface(said, 'Owner')).toBe(surface(first, 'Owner'));
  });

  test('is another when something that it is composed of has changed', () => {
    const followed = new Followed();
    const composed = { allOf: [{ $ref: '#/components/schemas/Kind' }] };
    const first = followed.next(withOwner(composed));
    const copy = JSON.parse(JSON.stringify(withOwner(composed)));
    copy.components.schemas.Kind.enum = ['cat'];
    expect(surface(followed.next(copy), 'Owner')).not.toBe(surface(first, 'Owner'));
  });
});

describe('a model that follows another', () => {
  test('has the schemas and operations that lead to nothing changed', () => {
    const followed = new Followed();
    const before = followed.next(document);
    const after = followed.next(described('Pet', 'Barks.'));
    expect(schema(after, 'Kind')).toBe(schema(before, 'Kind'));
    expect(version(after, 'listKinds')).toBe(version(before, 'listKinds'));
  });

  test('has new ones for what leads to something changed, round every cycle', () => {
    const followed = new Followed();
    const before = followed.next(document);
    const after = followed.next(described('Owner', 'Walks.'));
    for (const name of ['Owner', 'Pet']) expect(schema(after, name)).not.toBe(schema(before, name));
    expect(version(after, 'listOwners')).not.toBe(version(before, 'listOwners'));
    const last = followed.next(described('Kind', 'Of pet.'));
    for (const name of ['Owner', 'Pet', 'Kind']) expect(schema(last, name)).not.toBe(schema(after, name));
    expect(version(last, 'listKinds')).not.toBe(version(after, 'listKinds'));
  });

  test('has the answers of a call that lead to nothing changed, although others do', () => {
    const failure = { description: 'Gone.', content: { 'application/json': { schema: { type: 'object', properties: { kind: { $ref: '#/components/schemas/Kind' } } } } } };
    const withFailure = (text: string): { readonly [key: string]: Json } =>
      edited((copy) => {
        Object.assign(copy['paths']?.['/owners']?.['get']?.['responses'] ?? {}, { 404: failure });
        Object.assign(copy['components']?.['schemas']?.['Pet'] ?? {}, { description: text });
      });
    const answer = ({ operations }: ApiModel, status: string): unknown => operations.find(({ id }) => id === 'listOwners')?.responses.find((response) => response.status === status);
    const followed = new Followed();
    const before = followed.next(withFailure('Barks.'));
    const after = followed.next(withFailure('Mews.'));
    expect(answer(after, '404')).toBe(answer(before, '404'));
    expect(answer(after, '200')).not.toBe(answer(before, '200'));
    const last = followed.next(withFailure('Sings.'), (pointer) => pointer !== '/paths/~1owners/get/responses/404' && pointer !== '/paths/~1owners');
    expect(answer(last, '404')).not.toBe(answer(after, '404'));
  });

  test('has new ones for what was written elsewhere', () => {
    const followed = new Followed();
    const before = followed.next(document);
    const after = followed.next(document, (pointer) => pointer !== '/components/schemas/Kind');
    expect(schema(after, 'Kind')).not.toBe(schema(before, 'Kind'));
    expect(version(after, 'listOwners')).not.toBe(version(before, 'listOwners'));
  });

  test.each<[string, (copy: Record<string, never>) => void]>([
    ['a discriminator', (copy) => Object.assign(copy['components']?.['schemas']?.['Owner'] ?? {}, { discriminator: { propertyName: 'kind' } })],
    ['an anchor', (copy) => Object.assign(copy['components']?.['schemas']?.['Owner'] ?? {}, { $anchor: 'owner', properties: { pet: { $ref: '#owner' } } })],
    ['a reference into a schema', (copy) => Object.assign(copy['components']?.['schemas']?.['Kind'] ?? {}, { $ref: '#/components/schemas/Pet/properties/owner' })],
    ['a warning', (copy) => Object.assign(copy['components']?.['schemas']?.['Kind'] ?? {}, { required: true })],
    ['another dialect', (copy) => Object.assign(copy, { openapi: '3.0.3' })],
    ['an operation less', (copy) => Object.assign(copy, { paths: {} })],
  ])('is what one from nothing would be, with %s and without it again', (_what, change) => {
    const followed = new Followed();
    followed.next(document);
    followed.next(edited(change));
    followed.next(described('Kind', 'Again.'));
    followed.next(edited(change));
  });
});
