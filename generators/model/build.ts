/** From a bundled document to the model: the one way in which targets come to know a description. */
import { ProblemError, withoutRepeats } from '../diagnostics.js';
import type { Origin, Problem } from '../diagnostics.js';
import { ErrorCatalogue, readErrorSets } from './building/errors.js';
import { readDocsBaseUrl, readInfo, readServers, readTags } from './building/info.js';
import { IncomingRequests } from './building/incoming.js';
import { LinkBook } from './building/linkBook.js';
import { readNavigation } from './building/navigation.js';
import { readOperations } from './building/operations.js';
import { Place } from './building/place.js';
import type { BuildContext } from './building/place.js';
import { placeOperations, resourceTree } from './building/resources.js';
import { SchemaGraph } from './building/schemas.js';
import { readSecurity, readSecuritySchemes } from './building/security.js';
import type { ApiModel, Json } from './model.js';
import { isJsonObject } from './pointer.js';

/** A bundle, as the source stage hands it over. */
export interface ModelInput {
  /** One OpenAPI 3.0 or 3.1 document; every `$ref` in it begins with `#`. */
  readonly document: { readonly [key: string]: Json };
  /** Where a pointer of the document was written by its author. */
  originOf(pointer: string): Origin;
}

/** The model and everything found wrong on the way. With an error among the problems, the model is complete but must not be printed. */
export interface ModelResult {
  readonly model: ApiModel;
  readonly problems: readonly Problem[];
}

/**
 * Builds the model. Time and memory grow linearly with the document.
 *
 * @throws ProblemError when the document is no OpenAPI 3.0 or 3.1 description at all
 */
export function buildModel({ document, originOf }: ModelInput): ModelResult {
  const problems: Problem[] = [];
  const context: BuildContext = { document, dialect: dialectOf(document, originOf), problems, targets: new Map(), originOf };
  const root = Place.root(context);

  const schemas = new SchemaGraph(context);
  const securitySchemes = readSecuritySchemes(root.member('components').member('securitySchemes'));
  const servers = readServers(root.member('servers')) ?? [{ url: '/', variables: [] }];
  const catalogue = new ErrorCatalogue(root.member('x-error-catalogue'));
  const links = new LinkBook();
  const incoming = new IncomingRequests({ schemas, securitySchemes, links });
  const operations = placeOperations(
    readOperations(root.member('paths'), {
      schemas,
      securitySchemes,
      security: readSecurity(root.member('security'), securitySchemes) ?? [],
      servers,
      errors: catalogue,
      links,
      incoming,
    }),
  );
  const webhooks = incoming.webhooks([root.member('webhooks'), root.member('x-webhooks')]);
  catalogue.link(operations);
  links.resolve(operations);
  const named = schemas.finish();
  const tags = readTags(root.member('tags'));

  const model: ApiModel = {
    info: readInfo(root.member('info')),
    dialect: context.dialect,
    servers,
    tags,
    securitySchemes: [...securitySchemes.values()],
    schemas: named,
    operations,
    webhooks,
    resources: resourceTree(operations),
    errors: catalogue.types,
    errorSets: readErrorSets(root.member('x-error-sets')),
    navigation: readNavigation(root.member('x-navigation'), { tags, operations, webhooks, schemas: named, errors: catalogue.types }),
    docsBaseUrl: readDocsBaseUrl(root),
    origin: originOf(''),
  };
  return { model, problems: withoutRepeats(problems) };
}

function dialectOf(document: ModelInput['document'], originOf: ModelInput['originOf']): '3.0' | '3.1' {
  const { openapi, swagger } = isJsonObject(document) ? document : { openapi: undefined, swagger: undefined };
  if (typeof openapi === 'string' && /^3\.[01]\.\d+/.test(openapi)) return openapi.startsWith('3.0') ? '3.0' : '3.1';
  const problem: Problem =
    swagger === undefined
      ? {
          code: 'unsupported-version',
          severity: 'error',
          message: openapi === undefined ? 'This is no OpenAPI document: it has no "openapi" member.' : `OpenAPI ${String(openapi)} is not supported.`,
          origin: originOf(openapi === undefined ? '' : '/openapi'),
          help: 'Use OpenAPI 3.0 or 3.1.',
        }
      : {
          code: 'unsupported-version',
          severity: 'error',
          message: 'This is a Swagger 2.0 document.',
          origin: originOf('/swagger'),
          help: 'Convert it to OpenAPI 3 first, for instance with swagger2openapi.',
        };
  throw new ProblemError([problem]);
}
