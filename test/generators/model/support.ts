import { buildModel } from '../../../generators/model/build.js';
import type { ModelResult } from '../../../generators/model/build.js';
import type { ApiModel, Json, Schema } from '../../../generators/model/model.js';

type JsonObject = { readonly [key: string]: Json };

/** Builds a document that has all OpenAPI asks for and the given members; 3.1 unless they say otherwise. */
export function build(members: JsonObject): ModelResult {
  const document = { openapi: '3.1.1', info: { title: 'Test', version: '1' }, paths: {}, ...members };
  return buildModel({ document, originOf: (pointer) => ({ file: 'test.yaml', pointer }) });
}

/** {@link build} for a document without an error in it. */
export function modelOf(members: JsonObject): ApiModel {
  const { model, problems } = build(members);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message, origin }) => `${origin?.pointer ?? ''}: ${message}`).join('\n'));
  return model;
}

/** The named schemas of a document that has nothing else. */
export function schemasOf(schemas: JsonObject, members: JsonObject = {}): (name: string) => Schema {
  const model = modelOf({ components: { schemas }, ...members });
  return (name) => {
    const schema = model.schemas.find((candidate) => candidate.name === name);
    if (schema === undefined) throw new Error(`There is no schema ${name}.`);
    return schema;
  };
}

/** Code, severity and pointer of everything found wrong. */
export function problemsOf(members: JsonObject): readonly string[] {
  return build(members).problems.map(({ code, severity, origin }) => `${severity} ${code} ${origin?.pointer ?? ''}`);
}
