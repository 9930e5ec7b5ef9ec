/** Checks of the source files themselves: their form by JSON Schema, and that none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject } from '../model/pointer.js';
import { packageRoot } from '../package.js';
import type { Description } from '../source/index.js';
import { nearest } from '../source/suggest.js';

/** Which schema of spec/rules/schemas describes which files, by their paths below the description's folder. */
const schemaOfFiles: readonly (readonly [RegExp, string])[] = [
  [/^errors\/\d{3}\/[^/]+\.yaml$/, 'error-entry'],
  [/^errors\/sets\.yaml$/, 'error-sets'],
  [/^nav\.yaml$/, 'navigation'],
  [/^paths\//, 'path-item'],
  [/^schemas\//, 'schema'],
  [/^security\//, 'security-scheme'],
  [/^parameters\//, 'parameter'],
  [/^examples\/fixtures\//, 'fixture'],
  [/^examples\//, 'examples'],
];

/** Folders below the description that hold no part of it. */
const notDescription = /^(?:rules|reference|workflows)\//;

/** Checks the form of every source file that has a schema of its own. */
export function checkForms(description: Description): Problem[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const compiled = new Map<string, ValidateFunction>();
  const problems: Problem[] = [];
  for (const file of description.files) {
    const name = nameBelow(description, file);
    const schema = schemaOfFiles.find(([pattern]) => pattern.test(name))?.[1];
    const value = description.valueOf(file);
    if (schema === undefined || value === undefined) {
      continue;
    }
    const validate = compiled.get(schema) ?? ajv.compile(readSchema(schema));
    compiled.set(schema, validate);
    if (!validate(value)) {
      problems.push(...mostTelling(validate.errors ?? []).map((error) => formProblem(error, file, schema)));
    }
  }
  return problems;
}

/** Finds files of the description that nothing reads, fixtures that no example uses and examples that no operation shows. */
export function checkOrphans(description: Description): Problem[] {
  const folder = description.root.folder;
  const read = new Set(description.files.map((file) => path.resolve(file)));
  const problems: Problem[] = [];
  for (const name of yamlFilesBelow(folder)) {
    if (!notDescription.test(name) && !read.has(path.resolve(folder, name))) {
      problems.push(orphan(path.join(folder, name).split(path.sep).join('/'), '', 'Nothing refers to this file.', 'Refer to it, or remove it.'));
    }
  }
  const uses = new Uses(description);
  for (const file of description.files) {
    const name = nameBelow(description, file);
    const fixture = /^examples\/fixtures\/(?:.*\/)?([^/]+)\.yaml$/.exec(name)?.[1];
    if (fixture !== undefined && !uses.fixtures.has(fixture)) {
      problems.push(orphan(file, '', `No example uses the fixture ${fixture}.`, 'Use it, or remove it.'));
    } else if (fixture === undefined && /^examples\//.test(name)) {
      problems.push(...unusedExamples(description.valueOf(file), file, uses));
    }
  }
  return problems;
}

function unusedExamples(value: Json | undefined, file: string, uses: Uses): Problem[] {
  const pointers = Object.entries(isJsonObject(value) ? value : {}).flatMap(([situation, content]) => {
    const isExample = isJsonObject(content) && Object.hasOwn(content, 'value');
    return isExample ? [`/${situation}`] : Object.keys(isJsonObject(content) ? content : {}).map((side) => `/${situation}/${side}`);
  });
  return pointers
    .filter((pointer) => !uses.references.has(`${path.resolve(file)}#${pointer}`))
    .map((pointer) => orphan(file, pointer, 'No operation shows this example.', 'Refer to it from the operation, or remove it.'));
}

/** Everything the source files refer to: `$ref` as absolute path and pointer, fixtures by name. */
class Uses {
  readonly references = new Set<string>();
  readonly fixtures = new Set<string>(['request_id']);

  constructor(description: Description) {
    for (const file of description.files) {
      this.collect(description.valueOf(file) ?? null, path.resolve(file));
    }
  }

  private collect(value: Json, file: string): void {
    if (isJsonArray(value)) {
      value.forEach((item) => this.collect(item, file));
    } else if (isJsonObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        if (key === '$ref' && typeof child === 'string') {
          const [document = '', pointer = ''] = child.split('#');
          this.references.add(`${document === '' ? file : path.resolve(path.dirname(file), document)}#${pointer}`);
        } else if (key === 'x-fixture' && typeof child === 'string') {
          this.fixtures.add(child);
        } else {
          this.collect(child, file);
        }
      }
    }
  }
}

/** The path of a source file below the description's folder, with slashes. */
function nameBelow(description: Description, file: string): string {
  return path.relative(description.root.folder, file).split(path.sep).join('/');
}

function yamlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

function readSchema(name: string): Record<string, unknown> {
  const schema: unknown = JSON.parse(readFileSync(path.join(packageRoot, 'spec', 'rules', 'schemas', `${name}.json`), 'utf8'));
  if (typeof schema !== 'object' || schema === null) {
    throw new Error(`spec/rules/schemas/${name}.json is not a schema.`);
  }
  return { ...schema };
}

/** Of the errors of one value the most specific ones: that no branch of a union fits says less than what is wrong in it. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = errors.filter(({ schemaPath }) => !schemaPath.includes('/propertyNames/'));
  const telling = own.filter(({ keyword, schemaPath }) => !['anyOf', 'oneOf', 'not', 'if'].includes(keyword) && !schemaPath.includes('/oneOf/'));
  return (telling.length > 0 ? telling : own.slice(0, 1)).slice(0, 10);
}

function formProblem(error: ErrorObject, file: string, schema: string): Problem {
  const name: unknown = error.params['additionalProperty'] ?? error.params['propertyName'];
  const key = typeof name === 'string' ? `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
  const place = error.instancePath === '' ? 'The file' : `"${error.instancePath.slice(1).replaceAll('/', '.')}"`;
  const allowed: unknown = error.params['allowedValues'];
  const list = Array.isArray(allowed) ? allowed.map(String) : [];
  const found = error.keyword === 'enum' ? nearest(String(error.data ?? ''), list) : undefined;
  const message = typeof name === 'string' ? `"${name}" has no place here.` : `${place} ${error.message ?? 'is not valid'}${list.length > 0 ? `: ${list.join(', ')}` : ''}.`;
  return {
    code: 'source-form',
    severity: 'error',
    message,
    origin: { file, pointer: error.instancePath + key },
    help: found === undefined ? `The form of this file is described by spec/rules/schemas/${schema}.json.` : `Did you mean "${found}"?`,
  };
}

function orphan(file: string, pointer: string, message: string, help: string): Problem {
  return { code: 'orphan', severity: 'error', message, origin: { file, pointer }, help };
}
