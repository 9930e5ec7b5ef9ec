import type { Problem } from '../../generators/diagnostics.js';
export function checkedWorkflow(name: string, text: string): Promise<{ readonly problems: readonly Problem[] }>;
