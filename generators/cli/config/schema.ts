/** A configuration file's JSON Schema, for editors. It is committed as spec/rules/schemas/config.json, which a test holds to this. */
import type { Json } from '../../model/model.js';
import type { Option } from '../command.js';
import type { ConfigKeys, ConfigTable } from './keys.js';

/** The schema (JSON Schema 2020-12) of everything a configuration in JSON may hold. */
export function configSchema({ shared, sections }: ConfigTable): { readonly [key: string]: Json } {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration: stytch-b2b-openapi.config.json',
    description: "What stands at the top holds for every command; a command's section wins over it, and the command line over both. Paths are relative to the file.",
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is.' },
      ...propertiesOf(shared),
      ...Object.fromEntries([...sections].map(([name, keys]) => [name, { description: `Settings of \`${name}\`.`, type: 'object', additionalProperties: false, properties: propertiesOf(keys) }])),
    },
  };
}

function propertiesOf(keys: ConfigKeys): { readonly [key: string]: Json } {
  return Object.fromEntries([...keys].map(([name, { option }]) => [name, { description: option.summary, ...valueOf(option) }]));
}

/** What check.ts accepts of a value. */
function valueOf({ type, choices = [], most }: Option): { readonly [key: string]: Json } {
  switch (type) {
    case 'flag':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', minimum: 0, ...(most === undefined ? {} : { maximum: most }) };
    case 'text':
      return { type: 'string', minLength: 1 };
    case 'choice':
      return { type: 'string', enum: choices };
    case 'texts':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
  }
}
