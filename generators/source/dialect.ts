/** Is this an OpenAPI document of a version that is understood here? */
import type { Problem } from '../diagnostics.js';
import { isJsonObject } from '../model/pointer.js';
import { type JsonObject, own } from './json.js';
import type { SourceFile } from './sourceFile.js';

/**
 * The root document as an object, when it is OpenAPI 3.0 or 3.1.
 *
 * @returns the document, or the problem that says what it is instead and what to do
 */
export function openApiDocument(file: SourceFile): { readonly document: JsonObject } | { readonly problem: Problem } {
  const value = file.value;
  const problem = (code: string, pointer: string, message: string, help: string): { readonly problem: Problem } => ({
    problem: { code, severity: 'error', message, origin: { file: file.name, pointer }, help },
  });
  const other = otherKind(value);
  if (other !== undefined) return problem('not-openapi', '', `This is ${other.what}, not an OpenAPI document.`, other.help ?? rootFile);
  if (!isJsonObject(value)) return problem('not-openapi', '', 'This is not an OpenAPI document: it is not a mapping.', rootFile);
  if (Object.hasOwn(value, 'swagger')) {
    return problem(
      'swagger-2',
      '/swagger',
      'This is a Swagger 2.0 document; OpenAPI 3.0 or 3.1 is needed.',
      'Convert it, for example with `npx swagger2openapi <file> -o openapi.yaml` or at https://converter.swagger.io.',
    );
  }
  const version = own(value, 'openapi');
  if (version === undefined) return problem('not-openapi', '', 'This is not an OpenAPI document: it has no member `openapi`.', rootFile);
  if (typeof version !== 'string') {
    return problem('not-openapi', '/openapi', 'The member `openapi` is not a text.', `Put the version in quotes: openapi: '${String(version)}.0'.`);
  }
  if (/^3\.[01]$/.test(version)) return problem('openapi-version', '/openapi', `"${version}" is no version in full.`, `Write openapi: '${version}.0'.`);
  if (!/^3\.[01]\.\d+(-.+)?$/.test(version)) {
    return problem('openapi-version', '/openapi', `OpenAPI ${version} is not supported.`, 'Use 3.0.x or 3.1.x.');
  }
  return { document: value };
}

const rootFile = 'Name the root file of an OpenAPI 3.0 or 3.1 description.';

/** Members that other kinds of documents begin with. */
const otherKinds: readonly (readonly [member: string, what: string])[] = [
  ['asyncapi', 'an AsyncAPI document'],
  ['arazzo', 'an Arazzo document'],
  ['overlay', 'an OpenAPI Overlay'],
  ['$schema', 'a JSON Schema'],
];

/** What people give by mistake, and what to do then; undefined for what may be meant as OpenAPI. */
function otherKind(value: SourceFile['value']): { readonly what: string; readonly help?: string } | undefined {
  if (typeof value === 'string' && /^<(?:!doctype html|html|\?xml)\b/i.test(value)) {
    return { what: 'a web page', help: 'Often the page of an error or of a log-in was saved in place of the document: open the file, and download it again.' };
  }
  if (!isJsonObject(value) || Object.hasOwn(value, 'openapi')) return undefined;
  const info = own(value, 'info');
  if (Object.hasOwn(value, 'item') && isJsonObject(info) && (Object.hasOwn(info, '_postman_id') || String(own(info, 'schema')).includes('getpostman.com'))) {
    return { what: 'a Postman collection', help: 'Export the API from Postman as OpenAPI, or convert the collection, for example with `npx postman-to-openapi`.' };
  }
  const kind = otherKinds.find(([member]) => Object.hasOwn(value, member));
  return kind === undefined ? undefined : { what: kind[1] };
}
