/** Everything that is wrong with workflow documents: Redocly's rules for Arazzo, and whether they fit the description. */
import { BaseResolver, Source, createConfig, lintDocument } from '@redocly/openapi-core';
import type { Problem } from '../diagnostics.js';
import type { ApiModel } from '../model/model.js';
import { checkWorkflows } from './check.js';
import type { WorkflowDocument } from './document.js';

/** The description is known already, and nothing else is referred to. */
class Nothing extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`${reference} is outside the document.`));
  }
}

/** Lints documents that were read. */
export async function lintWorkflows(documents: readonly WorkflowDocument[], model: ApiModel): Promise<readonly Problem[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems: Problem[] = [];
  for (const document of documents) {
    const found = await lintDocument({ document: { source: new Source(document.file, ''), parsed: document.value }, config, externalRefResolver: new Nothing() });
    for (const { ruleId, severity, message, location } of found) {
      const pointer = (location[0]?.pointer ?? '#/').replace(/^#\/?$|^#/, '');
      problems.push({
        code: `redocly/${ruleId}`,
        severity: severity === 'error' ? 'error' : 'warning',
        message: message.trim().split('\n')[0] ?? message,
        origin: { file: document.file, pointer },
        position: document.positions.find(pointer),
      });
    }
    problems.push(...checkWorkflows(document, model));
  }
  return problems;
}
