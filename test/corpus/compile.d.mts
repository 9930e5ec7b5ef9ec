/** Compiles the TypeScript targets below a folder. @returns every error, with file and line */
export function compileOutput(folder: string): readonly string[];
