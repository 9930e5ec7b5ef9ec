/** From a bundled document to the model: the one way in which targets come to know a description. */
import { ProblemError, withoutRepeats } from '../diagnostics.js';
import type { Origin, Problem } from '../diagnostics.js';
import { ErrorCatalogue, readErrorSets } from './building/errors.js';
import { readDocsBaseUrl, readInfo, readServers, readTags } from './building/info.js';
import { IncomingRequests } from './building/incoming.js';
import { LinkBook } from './building/linkBook.js';
import { readNavigation } from './building/navigation.js';
import { operationKey, pathRoot, readOperations } from './building/operations.js';
import { Place } from './building/place.js';
import type { BuildContext } from './building/place.js';
import { placeOperations, resourceTree } from './building/resources.js';
import { UnchangedRoots } from './building/roots.js';
import { SchemaGraph } from './building/schemas.js';
import { readSecurity, readSecuritySchemes } from './building/security.js';
import { giveSurfaces } from './building/surfaces.js';
import { partOf } from './documentParts.js';
import type { ApiModel, Json, Operation } from './model.js';
import type { BuiltModel, ModelMemory } from './modelMemory.js';
import { isJsonObject } from './pointer.js';
import { setVersion, versionOf } from './versions.js';

/** A bundle, as the source stage hands it over. */
export interface ModelInput {
  /** One OpenAPI 3.0 or 3.1 document; every `$ref` in it begins with `#`. */
  readonly document: { readonly [key: string]: Json };
  /** Where a pointer of the document was written by its author. */
  originOf(pointer: string): Origin;
  /** What earlier models left, in a process in which one description follows another. Their documents share what has not changed. */
  readonly memory?: ModelMemory;
  /** Whether all below a pointer was written where the document of the last model had it. Without it, nothing is taken over. */
  isAtSamePlace?(pointer: string): boolean;
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
export function buildModel(input: ModelInput): ModelResult {
  const before = input.memory?.take();
  const following = before === undefined ? undefined : buildOnce(input, before);
  return following ?? buildOnce(input, undefined) ?? neverBuilt();
}

function neverBuilt(): never {
  throw new Error('A model that follows none can always be built.');
}

/** @returns undefined when a model cannot follow another one because of what distant parts of the document do to each other */
function buildOnce(input: ModelInput, before: BuiltModel | undefined): ModelResult | undefined {
  const { document, originOf, memory } = input;
  const problems: Problem[] = [];
  const dialect = dialectOf(document, originOf);
  const following = before?.dialect === dialect ? followed(before, input) : undefined;
  const context: BuildContext = { document, dialect, problems, targets: new Map(), originOf, ...(following === undefined ? {} : { following }) };
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
  if (following !== undefined && schemas.hasDistantEffects) return undefined;
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
  if (memory !== undefined) giveVersions(operations, following);
  if (following !== undefined) {
    const { document: earlier, schemas: known } = following.built;
    giveSurfaces(named, document, { document: earlier, schemaAt: (pointer) => known.get(partOf(pointer))?.get(pointer) });
  }
  if (memory !== undefined && problems.length === 0 && !schemas.hasDistantEffects) {
    const byKey = new Map(operations.map((operation) => [operationKey(operation), operation]));
    memory.keep({ document, dialect, schemas: schemas.all(), compositions: schemas.compositions, operations: byKey, errors: new Map(catalogue.types.map((type) => [type.type, type])) });
  }
  return { model, problems: withoutRepeats(problems) };
}

function followed(built: BuiltModel, { document, memory, isAtSamePlace }: ModelInput): BuildContext['following'] {
  if (memory === undefined || isAtSamePlace === undefined) return undefined;
  const unchanged = new UnchangedRoots({ before: built.document, after: document, references: memory.references, isAtSamePlace });
  return { built, unchanged };
}

/** An operation whose Path Item, and what that leads to, is unchanged has the version that it had. */
function giveVersions(operations: readonly Operation[], following: BuildContext['following']): void {
  for (const operation of operations) {
    const before = following?.unchanged.has(pathRoot(operation.path)) === true ? following.built.operations.get(operationKey(operation)) : undefined;
    if (before !== undefined) setVersion(operation, versionOf(before));
  }
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
