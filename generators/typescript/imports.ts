/** Importing from another generated file exactly what is used. */
import type { TypeScriptNames } from './names.js';

/** The same names, each noted down in `used` when it is asked for. */
export function recordNames(names: TypeScriptNames, used: Set<string>): TypeScriptNames {
  const record = (name: string): string => {
    used.add(name);
    return name;
  };
  return { ...names, schema: (schema) => record(names.schema(schema)), writable: (schema) => record(names.writable(schema)) };
}

/** `import type { A, B } from './schemas.js';`, sorted; nothing when nothing is used. */
export function importTypes(used: ReadonlySet<string>, from: string): readonly string[] {
  if (used.size === 0) return [];
  const names = [...used].toSorted();
  const line = `import type { ${names.join(', ')} } from '${from}';`;
  return [line.length <= 120 ? line : `import type {\n${names.map((name) => `  ${name},`).join('\n')}\n} from '${from}';`];
}
