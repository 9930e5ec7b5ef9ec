import type { Problem } from '../../generators/diagnostics.js';
export function faultOf(problems: readonly Problem[], document?: string): string | undefined;
