// @ts-check
// The console of a call: sends what its form says, shows the answer and the same request as a cURL command.
'use strict';

(() => {
  const found = document.getElementById('try-it');
  const form = found?.querySelector('[data-try-form]');
  if (!(found instanceof HTMLElement) || !(form instanceof HTMLFormElement)) return;
  const dialog = found;
  const status = part('[data-try-status]');
  const body = part('[data-try-body]');
  const command = part('[data-try-curl]');
  form.addEventListener('input', preview);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  preview();

  function preview() {
    if (command) command.textContent = curl(request());
  }

  async function send() {
    const { url, method, headers, content } = request();
    if (!status || !body) return;
    status.textContent = 'Sending…';
    body.hidden = true;
    const started = performance.now();
    try {
      const answer = await fetch(url, { method, headers, credentials: 'omit', ...(content === undefined ? {} : { body: content }) });
      const text = await answer.text();
      status.textContent = `${answer.status} ${answer.statusText} in ${Math.round(performance.now() - started)} ms`;
      body.textContent = pretty(text);
      body.hidden = false;
    } catch {
      status.textContent =
        `No answer could be read from ${url}. Either nothing is listening there (the mock is started by "npm start" or "npm run mock"), ` +
        'or the server does not allow calls from a web page (CORS). The API itself never does, for a secret must not be in a browser: run the cURL command below in a terminal instead.';
    }
  }

  function request() {
    /** @type {Record<string, string>} */
    const headers = {};
    const query = new URLSearchParams();
    let path = dialog.dataset.path ?? '';
    for (const input of inputs('[data-parameter]')) {
      const name = input.dataset.parameter ?? '';
      if (input.dataset.in === 'path') path = path.replaceAll(`{${name}}`, encodeURIComponent(input.value));
      else if (input.value === '') continue;
      else if (input.dataset.in === 'query') query.append(name, input.value);
      else headers[name] = input.value;
    }
    for (const input of inputs('[data-header]')) if (input.value !== '') headers[input.dataset.header ?? ''] = input.value;
    const user = value('user');
    if (user !== '') headers.Authorization = `Basic ${btoa(unescape(encodeURIComponent(`${user}:${value('password')}`)))}`;
    if (value('bearer') !== '') headers.Authorization = `Bearer ${value('bearer')}`;
    if (value('prefer') !== '') headers.Prefer = value('prefer');
    const area = dialog.querySelector('[data-body]');
    const content = area instanceof HTMLTextAreaElement ? area.value : undefined;
    if (area instanceof HTMLTextAreaElement) headers['Content-Type'] = area.dataset.body ?? '';
    const search = query.toString();
    return { method: dialog.dataset.method ?? 'GET', url: `${value('base').replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`, headers, content };
  }

  /** @param {ReturnType<typeof request>} sent */
  function curl({ method, url, headers, content }) {
    const parts = [`curl -X ${method} ${quote(url)}`];
    for (const [name, text] of Object.entries(headers)) {
      if (name === 'Authorization' && text.startsWith('Basic ')) parts.push(`-u ${quote(`${value('user')}:${value('password')}`)}`);
      else parts.push(`-H ${quote(`${name}: ${text}`)}`);
    }
    if (content !== undefined) parts.push(`-d ${quote(content)}`);
    return parts.join(' \\\n  ');
  }

  /** @param {string} text */
  function quote(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
  }

  /** @param {string} text */
  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), undefined, 2);
    } catch {
      return text === '' ? '(no body)' : text;
    }
  }

  /** @param {string} name */
  function value(name) {
    const control = dialog.querySelector(`[name=${name}]`);
    return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : '';
  }

  /** @param {string} selector @returns {HTMLInputElement[]} */
  function inputs(selector) {
    return [...dialog.querySelectorAll(selector)].filter((input) => input instanceof HTMLInputElement);
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  function part(selector) {
    const element = dialog.querySelector(selector);
    return element instanceof HTMLElement ? element : null;
  }
})();
