/** Validates every example of a document against its schema: JSON Schema 2020-12 with formats, in closed mode. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import type { JsonObject } from '../../source/json.js';
import type { BundleFinding } from '../finding.js';
import { ClosedSchemas, pointerOfReference } from './closedSchemas.js';
import { type ErrorRefinement, errorRefinement, excludedMembers } from './errorRefinement.js';
import { type ExampleSite, exampleSites } from './sites.js';

// The package is CommonJS: its default export is a member of the module that Node sees.
const addFormats = addFormatsModule.default;

const subjects: Readonly<Record<ExampleSite['kind'], string>> = {
  request: 'The request example',
  response: 'The response example',
  parameter: 'The parameter’s example',
  header: 'The header’s example',
  property: 'The example',
  default: 'The default',
};

/**
 * Validates all examples.
 *
 * @returns a finding for each example that does not match its schema, at the place of the value that does not, and one for
 *   each schema that is no valid JSON Schema
 */
export function validateExamples(document: JsonObject): BundleFinding[] {
  const validator = new ExampleValidator(document);
  const findings: BundleFinding[] = [];
  const seen = new Set<string>();
  for (const site of exampleSites(document)) {
    // Many answers share their error examples and their schemas.
    const key = schemaKey(site.schema);
    const pair = `${site.pointer} ${key}`;
    if (!seen.has(pair)) {
      seen.add(pair);
      findings.push(...validator.check(site, key));
    }
  }
  return findings;
}

const helpForValues = 'Correct the example, or the schema if the example is right.';

/** Counts what {@link validateExamples} would find: the number of examples, and of those that do not match. */
export function countExamples(document: JsonObject): { readonly total: number; readonly invalid: number } {
  const validator = new ExampleValidator(document);
  let total = 0;
  let invalid = 0;
  for (const site of exampleSites(document)) {
    if (site.kind !== 'default') {
      total += 1;
      invalid += validator.check(site, schemaKey(site.schema)).length > 0 ? 1 : 0;
    }
  }
  return { total, invalid };
}

/** Equal schemas compile once. An object's own identity will not do: the same error response is written in many operations. */
function schemaKey(schema: Json): string {
  return JSON.stringify(schema);
}

class ExampleValidator {
  private readonly schemas: ClosedSchemas;
  private readonly ajv: Ajv2020;
  private readonly compiled = new Map<string, ValidateFunction | string>();
  private readonly reported = new Set<string>();
  /** Error examples, which many answers share, and the schemas they were checked against. */
  private readonly checked = new Set<string>();

  constructor(document: JsonObject) {
    this.schemas = new ClosedSchemas(document);
    this.ajv = new Ajv2020({ strict: false, allErrors: true, verbose: false, validateSchema: false, logger: false, unicodeRegExp: true, inlineRefs: false });
    addFormats(this.ajv);
    this.ajv.addKeyword({ keyword: 'x-one-of-required', type: 'object', errors: false, validate: hasExactlyOne });
  }

  check(site: ExampleSite, key: string): BundleFinding[] {
    const refinement = errorRefinement(site.schema);
    return refinement === undefined ? this.checkSchema(site, key) : this.checkRefined(site, refinement);
  }

  private checkRefined(site: ExampleSite, refinement: ErrorRefinement): BundleFinding[] {
    const excluded = excludedMembers(refinement, site.value).map((name) => ({
      code: 'example-invalid',
      severity: 'error' as const,
      message: `${subjects[site.kind]} does not match its schema: "${name}" is not one of the values of this response.`,
      pointer: `${site.pointer}/${name}`,
      help: helpForValues,
    }));
    const base = schemaKey(refinement.base);
    const pair = `${site.pointer} ${base}`;
    if (this.checked.has(pair)) {
      return excluded;
    }
    this.checked.add(pair);
    return [...this.checkSchema({ ...site, schema: refinement.base }, base), ...excluded];
  }

  private checkSchema(site: ExampleSite, key: string): BundleFinding[] {
    const validate = this.compile(site.schema, key);
    if (typeof validate === 'string') {
      if (this.reported.has(validate)) {
        return [];
      }
      this.reported.add(validate);
      return [{ code: 'schema-invalid', severity: 'error', message: `The schema cannot be used: ${validate}.`, pointer: site.schemaPointer, help: 'Check its patterns, references and keywords.' }];
    }
    if (validate(site.value)) {
      return [];
    }
    return relevant(validate.errors ?? []).map((error) => ({
      code: site.kind === 'default' ? 'default-invalid' : 'example-invalid',
      severity: 'error' as const,
      message: `${subjects[site.kind]} does not match its schema: ${describe(error)}.`,
      pointer: site.pointer + placeOf(error),
      help: helpFor(error),
    }));
  }

