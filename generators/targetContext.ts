/** What targets get beside the model. */
import type { Download, GeneratorContext, TemplateSource } from './generator.js';
import type { ApiModel } from './model/model.js';
import { fileTemplates, packageVersion, readGuides, redocScript } from './package.js';
import { readUserGuides } from './userText.js';

/** Where a context comes from. */
export interface ContextSource {
  /** A folder of Markdown guides. */
  readonly guides?: string | undefined;
  /** Templates in place of this package's. */
  readonly templates?: TemplateSource | undefined;
  /** Without such a folder: the guides of this package, and those that its workflows make. */
  readonly ownGuides: boolean;
}

/** The context of every target but the documentation. */
export async function targetContext(document: GeneratorContext['document'], model: ApiModel, { guides, templates, ownGuides }: ContextSource): Promise<GeneratorContext> {
  return {
    document,
    templates: templates ?? fileTemplates(),
    guides: guides !== undefined ? readUserGuides(guides) : ownGuides ? await readOwnGuides(model) : new Map(),
    redoc: redocScript,
    toolVersion: packageVersion(),
  };
}

/** The context of the documentation, which offers the Postman collection for download: made when it is first asked for. */
export async function withDownloads(context: GeneratorContext, model: ApiModel): Promise<GeneratorContext> {
  const { collectionText } = await import('./postman/index.js');
  let made: string | undefined;
  const collection: Download = {
    path: 'postman-collection.json',
    title: 'Postman collection',
    get contents() {
      return (made ??= collectionText(model));
    },
  };
  return { ...context, downloads: [collection] };
}

/** The guides that were written, and those that the workflows make. */
async function readOwnGuides(model: ApiModel): Promise<ReadonlyMap<string, string>> {
  const [{ readWorkflows }, { workflowGuides }] = await Promise.all([import('./workflows/document.js'), import('./workflows/guide.js')]);
  return new Map([...readGuides(), ...workflowGuides(readWorkflows(), model)]);
}
