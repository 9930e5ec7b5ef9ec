/** Redocly's checks, run as a library: faster than its command, and silent. */
import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import type { Json } from '../model/model.js';
import { redoclyOff, redoclyOn } from '../../spec/rules/switchedOff.js';
import type { BundleFinding } from './finding.js';

/** Every reference was resolved when the document was loaded; nothing else is read or fetched. */
class InternalOnly extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`${reference} is outside the document.`));
  }
}

/** The rules that look at structure alone, for documents of any style. */
const structureRules = { struct: 'error', 'no-unresolved-refs': 'error', 'no-identical-paths': 'error', 'path-parameters-defined': 'error', 'security-defined': 'off' } as const;

/**
 * Checks a bundle.
 *
 * @param structureOnly only whether it is a valid document
 */
export async function runRedocly(document: { readonly [key: string]: Json }, structureOnly: boolean): Promise<BundleFinding[]> {
  const off = Object.fromEntries(Object.keys(redoclyOff).map((name) => [name, 'off' as const]));
  const config = await createConfig(structureOnly ? { rules: structureRules } : { extends: ['recommended'], rules: { ...redoclyOn, ...off } });
  let problems: Awaited<ReturnType<typeof lintDocument>>;
  try {
    problems = await lintDocument({
      document: { source: new Source('/openapi.json', ''), parsed: document },
      config,
      externalRefResolver: new InternalOnly(),
    });
  } catch (error) {
    // References in a circle, which may stand in examples, where they are followed as well.
    const reason = error instanceof Error ? error.message : String(error);
    return [{ code: 'lint-incomplete', severity: 'error', message: `Redocly could not check this document: ${reason}.`, pointer: '', help: 'The other checks were made; references that lead to each other in a circle are the usual reason.' }];
  }
  return problems.map(({ ruleId, severity, message, location }) => ({
    code: `redocly/${ruleId}`,
    severity: severity === 'error' ? 'error' : 'warning',
    message: message.trim().split('\n')[0] ?? message,
    pointer: (location[0]?.pointer ?? '#/').replace(/^#\/?$|^#/, ''),
  }));
}
