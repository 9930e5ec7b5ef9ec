import { parseArgs } from 'node:util';

/**
 * The options of a script, as `parseArgs` gives them; for those it cannot take, says which and how it is used, and ends with exit code 2.
 *
 * @param usage the line that says how the script is called
 * @param numbers the options that take a number of zero or more
 */
export function optionsOf(usage, { numbers = [], ...config }) {
  try {
    const parsed = parseArgs(config);
    for (const name of numbers) {
      const value = parsed.values[name];
      if (value !== undefined && !/^\d+$/.test(value)) throw new Error(`Option '--${name}' takes a number, not '${value}'.`);
    }
    return parsed;
  } catch (error) {
    console.error(`${error.message}\nUsage: ${usage}`);
    return process.exit(2);
  }
}
