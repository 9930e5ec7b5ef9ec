/** Problems as a SARIF 2.1.0 log, for code scanning. */
import type { Severity } from '../../diagnostics.js';
import { packageVersion } from '../../package.js';
import { programName } from '../command.js';
import type { PlacedProblem } from './placedProblem.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * Prints one run with a result per problem.
 *
 * @param successful whether the command did what it should
 */
export function sarifLog(problems: readonly PlacedProblem[], successful: boolean): string {
  const rules = [...new Set(problems.map((problem) => problem.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: programName, semanticVersion: packageVersion(), rules: rules.map((id) => ({ id })) } },
        invocations: [{ executionSuccessful: successful }],
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: rules.indexOf(problem.code),
          level: levels[problem.severity],
          message: { text: problem.help === undefined ? problem.message : `${problem.message} ${problem.help}` },
          ...(problem.file === undefined ? {} : { locations: [location(problem, problem.file)] }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function location(problem: PlacedProblem, file: string): object {
  const { position, origin } = problem;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(position === undefined ? {} : { region: { startLine: position.line, startColumn: position.column } }),
    },
    ...(origin === undefined || origin.pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: origin.pointer }] }),
  };
}

/** A URL as it is, a path relative to the working directory with everything escaped that means something in a URI. */
function uriOf(file: string): string {
  return /^https?:/i.test(file) ? file : file.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
