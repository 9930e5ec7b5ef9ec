/** A request with Go's net/http. */
import { quotedString } from '../../text/escape.js';
import type { SampleRequest } from './request.js';

/** A whole program that prints the status and the answer. */
export function goSample(request: SampleRequest): string {
  const imports = new Set(['fmt', 'io', 'log', 'net/http']);
  const { body } = request;
  const before: string[] = [];
  let reader = 'nil';
  if (body !== undefined) {
    imports.add('strings');
    if (body.kind === 'form') {
      imports.add('net/url');
      before.push('\tform := url.Values{}', ...body.fields.map(([name, value]) => `\tform.Set(${quotedString(name)}, ${quotedString(value)})`));
      reader = 'strings.NewReader(form.Encode())';
    } else {
      const text = body.kind === 'json' ? JSON.stringify(body.value, undefined, 2) : body.text;
      before.push(`\tbody := strings.NewReader(${goText(text)})`);
      reader = 'body';
    }
  }
  const headers: string[] = request.headers.map(([name, value]) => `\treq.Header.Set(${quotedString(name)}, ${quotedString(value)})`);
  const query = request.query.map(([name, value]) => `\tquery.Add(${quotedString(name)}, ${quotedString(value)})`);
  for (const credential of request.credentials) {
    imports.add('os');
    if (credential.kind === 'basic') headers.push(`\treq.SetBasicAuth(${environment(credential.user)}, ${environment(credential.password)})`);
    else if (credential.kind === 'bearer') headers.push(`\treq.Header.Set("Authorization", "Bearer "+${environment(credential.token)})`);
    else if (credential.kind === 'header') headers.push(`\treq.Header.Set(${quotedString(credential.name)}, ${environment(credential.variable)})`);
    else query.push(`\tquery.Add(${quotedString(credential.name)}, ${environment(credential.variable)})`);
  }
  if (body !== undefined) headers.push(`\treq.Header.Set("Content-Type", ${quotedString(body.kind === 'form' ? 'application/x-www-form-urlencoded' : body.mediaType)})`);
  const lines = [
    'package main',
    '',
    'import (',
    ...[...imports].sort().map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    ...before,
    `\treq, err := http.NewRequest(${quotedString(request.method)}, ${quotedString(request.baseUrl + request.path)}, ${reader})`,
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    ...(query.length === 0 ? [] : ['\tquery := req.URL.Query()', ...query, '\treq.URL.RawQuery = query.Encode()']),
    ...headers,
    '',
    '\tres, err := http.DefaultClient.Do(req)',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tdefer res.Body.Close()',
    '\tanswer, err := io.ReadAll(res.Body)',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tfmt.Println(res.Status, string(answer))',
    '}',
  ];
  return lines.join('\n');
}

function environment(name: string): string {
  return `os.Getenv("${name}")`;
}

/** Raw where Go allows it, so that JSON stays readable. */
function goText(text: string): string {
  return /[`\r\0\ufeff]/.test(text) ? quotedString(text) : `\`${text}\``;
}
