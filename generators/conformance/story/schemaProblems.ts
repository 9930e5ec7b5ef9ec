/** Is a YAML file of the form its JSON Schema describes? Every deviation has its place and says what was probably meant. */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../../diagnostics.js';
import type { Json } from '../../model/model.js';
import { escapeToken } from '../../model/pointer.js';
import type { PositionFinder } from '../../source/positions.js';
import { didYouMean } from '../../source/suggest.js';

/**
 * Checks a value against a compiled schema.
 *
 * @param code the problems' code
 * @returns the deviations, the telling ones only
 */
export function schemaProblems(value: Json, validate: ValidateFunction, place: { readonly file: string; readonly positions: PositionFinder }, code: string): readonly Problem[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const telling = errors.filter((error) => error.keyword !== 'anyOf' || !errors.some((other) => other !== error && isDeeper(other, error)));
  // Of the branches of an `anyOf` those that stop at its own place say less than "one of these forms".
  const kept = telling.filter((error) => !errors.some((other) => other.keyword === 'anyOf' && other.instancePath === error.instancePath && other !== error && telling.includes(other)));
  return kept.map((error) => {
    const pointer = pointerOf(error);
    return {
      code,
      severity: 'error',
      message: messageOf(error),
      origin: { file: place.file, pointer },
      position: place.positions.find(pointer),
      ...helpOf(error),
    };
  });
}

function isDeeper(other: ErrorObject, error: ErrorObject): boolean {
  return other.keyword !== 'anyOf' && (other.instancePath.length > error.instancePath.length || other.keyword === 'additionalProperties') && other.instancePath.startsWith(error.instancePath);
}

function textParam(error: ErrorObject, name: string): string {
  const value: unknown = error.params[name];
  return typeof value === 'string' ? value : '';
}

function pointerOf(error: ErrorObject): string {
  const extra = error.keyword === 'additionalProperties' ? textParam(error, 'additionalProperty') : error.keyword === 'propertyNames' ? textParam(error, 'propertyName') : '';
  return extra === '' ? error.instancePath : `${error.instancePath}/${escapeToken(extra)}`;
}

function messageOf(error: ErrorObject): string {
  const name = error.instancePath.split('/').at(-1) ?? '';
  const subject = name === '' || /^\d+$/.test(name) ? 'This' : `\`${name}\``;
  switch (error.keyword) {
    case 'additionalProperties':
      return `There is no member \`${textParam(error, 'additionalProperty')}\` here.`;
    case 'required':
      return `${subject === 'This' ? 'A' : `${subject} lacks a`} member \`${textParam(error, 'missingProperty')}\`${subject === 'This' ? ' is missing' : ''}.`;
    case 'enum':
      return `${subject} must be one of ${allowed(error).join(', ')}.`;
    case 'anyOf':
      return `${subject} has none of the forms it may have.`;
    case 'propertyNames':
      return `\`${textParam(error, 'propertyName')}\` cannot be a name.`;
    default:
      return `${subject} ${error.message ?? 'is not as it must be'}.`;
  }
}

function helpOf(error: ErrorObject): { readonly help?: string } {
  if (error.keyword !== 'additionalProperties') return {};
  const known: unknown = Reflect.get(error.parentSchema ?? {}, 'properties');
  const names = Object.keys(Object(known));
  return { help: didYouMean(textParam(error, 'additionalProperty'), names, `Members: ${names.join(', ')}.`) };
}

function allowed(error: ErrorObject): readonly string[] {
  const values: unknown = error.params['allowedValues'];
  return Array.isArray(values) ? values.map(String) : [];
}
