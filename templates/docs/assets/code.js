// @ts-check
// Colour for code: the browser paints ranges of the text (CSS Custom Highlight API), so that a page holds no element per word.
// A browser that cannot do this shows the code as it is.
'use strict';

(() => {
  const blocks = document.querySelectorAll('pre[data-code]');
  if (blocks.length === 0 || !('highlights' in CSS) || typeof IntersectionObserver !== 'function') return;

  const doubleQuoted = /"(?:[^"\\\n]|\\.)*"?/y;
  const singleQuoted = /'(?:[^'\\\n]|\\.)*'?/y;
  const number = /-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/y;
  const call = /[A-Za-z_$][\w$]*(?=\()/y;

  /**
   * One regular expression per kind of token, tried in order at each place; none matches the empty string. The kinds: string,
   * number, keyword, comment, property, variable, call. @type {Record<string, [kind: string, pattern: RegExp][]>}
   */
  const grammars = {
    json: [
      ['p', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/y],
      ['s', doubleQuoted],
      ['n', number],
      ['k', /\b(?:true|false|null)\b/y],
    ],
    shell: [
      ['c', /(?<=^|\s)#[^\n]*/y],
      ['s', /'[^']*'?/y],
      ['s', /"(?:[^"\\]|\\.)*"?/y],
      ['v', /\$\{?\w+\}?/y],
      ['p', /(?<=\s)--?[A-Za-z][\w-]*/y],
      ['f', /(?<=^|\n)(?:curl|npm|npx|export|cd|openssl)\b/y],
    ],
    script: [
      ['c', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
      ['s', /`(?:[^`\\]|\\.)*`?/y],
      ['s', singleQuoted],
      ['s', doubleQuoted],
      ['k', /\b(?:import|from|export|const|let|await|async|new|if|else|for|of|in|try|catch|throw|return|function|class|extends|interface|type|switch|case|break|default|true|false|null|undefined|instanceof|typeof)\b/y],
      ['n', number],
      ['f', call],
      ['p', /[A-Za-z_$][\w$]*(?=\??:\s)/y],
    ],
    python: [
      ['c', /#[^\n]*/y],
      ['s', doubleQuoted],
      ['s', singleQuoted],
      ['k', /\b(?:import|from|as|def|class|return|if|elif|else|for|in|while|try|except|raise|with|not|and|or|is|None|True|False|lambda|print)\b/y],
      ['n', number],
      ['f', call],
    ],
    go: [
      ['c', /\/\/[^\n]*/y],
      ['s', /`[^`]*`?/y],
      ['s', doubleQuoted],
      ['k', /\b(?:package|import|func|return|if|else|for|range|var|const|type|struct|defer|nil|true|false|map|interface|error|string|byte)\b/y],
      ['n', number],
      ['f', call],
    ],
    http: [
      ['k', /(?<=^|\n)(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/y],
      ['k', /(?<=^|\n)HTTP\/[\d.]+ \d{3}/y],
      ['p', /(?<=^|\n)[A-Za-z][\w-]*(?=:\s)/y],
      ['s', doubleQuoted],
    ],
    yaml: [
      ['c', /(?<=^|\s)#[^\n]*/y],
      ['p', /(?<=^|[\s{,-])[\w$.-]+(?=:(?:\s|$))/y],
      ['s', doubleQuoted],
      ['s', singleQuoted],
      ['k', /\b(?:true|false|null)\b/y],
      ['n', number],
    ],
  };

  // Code is coloured when it comes into sight: most of a page's samples are behind a tab.
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      colour(target);
    }
  }, { rootMargin: '200px' });
  for (const block of blocks) observer.observe(block);

  /** @param {Element} block */
  function colour(block) {
    const text = block.firstChild;
    const grammar = grammars[block instanceof HTMLElement ? (block.dataset.code ?? '') : ''];
    if (!(text instanceof Text) || !grammar) return;
    const code = text.data;
    for (let at = 0; at < code.length; ) {
      const found = tokenAt(code, at, grammar);
      if (found) paint(found.kind, text, at, found.end);
      at = found ? found.end : afterPlain(code, at);
    }
  }

  /** @param {string} kind @param {Text} text @param {number} from @param {number} to */
  function paint(kind, text, from, to) {
    let highlight = CSS.highlights.get(kind);
    if (!highlight) CSS.highlights.set(kind, (highlight = new Highlight()));
    highlight.add(new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to }));
  }

  /** @param {string} code @param {number} at @param {[string, RegExp][]} grammar */
  function tokenAt(code, at, grammar) {
    for (const [kind, pattern] of grammar) {
      pattern.lastIndex = at;
      const found = pattern.exec(code);
      if (found && found[0] !== '') return { kind, end: at + found[0].length };
    }
    return undefined;
  }

  /** Past a whole word that is no token, so that a keyword inside a longer word is not coloured. @param {string} code @param {number} at */
  function afterPlain(code, at) {
    const word = /[A-Za-z_$][\w$]*/y;
    word.lastIndex = at;
    const found = word.exec(code);
    return at + (found ? found[0].length : 1);
  }
})();
