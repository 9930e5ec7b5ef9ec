// @ts-check
// What pages of `docs serve` run: they reload when what they show has changed, and show what is wrong with its sources.
'use strict';

(() => {
  const address = document.currentScript?.dataset.events;
  if (!address) return;
  const events = new EventSource(address);
  addEventListener('pagehide', () => events.close());
  events.addEventListener('message', ({ data }) => {
    /** @type {{ reload: boolean, problems: { severity: string, message: string, place?: string, frame?: string, help?: string }[] }} */
    const { reload, problems } = JSON.parse(data);
    if (reload) location.reload();
    else show(problems);
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 1rem 1rem; z-index: 99; display: block }
    section { max-width: 56rem; max-height: 70vh; overflow: auto; margin: 0 auto; padding: 1.1rem 1.4rem; background: #1d1517; color: #f7eeee; border: 1px solid #7a3a37; border-left: .4rem solid #e5605a; border-radius: .6rem; box-shadow: 0 1rem 3rem rgb(0 0 0 / .45); font: 15px/1.55 system-ui, sans-serif }
    header { display: flex; align-items: center; justify-content: space-between; gap: 1rem }
    h2 { margin: 0; font-size: 1rem }
    button { width: 2rem; height: 2rem; margin: -.3rem -.5rem -.3rem 0; padding: 0; background: none; border: 0; border-radius: .4rem; color: inherit; font: 1.25rem/1 system-ui, sans-serif; cursor: pointer }
    button:hover { background: #3a2526 }
    button:focus-visible, pre:focus-visible { outline: 2px solid #ffb4ae; outline-offset: 2px }
    p { margin: .5rem 0 0 }
    .place, pre { font: 13px/1.6 ui-monospace, Menlo, Consolas, monospace }
    .place { color: #ffb4ae; word-break: break-all }
    pre { margin: .5rem 0 0; padding: .7rem .9rem; overflow: auto; background: #120c0d; border-radius: .4rem }
    mark { background: none; color: #ffb4ae }
    .small { color: #cdb7b6; font-size: 13px }
  `);

  /** @type {HTMLElement | undefined} */
  let host;

  /** @param {{ severity: string, message: string, place?: string, frame?: string, help?: string }[]} problems */
  function show(problems) {
    host?.remove();
    host = undefined;
    if (problems.length === 0) return;
    host = document.createElement('docs-problems');
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    const section = element('section');
    section.setAttribute('role', 'alert');
    const header = element('header');
    const close = element('button', '×');
    close.setAttribute('aria-label', 'Hide until the next change');
    close.addEventListener('click', () => host?.remove());
    header.append(element('h2', problems.length === 1 ? 'The sources have an error' : `The sources have ${problems.length} problems`), close);
    section.append(header);
    for (const { message, place, frame, help } of problems.slice(0, 10)) {
      if (place) section.append(element('p', place, 'place'));
      section.append(element('p', message));
      if (frame) section.append(lines(frame));
      if (help) section.append(element('p', help, 'small'));
    }
    section.append(element('p', 'The page shows the last good state and reloads when the error is gone.', 'small'));
    shadow.append(section);
    document.body.append(host);
  }

  /** The lines around the place; the one concerned begins with `>`. @param {string} frame */
  function lines(frame) {
    const made = element('pre');
    made.tabIndex = 0;
    frame.split('\n').forEach((line, index) => {
      if (index > 0) made.append('\n');
      made.append(line.startsWith('>') ? element('mark', line) : line);
    });
    return made;
  }

  /** @param {string} name @param {string} [text] @param {string} [className] */
  function element(name, text = '', className = '') {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  }
})();
