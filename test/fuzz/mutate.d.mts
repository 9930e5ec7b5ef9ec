/** Changes a copy of a JSON document in a few places. */
export function mutateDocument(document: unknown, random: () => number): unknown;
/** Changes a text in a few places. */
export function mutateText(text: string, random: () => number): string;
