import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../../generators/model/build.js';
import { type Description, loadDescription, LoadMemory } from '../../../generators/source/index.js';
import { failure, workspace } from './workspace.js';

const files = {
  'openapi.yaml': `openapi: 3.1.1
info: { title: Test, version: '1' }
x-docs-base-url: https://docs.example
paths:
  /items: { $ref: paths/items.yaml }
`,
  'paths/items.yaml': `get:
  operationId: listItems
  x-errors: { types: { item_missing: {} } }
  responses:
    '200': { description: OK, content: { application/json: { schema: { $ref: ../schemas/Item.yaml } } } }
`,
  'schemas/Item.yaml': 'type: object\nproperties:\n  name: { $ref: Name.yaml }\nexample: { x-fixture: item }\n',
  'schemas/Name.yaml': 'type: string\n',
  'schemas/Error.yaml': 'type: object\n',
  'errors/sets.yaml': '{}\n',
  'errors/404/item_missing.yaml': `title: Missing
message: There is no item.
meaning: It is gone.
causes: []
fixes: []
actor: developer
retry: never
fields: []
see_also: []
aliases: []
provenance: documented
`,
  'examples/fixtures/item.yaml': 'name: One\n',
};

/** Everything that a description and its model say. */
function said(description: Description): unknown {
  const { model, problems } = buildModel({ document: description.document, originOf: (pointer) => description.originOf(pointer) });
  return { document: JSON.stringify(description.document), files: description.files, warnings: description.problems, problems, model };
}

/** A description on disk that is changed and loaded again and again. */
class Watched {
  readonly folder = workspace(files);
  readonly root = path.join(this.folder, 'openapi.yaml');
  readonly memory = new LoadMemory();

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Writes a file as it was, but for one text. */
  replace(name: keyof typeof files, from: string, to: string): void {
    this.write(name, files[name].replace(from, to));
  }

  remove(name: string): void {
    rmSync(path.join(this.folder, name));
  }

  again(): Promise<Description> {
    return loadDescription(this.root, { memory: this.memory });
  }

  /** Loads again, told of what has changed since. */
  told(...changed: readonly string[]): Promise<Description> {
    return loadDescription(this.root, { memory: this.memory, changed: changed.map((name) => path.join(this.folder, name)) });
  }

  first(): Promise<Description> {
    return loadDescription(this.root);
  }
}

describe('loading again with what was parsed before', () => {
  it('gives what loading for the first time gives, whatever happened to the files', async () => {
    const watched = new Watched();
    for (const change of [
      () => undefined,
      () => watched.write('schemas/Name.yaml', 'type: string\nminLength: 1\n'),
      () => watched.write('schemas/Name.yaml', '# a note\ntype: string\nminLength: 1\n'),
      () => watched.replace('paths/items.yaml', 'listItems', 'getItems'),
      () => watched.replace('errors/404/item_missing.yaml', 'no item', 'nothing'),
      () => watched.replace('errors/404/item_missing.yaml', 'provenance', 'format: oauth2\nprovenance'),
      () => watched.write('errors/sets.yaml', 'every_call: { description: All., types: [item_missing] }\n'),
      () => watched.replace('paths/items.yaml', 'types: { item_missing: {} }', 'sets: [every_call]'),
      () => watched.write('errors/sets.yaml', 'every_call: { description: All., types: [] }\n'),
      () => watched.write('examples/fixtures/item.yaml', 'name: Two\n'),
      () => watched.write('errors/404/other_missing.yaml', files['errors/404/item_missing.yaml']),
      () => watched.remove('errors/404/other_missing.yaml'),
      () => {
        renameSync(path.join(watched.folder, 'schemas/Name.yaml'), path.join(watched.folder, 'schemas/Title.yaml'));
        watched.replace('schemas/Item.yaml', 'Name.yaml', 'Title.yaml');
      },
      () => watched.write('schemas/Title.yaml', 'type: number\n'),
    ]) {
      change();
      expect(said(await watched.again())).toEqual(said(await watched.first()));
    }
  });

  it('takes over the copies of what has not changed, though something that they refer to has', async () => {
    const watched = new Watched();
    const schemasOf = ({ document }: Description): unknown => Object(document['components']).schemas;
    const before = schemasOf(await watched.again());
    watched.write('schemas/Name.yaml', 'type: number\n');
    const after = schemasOf(await watched.again());
    expect(after).toMatchObject({ Name: { type: 'number' } });
    expect(Object(after).Item).toBe(Object(before).Item);
    expect(Object(after).Name).not.toBe(Object(before).Name);
    watched.write('examples/fixtures/item.yaml', 'name: Two\n');
    expect(Object(schemasOf(await watched.again())).Item).toMatchObject({ example: { name: 'Two' } });
  });

  it('expands the errors of a call again only when they are others', async () => {
    const watched = new Watched();
    const operationOf = ({ document }: Description): unknown => Object(document['paths'])['/items'].get;
    const before = operationOf(await watched.again());
    watched.write('schemas/Name.yaml', 'type: number\n');
    expect(operationOf(await watched.again())).toBe(before);
    watched.replace('errors/404/item_missing.yaml', 'no item', 'nothing');
    expect(operationOf(await watched.again())).not.toBe(before);
  });

  it('tells of errors as long as they are there, and of none once they are mended', async () => {
    const watched = new Watched();
    for (const breakIt of [
      () => watched.write('schemas/Name.yaml', 'type: [\n'),
      () => watched.remove('schemas/Name.yaml'),
      () => watched.write('schemas/Item.yaml', 'properties: { a: { $ref: No.yaml } }\n'),
      () => watched.write('errors/404/item_missing.yaml', 'title: Missing\n'),
      () => watched.remove('errors/404/item_missing.yaml'),
      () => watched.replace('paths/items.yaml', 'types: { item_missing: {} }', 'sets: [no_set]'),
    ]) {
      breakIt();
      const { problems } = await failure(watched.again());
      expect(problems).toEqual((await failure(watched.first())).problems);
      for (const [name, text] of Object.entries(files)) watched.write(name, text);
      expect(said(await watched.again())).toEqual(said(await watched.first()));
    }
  });
});

