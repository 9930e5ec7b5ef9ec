/** Just enough of XML 1.0 to know that a document is well-formed. */

const token = /<\?xml [^?]*\?>|<(\/?)([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w-]*="[^"<&]*(?:&(?:amp|lt|gt|quot|#\d+);[^"<&]*)*")*)\s*(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+)/gy;
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * The names of a document's elements in the order in which they begin.
 *
 * @throws Error when the document is not well-formed
 */
export function xmlElements(text: string): readonly string[] {
  if (forbidden.test(text)) throw new Error('There is a character that XML cannot hold.');
  const names: string[] = [];
  const open: string[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    end = match.index + match[0].length;
    const [, closing, name, , empty] = match;
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing.`);
      continue;
    }
    names.push(name);
    if (empty !== '/') open.push(name);
  }
  if (end !== text.length) throw new Error(`Not well-formed: ${JSON.stringify(text.slice(end, end + 60))}`);
  if (open.length > 0) throw new Error(`<${open.join('> <')}> is never closed.`);
  return names;
}
