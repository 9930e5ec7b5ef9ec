/** Running Spectral on a document that is in memory already. */
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import { Resolver } from '@stoplight/spectral-ref-resolver';
import type { Severity } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { type BundleFinding, pointerOfPath } from './finding.js';
import { withInlineParameters } from './inlineParameters.js';

const nowhere = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

/**
 * Runs a ruleset over a document.
 *
 * @param document only its places matter, not the text it came from: positions are worked out from the sources
 * @param helpOf what to do about a finding of a rule, where the rule's page of its own says so
 */
export async function runSpectral(
  document: { readonly [key: string]: Json },
  ruleset: RulesetDefinition,
  helpOf: (code: string) => string | undefined,
): Promise<BundleFinding[]> {
  // Every reference was resolved when the document was loaded. Spectral would follow those in example data too, to any host,
  // and spends most of its time on writing all of them out; its rules need only the parameters.
  const spectral = new Spectral({ resolver: new Resolver({ dereferenceInline: false, dereferenceRemote: false }) });
  spectral.setRuleset(ruleset);
  let results: Awaited<ReturnType<typeof spectral.run>>;
  try {
    results = await spectral.run({
      parsed: { data: withInlineParameters(document), diagnostics: [], ast: undefined, lineMap: [] },
      getLocationForJsonPath: () => nowhere,
      source: '/openapi.json',
    });
  } catch (error) {
    // Spectral calls `hasOwnProperty` on what it walks through, and a document may have a member of that name.
    const reason = error instanceof Error ? error.message : String(error);
    return [{ code: 'lint-incomplete', severity: 'warning', message: `Spectral could not check this document: ${reason}.`, pointer: '', help: 'The other checks were made; a member named like one that every object has is the usual reason.' }];
  }
  return results.map(({ code, severity, message, path }) => {
    // A rule of ours may add its own advice on a second line.
    const [sentence = '', advice] = message.split('\n');
    const help = advice ?? helpOf(String(code));
    return { code: String(code), severity: severityOf(severity), message: sentence, pointer: pointerOfPath(path), ...(help === undefined ? {} : { help }) };
  });
}

/** Spectral counts from 0, error, to 3, hint. */
export function severityOf(severity: number): Severity {
  return severity === 0 ? 'error' : severity === 1 ? 'warning' : 'info';
}
