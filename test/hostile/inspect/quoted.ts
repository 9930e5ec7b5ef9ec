/** Looks through code samples of languages that nothing here can parse: a hostile text must be in a string or a comment. */

/** The forms of literal and comment of a language, each as the pattern of a whole one. */
const forms = {
  python: [/'''[\s\S]*?'''/y, /"""[\s\S]*?"""/y, /'(?:[^'\\\n]|\\.)*'/y, /"(?:[^"\\\n]|\\.)*"/y, /#[^\n]*/y],
  go: [/`[^`]*`/y, /"(?:[^"\\\n]|\\.)*"/y, /'(?:[^'\\\n]|\\.)+'/y, /\/\/[^\n]*/y, /\/\*[\s\S]*?\*\//y],
} as const;

/** What stands outside of literals and comments and should not. */
export function inspectQuoted(language: keyof typeof forms, text: string): readonly string[] {
  let outside = '';
  for (let at = 0; at < text.length; ) {
    const match = forms[language].flatMap((form) => {
      form.lastIndex = at;
      return form.exec(text)?.[0] ?? [];
    })[0];
    outside += match === undefined ? text[at] : ' ';
    at += match?.length ?? 1;
  }
  const findings = /['"`]/.test(outside) ? ['an open string'] : [];
  return /pwned[(`]/.test(outside) ? [...findings, `code: ${/.{0,30}pwned[(`].{0,10}/.exec(outside)?.[0] ?? ''}`] : findings;
}
