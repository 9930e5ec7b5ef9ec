/** Where pointers lead in an OpenAPI document: to which Path Item, component or other root, and to which part of it. */

/** The pointer of the part in which a pointer leads: `/paths/~1users`, `/components/schemas/User`, `/info`. */
export function rootOf(pointer: string): string {
  const section = endOfToken(pointer, 0);
  const first = pointer.slice(1, section);
  const tokens = first === 'components' ? 2 : first === 'paths' || first === 'webhooks' || first === 'x-webhooks' ? 1 : 0;
  let end = section;
  for (let count = 0; count < tokens; count += 1) end = endOfToken(pointer, end);
  return pointer.slice(0, end);
}

/**
 * The part of a root in which a pointer leads. A Path Item has several, for what is changed in one of its responses, or in what that
 * refers to, leaves the others: `/paths/~1users/get/requestBody`, `/paths/~1users/get/responses/404`. Other roots are one part.
 */
export function partOf(pointer: string): string {
  const root = rootOf(pointer);
  if (!root.startsWith('/paths/')) return root;
  const operation = endOfToken(pointer, root.length);
  const member = endOfToken(pointer, operation);
  return pointer.slice(0, pointer.slice(operation, member) === '/responses' ? endOfToken(pointer, member) : member);
}

function endOfToken(pointer: string, start: number): number {
  const end = pointer.indexOf('/', start + 1);
  return end === -1 ? pointer.length : end;
}
