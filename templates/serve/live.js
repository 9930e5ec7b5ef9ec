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
    h2 { margin: 0 0 .3rem; font-size: 1rem }
    p { margin: .5rem 0 0 }
    .place, pre { font: 13px/1.6 ui-monospace, Menlo, Consolas, monospace }
    .place { color: #ffb4ae; word-break: break-all }
    pre { margin: .5rem 0 0; padding: .7rem .9rem; overflow: auto; background: #120c0d; border-radius: .4rem }
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
    section.append(element('h2', problems.length === 1 ? 'The sources have an error' : `The sources have ${problems.length} problems`));
    for (const { message, place, frame, help } of problems.slice(0, 10)) {
      if (place) section.append(element('p', place, 'place'));
      section.append(element('p', message));
      if (frame) section.append(element('pre', frame));
      if (help) section.append(element('p', help, 'small'));
    }
    section.append(element('p', 'The page shows the last good state and reloads when the error is gone.', 'small'));
    shadow.append(section);
    document.body.append(host);
  }

  /** @param {string} name @param {string} [text] @param {string} [className] */
  function element(name, text = '', className = '') {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  }
})();
