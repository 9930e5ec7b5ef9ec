// @ts-check
// The search box: a combobox over the index, loaded when somebody opens it.
'use strict';

(() => {
  /** @type {HTMLDialogElement | undefined} */
  let dialog;

  /** @param {DocsSearchIndex} index @param {string} root */
  globalThis.docsSearch = (index, root) => {
    dialog ??= make(index, root);
    dialog.showModal();
    const input = dialog.querySelector('input');
    input?.focus();
    input?.select();
  };

  /** @param {DocsSearchIndex} index @param {string} root */
  function make(index, root) {
    const box = document.createElement('dialog');
    box.className = 'dialog find';
    box.setAttribute('aria-label', 'Search');
    const input = document.createElement('input');
    input.type = 'search';
    input.placeholder = 'Calls, fields, error types…';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-label', 'Search the documentation');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', 'search-results');
    const list = document.createElement('ul');
    list.id = 'search-results';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Results');
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    status.textContent = 'Type to search. Arrow keys choose, Enter opens, Escape closes.';
    box.append(input, list, status);
    document.body.append(box);

    let selected = 0;
    /** @type {Result[]} */
    let results = [];

    input.addEventListener('input', () => {
      results = find(index, input.value);
      selected = 0;
      list.replaceChildren(...results.map((result, position) => option(result, position)));
      input.setAttribute('aria-expanded', String(results.length > 0));
      status.textContent = input.value.trim() === '' ? 'Type to search.' : results.length === 0 ? 'Nothing found.' : '';
      status.hidden = results.length > 0;
      mark();
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (results.length === 0) return;
        selected = (selected + (event.key === 'ArrowDown' ? 1 : results.length - 1)) % results.length;
        mark();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        open(results[selected]);
      }
    });
    list.addEventListener('click', (event) => {
      const item = event.target instanceof Element ? event.target.closest('li') : null;
      if (item) open(results[Number(item.dataset.position)]);
    });
    box.addEventListener('click', (event) => {
      if (event.target === box) box.close();
    });
    return box;

    function mark() {
      [...list.children].forEach((item, position) => {
        item.setAttribute('aria-selected', String(position === selected));
        if (position === selected) {
          input.setAttribute('aria-activedescendant', item.id);
          item.scrollIntoView({ block: 'nearest' });
        }
      });
    }

    /** @param {Result | undefined} result */
    function open(result) {
      if (!result) return;
      box.close();
      location.href = root + result.address;
    }
  }

  /** @param {Result} result @param {number} position */
  function option(result, position) {
    const item = document.createElement('li');
    item.id = `search-result-${position}`;
    item.dataset.position = String(position);
    item.setAttribute('role', 'option');
    const kind = document.createElement('span');
    kind.className = 'kind';
    kind.textContent = result.kind;
    const title = document.createElement(result.code ? 'code' : 'b');
    title.textContent = result.title;
    const detail = document.createElement('small');
    detail.textContent = result.detail;
    item.append(kind, title, detail);
    return item;
  }

  /** Calls before guides before the rest. @type {Record<string, number>} */
  const weights = { Call: 8, Group: 7, Guide: 7, Error: 6 };

  /** Every word must be found; a match at the start of the text counts most, then at the start of a word, and titles more than fields. @param {DocsSearchIndex} index @param {string} query @returns {Result[]} */
  function find(index, query) {
    const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return [];
    /** @type {Result[]} */
    const found = [];
    for (const [path, title, kind, description] of index.pages) {
      const score = rate(title, words, weights[kind] ?? 5) || rate(`${title} ${description}`, words, 2);
      if (score > 0) found.push({ address: path, title, kind, detail: description, code: false, score });
    }
    for (const [page, kind, text, anchor] of index.entries) {
      const owner = index.pages[page];
      if (!owner) continue;
      const score = rate(text, words, kind === 1 ? 5 : 3) || rate(`${text} ${owner[1]}`, words, 1);
      if (score > 0) found.push({ address: `${owner[0]}#${anchor}`, title: text, kind: kind === 1 ? 'Error' : 'Field', detail: owner[1], code: true, score });
    }
    return found.sort((a, b) => b.score - a.score || a.title.length - b.title.length).slice(0, 40);
  }

  /** @param {string} text @param {string[]} words @param {number} weight */
  function rate(text, words, weight) {
    const lower = text.toLowerCase();
    let score = lower === words.join(' ') ? weight * 3 : 0;
    for (const word of words) {
      const at = lower.indexOf(word);
      if (at < 0) return 0;
      score += weight * (at === 0 ? 4 : /[^a-z0-9]/.test(lower[at - 1] ?? '') ? 1.5 : 1);
    }
    return score;
  }
})();
