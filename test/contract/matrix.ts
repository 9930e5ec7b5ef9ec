/** Which documented answers were really given: operations × statuses × error types, through each kind of client. */
import type { ApiModel } from '../../generators/model/model.js';
import { exampleCalls } from '../support/exampleCalls.js';

/** How a call was made. */
export const ways = ['http', 'sdk'] as const;
/** One of {@link ways}. */
export type Way = (typeof ways)[number];

/** One documented answer of an operation. */
export interface Cell {
  readonly operation: string;
  readonly status: number;
  /** The error type; for a success the name of its example. */
  readonly answer: string;
  readonly covered: Readonly<Record<Way, boolean>>;
}

/** The matrix while it fills. */
export class Matrix {
  readonly #cells = new Map<string, { operation: string; status: number; answer: string; covered: Record<Way, boolean> }>();

  /** Every answer that a description documents, none of them given yet. */
  constructor({ operations }: ApiModel) {
    for (const operation of operations) {
      for (const { status, example } of exampleCalls(operation)) this.#add(operation.id, status, example ?? 'no body');
      for (const { type } of operation.errors) this.#add(operation.id, type.status, type.type);
    }
  }

  #add(operation: string, status: number, answer: string): void {
    this.#cells.set(`${operation} ${status} ${answer}`, { operation, status, answer, covered: { http: false, sdk: false } });
  }

  /** Notes an answer that was given, and found to be as documented. Throws for one that is not documented. */
  saw(way: Way, operation: string, status: number, answer: string): void {
    const cell = this.#cells.get(`${operation} ${status} ${answer}`);
    if (cell === undefined) throw new Error(`${operation} does not document ${status} ${answer}.`);
    cell.covered[way] = true;
  }

  get cells(): readonly Cell[] {
    return [...this.#cells.values()];
  }

  /** What nobody gave, in words. */
  missing(): readonly string[] {
    return this.cells.flatMap(({ operation, status, answer, covered }) => ways.filter((way) => !covered[way]).map((way) => `${operation} ${status} ${answer} through ${way}`));
  }

  /** A line per operation and one per status, then what is missing and the sum. */
  print(): string {
    const byOperation = grouped(this.cells, ({ operation }) => operation);
    const width = Math.max(...[...byOperation.keys()].map((id) => id.length));
    const lines = ['Contract matrix: documented answers given and found right, of those there are, per operation and status.', ''];
    for (const [id, cells] of byOperation) {
      const statuses = [...grouped(cells, ({ status }) => String(status))].sort(([a], [b]) => (a < b ? -1 : 1));
      lines.push(`${id.padEnd(width)}  ${statuses.map(([status, list]) => `${status} ${ratio(list)}`).join('  ')}`);
    }
    lines.push('', `${'status'.padEnd(8)}${'answers'.padStart(8)}${ways.map((way) => way.padStart(8)).join('')}`);
    for (const [status, list] of [...grouped(this.cells, ({ status }) => String(status))].sort(([a], [b]) => (a < b ? -1 : 1))) {
      lines.push(`${status.padEnd(8)}${String(list.length).padStart(8)}${ways.map((way) => String(count(list, way)).padStart(8)).join('')}`);
    }
    const missing = this.missing();
    lines.push('', ...missing.map((line) => `✗ ${line}`), ...(missing.length === 0 ? [] : ['']));
    const types = new Set(this.cells.filter(({ status }) => status >= 400).map(({ answer }) => answer));
    lines.push(`${byOperation.size} operations, ${types.size} error types, ${this.cells.length} documented answers: ${ways.map((way) => `${percent(count(this.cells, way), this.cells.length)} through ${way}`).join(', ')}.`);
    return `${lines.join('\n')}\n`;
  }
}

function ratio(cells: readonly Cell[]): string {
  const covered = cells.filter((cell) => ways.every((way) => cell.covered[way])).length;
  return `${covered}/${cells.length}${covered === cells.length ? '' : ' ✗'}`;
}

function count(cells: readonly Cell[], way: Way): number {
  return cells.filter(({ covered }) => covered[way]).length;
}

/** Never rounded up to a hundred. */
function percent(part: number, whole: number): string {
  return `${part === whole ? 100 : Math.floor((part / whole) * 1000) / 10} %`;
}

function grouped(cells: readonly Cell[], keyOf: (cell: Cell) => string): ReadonlyMap<string, readonly Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const known = groups.get(keyOf(cell));
    if (known === undefined) groups.set(keyOf(cell), [cell]);
    else known.push(cell);
  }
  return groups;
}