  private compile(schema: Json, key: string): ValidateFunction | string {
    const known = this.compiled.get(key);
    if (known !== undefined) {
      return known;
    }
    let result: ValidateFunction | string;
    try {
      const closed = this.schemas.forValue(schema);
      this.addReferenced(closed);
      result = this.ajv.compile(isJsonObject(closed) ? closed : closed === true || closed === false ? closed : {});
    } catch (error) {
      result = error instanceof Error ? error.message.split('\n')[0] ?? error.message : String(error);
    }
    this.compiled.set(key, result);
    return result;
  }

  /** Makes the schemas known that a schema refers to, directly or through others. */
  private addReferenced(schema: Json): void {
    if (isJsonArray(schema)) {
      schema.forEach((item) => this.addReferenced(item));
    } else if (isJsonObject(schema)) {
      for (const [key, value] of Object.entries(schema)) {
        const pointer = key === '$ref' && typeof value === 'string' ? pointerOfReference(value) : undefined;
        if (pointer === undefined) {
          this.addReferenced(value);
        } else if (typeof value === 'string' && !this.known.has(value)) {
          this.known.add(value);
          const definition = this.schemas.definition(pointer);
          if (definition !== undefined) {
            this.ajv.addSchema(isJsonObject(definition) ? definition : { not: definition === false ? {} : false }, value);
            this.addReferenced(definition);
          }
        }
      }
    }
  }

  private readonly known = new Set<string>();
}

/** `x-one-of-required`: of each list of members exactly one is present. */
function hasExactlyOne(groups: unknown, value: unknown): boolean {
  if (!Array.isArray(groups) || typeof value !== 'object' || value === null) {
    return true;
  }
  const lists = groups.every((group) => Array.isArray(group)) ? groups : [groups];
  return lists.every((group: unknown) => !Array.isArray(group) || group.filter((name) => typeof name === 'string' && Object.hasOwn(value, name)).length === 1);
}

/** What went wrong in the branches of a union is noise beside the fact that none of them fits, except where one nearly does. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const outside = errors.filter((error) => !unions.some((union) => error !== union && error.schemaPath !== union.schemaPath && error.instancePath.startsWith(union.instancePath) && isBelowUnion(error, union)));
  const chosen = outside.length > 0 ? outside : errors;
  // An object that fails otherwise has unevaluated members only because of that.
  const direct = chosen.filter(({ keyword }) => keyword !== 'unevaluatedProperties' && keyword !== 'allOf' && keyword !== 'if');
  // And one whose inside is not described is itself not evaluated.
  const innermost = chosen.filter((error) => !chosen.some((other) => placeOf(other).startsWith(`${placeOf(error)}/`)));
  return (direct.length > 0 ? direct : innermost).slice(0, 5);
}

function isBelowUnion(error: ErrorObject, union: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/`) || !error.schemaPath.startsWith('#/') || error.instancePath.length > union.instancePath.length;
}

function placeOf(error: ErrorObject): string {
  return error.instancePath + memberOf(error);
}

function memberOf(error: ErrorObject): string {
  const name: unknown = error.params['unevaluatedProperty'] ?? error.params['additionalProperty'];
  return typeof name === 'string' ? `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
}

function describe(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'it' : `"${error.instancePath.slice(1).replaceAll('/', '.')}"`;
  const member: unknown = error.params['unevaluatedProperty'] ?? error.params['additionalProperty'];
  if (typeof member === 'string') {
    return `"${member}" is not described`;
  }
  if (error.keyword === 'enum') {
    const allowed: unknown = error.params['allowedValues'];
    return `${place} must be one of ${Array.isArray(allowed) ? allowed.slice(0, 8).map(String).join(', ') : 'the listed values'}`;
  }
  if (error.keyword === 'const') {
    return `${place} must be ${JSON.stringify(error.params['allowedValue'])}`;
  }
  return error.keyword === 'x-one-of-required' ? `${place} must have exactly one of the members of which one is required` : `${place} ${error.message ?? 'is not valid'}`;
}

function helpFor(error: ErrorObject): string {
  return error.keyword === 'unevaluatedProperties' || error.keyword === 'additionalProperties'
    ? 'Describe the member in the schema, or remove it from the example.'
    : helpForValues;
}
