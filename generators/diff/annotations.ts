/** Compares what schemas say to readers only. */
import type { Schema } from '../model/model.js';
import { canonical } from './limits.js';
import type { RuleName } from './rules.js';

/** The differences in words, examples and marks of two schemas, what they refer to left aside. */
export function compareAnnotations(before: Schema, after: Schema): readonly { readonly rule: RuleName; readonly message: string }[] {
  const changes: { rule: RuleName; message: string }[] = [];
  // Where a schema moved into a component or out of one, its words went along.
  const [old, now] = (before.ref === undefined) === (after.ref === undefined) ? [before, after] : [withTarget(before), withTarget(after)];
  if (old.deprecated !== now.deprecated) changes.push({ rule: now.deprecated ? 'deprecated' : 'reactivated', message: now.deprecated ? 'It is deprecated now.' : 'It is not deprecated any more.' });
  if (old.sensitive !== now.sensitive) changes.push({ rule: 'sensitivity-changed', message: now.sensitive ? 'It is never shown in logs and errors now.' : 'It may be shown in logs and errors now.' });
  const words = [
    old.title === now.title ? undefined : 'title',
    old.description === now.description ? undefined : 'description',
    canonical(old.enumDescriptions) === canonical(now.enumDescriptions) ? undefined : 'description of the values',
  ].filter((word) => word !== undefined);
  if (words.length > 0) changes.push({ rule: 'description-changed', message: `Its ${words.join(' and ')} changed.` });
  if (canonical(old.examples) !== canonical(now.examples)) changes.push({ rule: 'examples-changed', message: 'Its examples changed.' });
  return changes;
}

function withTarget(schema: Schema): Schema {
  const { ref } = schema;
  if (ref === undefined) return schema;
  const title = schema.title ?? ref.title;
  const description = schema.description ?? ref.description;
  return {
    ...schema,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    deprecated: schema.deprecated || ref.deprecated,
    sensitive: schema.sensitive || ref.sensitive,
    examples: schema.examples.length > 0 ? schema.examples : ref.examples,
    enumDescriptions: Object.keys(schema.enumDescriptions).length > 0 ? schema.enumDescriptions : ref.enumDescriptions,
  };
}
