// @ts-check
// What every page runs. Nothing here is needed to read a page.
'use strict';

(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  /** Scripts asked for, by address. @type {Map<string, Promise<void>>} */
  const loaded = new Map();
  const storage = {
    /** @param {string} key @returns {string | null} */
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {string} value */
    set(key, value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // A browser that keeps nothing still works for this page.
      }
    },
  };

  // Light and dark: the system's choice until the reader makes one.
  const chosen = storage.get('theme');
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  document.querySelector('[data-theme-toggle]')?.addEventListener('click', () => {
    const dark = (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    root.dataset.theme = dark ? 'light' : 'dark';
    storage.set('theme', root.dataset.theme);
  });

  // Copy buttons: the given text, or the code that is shown beside them.
  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (!(button instanceof HTMLElement)) return;
    const blocks = [...(button.closest('.code, .panel')?.querySelectorAll('pre') ?? [])];
    const text = button.dataset.copy || (blocks.find((block) => block.offsetParent)?.textContent ?? '');
    await copy(text);
    button.dataset.done = '';
    const label = button.getAttribute('aria-label') ?? 'Copy';
    button.setAttribute('aria-label', 'Copied');
    setTimeout(() => {
      delete button.dataset.done;
      button.setAttribute('aria-label', label);
    }, 1500);
  });

  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages opened from a file, and old browsers.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  // The language of samples is remembered from page to page.
  const language = storage.get('language');
  for (const input of document.querySelectorAll('input[name=language]')) {
    if (!(input instanceof HTMLInputElement)) continue;
    if (input.value === language) input.checked = true;
    input.addEventListener('change', () => storage.set('language', input.value));
  }

  // Situations: the select of a panel shows one at a time; request and response show the same one.
  for (const select of document.querySelectorAll('[data-situations]')) {
    if (!(select instanceof HTMLSelectElement)) continue;
    select.addEventListener('change', () => {
      show(select);
      if (!select.closest('[data-panel=request]')) return;
      for (const other of document.querySelectorAll('[data-panel=response] [data-situations]')) {
        if (!(other instanceof HTMLSelectElement) || ![...other.options].some((option) => option.value === select.value)) continue;
        other.value = select.value;
        show(other);
      }
    });
  }

  /** @param {HTMLSelectElement} select */
  function show(select) {
    const scope = select.closest('.pane') ?? select.closest('.switch');
    for (const situation of scope?.querySelectorAll('[data-situation]') ?? []) {
      if (situation instanceof HTMLElement) situation.classList.toggle('later', situation.dataset.situation !== select.value);
    }
  }

  // The list of a status's errors can be narrowed down.
  const filter = document.querySelector('[data-filter]');
  if (filter instanceof HTMLInputElement) {
    filter.addEventListener('input', () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      for (const entry of document.querySelectorAll('.entry')) {
        const text = (entry.textContent ?? '').toLowerCase();
        entry.toggleAttribute('hidden', !words.every((word) => text.includes(word)));
      }
    });
  }

  // An error type this page does not know: say so, and where it is if it is anywhere.
  const unknown = document.querySelector('[data-unknown]');
  async function explainFragment() {
    if (!(unknown instanceof HTMLElement)) return;
    const name = fragment();
    unknown.hidden = true;
    if (name === '' || document.getElementById(name)) return;
    unknown.textContent = `There is no error type “${name}” on this page.`;
    unknown.hidden = false;
    const index = await loadIndex();
    const found = index.entries.find(([, kind, text]) => kind === 1 && text === name);
    const page = found && index.pages[found[0]];
    if (!found || !page) {
      unknown.append(' It is not in the catalogue; the closest names are a search away.');
      return;
    }
    const link = document.createElement('a');
    link.href = `${rootPath()}${page[0]}#${found[3]}`;
    link.textContent = `It is listed under ${page[1]}.`;
    unknown.append(' ', link);
  }
  addEventListener('hashchange', explainFragment);
  void explainFragment();

  // Former addresses of errors, under whatever path: the entry or page of that type is where they lead now.
  const lost = document.querySelector('[data-lost]');
  async function findError() {
    const old = /\/errors\/(\d{3})(?:\/([\w-]+))?(?:\/(?:index\.html)?)?$/.exec(location.pathname);
    if (!(lost instanceof HTMLElement) || !old) return;
    const index = await loadIndex();
    const path = ['errors', old[1], old[2], 'index.html'].filter(Boolean).join('/');
    if (!index.pages.some(([listed]) => listed === path)) return;
    const link = document.createElement('a');
    link.href = `${rootPath()}${path}${location.hash}`;
    link.textContent = 'It is here now.';
    lost.append('This error has moved. ', link);
    lost.hidden = false;
    location.replace(link.href);
  }
  void findError();

  function fragment() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1);
    }
  }

  // Browsers that do not open folded sections for a fragment; and fields of an object that now has a page of its own, which
  // were once listed here too: the object's field is the nearest there is.
  function unfold() {
    const target = nearest(fragment());
    let closed = target?.closest('details:not([open])');
    if (!target || (!closed && target.id === fragment())) return;
    for (; closed; closed = closed.parentElement?.closest('details:not([open])')) closed.setAttribute('open', '');
    target.scrollIntoView();
  }
  addEventListener('hashchange', unfold);
  unfold();

  /** The element of a fragment such as `response.member.roles`, or of its beginning. @param {string} name @returns {HTMLElement | null} */
  function nearest(name) {
    if (name === '') return null;
    return document.getElementById(name) ?? nearest(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  }

  // The current page is in sight in the navigation.
  const current = document.querySelector('.nav [aria-current]');
  const nav = document.getElementById('nav');
  if (current instanceof HTMLElement && nav && current.offsetTop > nav.clientHeight * 0.7) nav.scrollTop = current.offsetTop - nav.clientHeight / 3;

  // Groups of the navigation that only hold the way to their overview, until somebody unfolds them.
  for (const group of document.querySelectorAll('[data-fill]')) {
    group.addEventListener('toggle', () => void fill(group), { once: true });
  }

  /** @param {Element} group */
  async function fill(group) {
    await load(`${rootPath()}assets/navigation.js`);
    const pages = group instanceof HTMLElement ? globalThis.docsNavigation?.[Number(group.dataset.fill)] : undefined;
    if (!pages) return;
    group.querySelector('ul')?.remove();
    group.insertAdjacentHTML('beforeend', pages);
    // Addresses are given from the site's root.
    for (const link of group.querySelectorAll('a')) link.setAttribute('href', rootPath() + link.getAttribute('href'));
  }

  // The console and the search are loaded when somebody wants them.
  document.querySelector('[data-try]')?.addEventListener('click', async (event) => {
    const button = event.currentTarget;
    if (!(button instanceof HTMLElement)) return;
    const template = document.getElementById('try-it-template');
    if (template instanceof HTMLTemplateElement && !document.getElementById('try-it')) document.body.append(template.content);
    await load(button.dataset.try ?? '');
    const dialog = document.getElementById('try-it');
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  });
  for (const link of document.querySelectorAll('[data-open-search]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      void openSearch();
    });
  }
  addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.matches('input, textarea, select, [contenteditable]');
    const wanted = (event.key === '/' && !typing) || (event.key === 'k' && (event.metaKey || event.ctrlKey));
    if (!wanted || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    void openSearch();
  });

  async function openSearch() {
    const [index] = await Promise.all([loadIndex(), load(script?.dataset.search ?? '')]);
    globalThis.docsSearch?.(index, rootPath());
  }

  function rootPath() {
    return script?.dataset.root ?? '';
  }

  /** @returns {Promise<DocsSearchIndex>} */
  async function loadIndex() {
    await load(`${rootPath()}assets/search-index.js`);
    return globalThis.docsSearchIndex ?? { pages: [], entries: [] };
  }

  /** Runs a script of this site once. @param {string} address @returns {Promise<void>} */
  function load(address) {
    let promise = loaded.get(address);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const element = document.createElement('script');
        element.src = address;
        element.addEventListener('load', () => resolve());
        element.addEventListener('error', () => reject(new Error(`${address} could not be loaded.`)));
        document.head.append(element);
      });
      loaded.set(address, promise);
    }
    return promise;
  }
})();
