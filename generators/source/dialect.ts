/** Is this an OpenAPI document of a version that is understood here? */
import type { Problem } from '../diagnostics.js';
import { isJsonObject } from '../model/pointer.js';
import type { SourceFile } from './files.js';
import { type JsonObject, own } from './json.js';

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
  if (!isJsonObject(value)) {
    return problem('not-openapi', '', 'This is not an OpenAPI document: it is not a mapping.', 'Name the root file of an OpenAPI 3.0 or 3.1 description.');
  }
  if (Object.hasOwn(value, 'swagger')) {
    return problem(
      'swagger-2',
      '/swagger',
      'This is a Swagger 2.0 document; OpenAPI 3.0 or 3.1 is needed.',
      'Convert it, for example with `npx swagger2openapi <file> -o openapi.yaml` or at https://converter.swagger.io.',
    );
  }
  const version = own(value, 'openapi');
  if (version === undefined) {
    const other = ['asyncapi', 'arazzo', 'overlay', '$schema'].find((key) => Object.hasOwn(value, key));
    return problem(
      'not-openapi',
      '',
      `This is not an OpenAPI document: it has no member \`openapi\`${other === undefined ? '' : ` (but one named \`${other}\`)`}.`,
      'Name the root file of an OpenAPI 3.0 or 3.1 description.',
    );
  }
  if (typeof version !== 'string') {
    return problem('not-openapi', '/openapi', 'The member `openapi` is not a text.', `Put the version in quotes: openapi: '${String(version)}.0'.`);
  }
  if (/^3\.[01]$/.test(version)) return problem('openapi-version', '/openapi', `"${version}" is no version in full.`, `Write openapi: '${version}.0'.`);
  if (!/^3\.[01]\.\d+(-.+)?$/.test(version)) {
    return problem('openapi-version', '/openapi', `OpenAPI ${version} is not supported.`, 'Use 3.0.x or 3.1.x.');
  }
  return { document: value };
}
