/** Unions of error types: the sets that operations share, and what each operation adds. */
import type { ApiModel, ErrorSet, Operation } from '../model/model.js';
import { declareAlias } from '../typescript/declarations.js';
import { stringLiteral } from '../typescript/literals.js';
import type { TypeScriptNames } from '../typescript/names.js';
import { joinTypes } from '../typescript/printType.js';
import { documentation } from '../typescript/tsdoc.js';
import type { LinkPrinter } from '../typescript/tsdoc.js';

/** One exported union per set of the catalogue that has types in it. */
export function declareErrorSets({ errorSets }: ApiModel, names: TypeScriptNames, link: LinkPrinter): readonly string[] {
  return errorSets
    .filter(({ types }) => types.length > 0)
    .map((set) => declareAlias(names.errorSet(set), joinTypes(set.types.map(stringLiteral), ' | '), documentation({ summary: set.description }, link)));
}

/** The error types of an operation: the sets it takes in whole by name, the rest one by one; `never` when it has none. */
export function errorTypeUnion({ errors }: Operation, sets: readonly ErrorSet[], names: TypeScriptNames): string {
  const remaining = new Set(errors.map(({ type }) => type.type));
  const included = sets.filter(({ name, types }) => errors.some((error) => error.set === name) && types.every((type) => remaining.has(type)));
  const named = included.map((set) => names.errorSet(set));
  for (const type of included.flatMap((set) => set.types)) remaining.delete(type);
  return joinTypes([...named, ...[...remaining].map(stringLiteral)], ' | ') || 'never';
}