describe('loading again, told of what has changed', () => {
  it('gives what loading for the first time gives', async () => {
    const watched = new Watched();
    await watched.told();
    for (const [name, change] of [
      ['schemas/Name.yaml', () => watched.write('schemas/Name.yaml', 'type: string\nminLength: 1\n')],
      ['errors/404/item_missing.yaml', () => watched.replace('errors/404/item_missing.yaml', 'no item', 'nothing')],
      ['errors/404/other_missing.yaml', () => watched.write('errors/404/other_missing.yaml', files['errors/404/item_missing.yaml'])],
      ['errors/404/other_missing.yaml', () => watched.remove('errors/404/other_missing.yaml')],
      ['schemas/Item.yaml', () => watched.replace('schemas/Item.yaml', 'Name.yaml', 'Further.yaml')],
      ['schemas/Item.yaml', () => watched.replace('schemas/Item.yaml', 'object', 'object # as it was')],
      ['schemas/Further.yaml', () => watched.write('schemas/Further.yaml', 'type: number\n')],
      ['openapi.yaml', () => watched.replace('openapi.yaml', 'Test', 'Changed')],
      ['errors', () => watched.write('errors/404/third_missing.yaml', files['errors/404/item_missing.yaml'])],
    ] as const) {
      change();
      const after = await watched.told(name).then(said, (error: unknown) => Object(error).problems);
      expect(after, name).toEqual(await watched.first().then(said, (error: unknown) => Object(error).problems));
    }
  });

  it('looks at nothing else, and finds what nobody told of when it is asked for that', async () => {
    const watched = new Watched();
    const before = said(await watched.again());
    const { seen } = watched.memory.parsed;
    expect(seen.differing()).toEqual([]);
    watched.write('schemas/Name.yaml', 'type: number\n');
    watched.write('errors/404/other_missing.yaml', files['errors/404/item_missing.yaml']);
    expect(said(await watched.told('openapi.yaml'))).toEqual(before);
    expect(seen.differing()).toEqual([path.join(watched.folder, 'schemas/Name.yaml'), path.join(watched.folder, 'errors/404')]);
    expect(said(await watched.again())).toEqual(said(await watched.first()));
    expect(seen.differing()).toEqual([]);
  });

  it('takes a file that was written again with what it said for the same', async () => {
    const watched = new Watched();
    await watched.again();
    watched.write('schemas/Name.yaml', files['schemas/Name.yaml']);
    expect(watched.memory.parsed.seen.differing()).toEqual([]);
    watched.remove('schemas/Name.yaml');
    expect(watched.memory.parsed.seen.differing()).toContain(path.join(watched.folder, 'schemas/Name.yaml'));
  });

  it('looks at everything after a load that failed, and where other rules hold', async () => {
    const watched = new Watched();
    await watched.again();
    watched.write('schemas/Name.yaml', 'type: [\n');
    await failure(watched.told('schemas/Name.yaml'));
    watched.write('schemas/Name.yaml', 'type: number\n');
    watched.write('schemas/Item.yaml', 'type: string\n');
    expect(said(await watched.told('schemas/Name.yaml'))).toEqual(said(await watched.first()));
    watched.write('schemas/Item.yaml', 'type: boolean\n');
    const elsewhere = await loadDescription(watched.root, { memory: watched.memory, changed: [], allowOutside: true });
    expect(Object(elsewhere.document['components']).schemas.Item).toEqual({ type: 'boolean' });
  });
});
