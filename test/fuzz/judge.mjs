/** Which problems tell of a defect of this program, whatever the input. */

/**
 * An error without a place, or one that speaks of this program's inside and not of a name in the document. What a template fails with are
 * Handlebars' words.
 *
 * @param {readonly import('../../generators/diagnostics.js').Problem[]} problems
 * @param {string} document what the input says may be repeated
 * @returns {string | undefined}
 */
export function faultOf(problems, document = '') {
  const inside = ['undefined', '[object Object]', 'TypeError'].filter((word) => !document.includes(word));
  const fault = problems.find(({ code, severity, origin, message }) => severity === 'error' && (origin === undefined || (code !== 'template-failed' && inside.some((word) => message.includes(word)))));
  return fault === undefined ? undefined : `A problem that helps nobody: ${fault.code}: ${fault.message}`;
}
