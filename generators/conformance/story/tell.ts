/** Tells one story to an implementation: its prologue, its chapters, and in any case its epilogue. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, Operation, Parameter } from '../../model/model.js';
import { isJsonObject } from '../../model/pointer.js';
import { type Caller, type Exchange, errorTypeOf, splitParams } from '../http/call.js';
import { NoAnswer } from '../http/connection.js';
import type { Redactor } from '../http/redaction.js';
import type { Outbox } from '../outbox.js';
import type { Finding, Phase, StepResult, StoryResult } from '../result.js';
import { mismatches } from './match.js';
import type { Capture, Step, Story, StoryCredentials } from './story.js';
import { MissingValue, filled, memberAt } from './values.js';

/** What stories are told with. */
export interface Teller {
  readonly caller: Caller;
  readonly redactor: Redactor;
  readonly outbox: Outbox | undefined;
  /** Values that every story has: `run`, `project_id`. */
  readonly values: ReadonlyMap<string, Json>;
  /** Steps whose operation is answered with 501 are skipped; failures by default. */
  readonly allowUnimplemented: boolean;
  /** Ends the prologue and the chapters. */
  readonly signal: AbortSignal;
  /** Ends the epilogue. */
  readonly lastSignal: AbortSignal;
}

/** How long a message may take to arrive. */
const deliveryMs = 10_000;
const pollMs = 250;

/** Tells a story. Never throws for anything the implementation does. */
export async function tell(story: Story, teller: Teller): Promise<StoryResult> {
  const started = performance.now();
  const { name, title, tags, origin } = story;
  const base = { name, title, tags, file: origin.file };
  if (story.needs.includes('outbox') && teller.outbox === undefined) {
    return { ...base, outcome: 'skipped', reason: 'It needs an outbox.', steps: [], milliseconds: 0 };
  }
  const values = new Map(teller.values);
  const steps: StepResult[] = [];
  let cause: string | undefined;
  for (const step of story.prologue) {
    const result = cause === undefined ? await run(step, 'prologue', values, teller) : skipped(step, 'prologue', cause);
    steps.push(result);
    if (result.outcome !== 'passed') cause ??= result.reason ?? 'The prologue failed.';
  }
  for (const step of story.chapters) {
    steps.push(cause === undefined ? await run(step, 'chapter', values, teller) : skipped(step, 'chapter', cause));
  }
  for (const step of story.epilogue) steps.push(await run(step, 'epilogue', values, teller));
  const outcome = steps.some((step) => step.outcome === 'failed') ? 'failed' : steps.some((step) => step.outcome === 'passed') ? 'passed' : 'skipped';
  return { ...base, outcome, steps: teller.redactor.scrubAll(steps), milliseconds: performance.now() - started };
}

async function run(step: Step, phase: Phase, values: Map<string, Json>, teller: Teller): Promise<StepResult> {
  const signal = phase === 'epilogue' ? teller.lastSignal : teller.signal;
  if (signal.aborted) return skipped(step, phase, 'The run had ended.');
  const started = performance.now();
  const deadline = started + step.eventually * 1000;
  try {
    for (;;) {
      const attempt = await make(step, values, teller, signal);
      const failed = attempt.findings.some((finding) => finding.severity === 'error');
      if (failed && performance.now() < deadline && !signal.aborted) {
        await sleep(pollMs, undefined, { signal }).catch(() => undefined);
        continue;
      }
      return resultOf(step, phase, attempt, teller, performance.now() - started);
    }
  } catch (error) {
    const milliseconds = performance.now() - started;
    if (error instanceof MissingValue) return skipped(step, phase, `\`${error.valueName}\` was not captured.`);
    if (error instanceof NoAnswer && !error.unreachable) return { ...about(step, phase), outcome: 'failed', findings: [{ code: 'no-answer', severity: 'error', message: error.message }], milliseconds };
    throw error;
  }
}

interface Attempt {
  readonly exchange: Exchange;
  readonly findings: readonly Finding[];
}

/** Makes the call once, and keeps what is to be captured when all is as expected. */
async function make(step: Step, values: Map<string, Json>, teller: Teller, signal: AbortSignal): Promise<Attempt> {
  const now = Date.now() / 1000;
  const fill = (value: Json): Json => filled(value, values, now);
  for (const [name, value] of Object.entries(step.set)) values.set(name, fill(value));
  const before = await messagesBefore(step, teller, fill, signal);
  const { operation, contentType } = step;
  const split = splitParams(operation, objectOf(fill(step.params)));
  const exchange = await teller.caller.call(
    {
      operation,
      parameters: withDefaults(operation, split.parameters, values),
      body: step.body === undefined ? split.body : fill(step.body),
      headers: new Map(Object.entries(objectOf(fill(step.headers))).map(([name, value]) => [name, String(value)])),
      ...(contentType === undefined ? {} : { contentType }),
      ...(step.credentials === undefined ? {} : { credentials: step.credentials === null ? null : filledCredentials(step.credentials, fill) }),
    },
    signal,
  );
  for (const [name, value] of Object.entries(step.headers)) if (/session|authorization|token|cookie/i.test(name)) teller.redactor.add(String(fill(value)));
  const findings: Finding[] = [...exchange.violations, ...unexpected(step, exchange, fill)];
  if (!findings.some((finding) => finding.severity === 'error')) {
    for (const capture of step.captures) findings.push(...(await keep(capture, exchange, values, { teller, before, fill, signal })));
  }
  return { exchange, findings };
}

/** Path parameters that the run itself has a value for. */
function withDefaults(operation: Operation, given: ReadonlyMap<Parameter, Json>, values: ReadonlyMap<string, Json>): ReadonlyMap<Parameter, Json> {
  const parameters = new Map(given);
  for (const parameter of operation.parameters) {
    const value = values.get(parameter.name);
    if (parameter.in === 'path' && !parameters.has(parameter) && value !== undefined) parameters.set(parameter, value);
  }
  return parameters;
}

function filledCredentials({ basic, bearer }: StoryCredentials, fill: (value: Json) => Json): StoryCredentials {
  return {
    ...(basic === undefined ? {} : { basic: { username: String(fill(basic.username)), password: String(fill(basic.password)) } }),
    ...(bearer === undefined ? {} : { bearer: String(fill(bearer)) }),
  };
}

function unexpected({ expect, operation }: Step, { response, body }: Exchange, fill: (value: Json) => Json): readonly Finding[] {
  const finding = (message: string): Finding => ({ code: 'expectation', severity: 'error', message });
  const { status } = response;
  const wanted = expect.statuses;
  const type = errorTypeOf(body);
  const detail = status >= 400 && type !== undefined ? ` (${type})` : '';
  if (wanted === 'success' && (status < 200 || status >= 400)) return [finding(`${operation.id} should succeed, but answered ${status}${detail}.`)];
  if (Array.isArray(wanted) && !wanted.includes(status)) return [finding(`${operation.id} should answer ${wanted.join(' or ')}, but answered ${status}${detail}.`)];
  const findings: Finding[] = [];
  if (expect.errorType !== undefined && type !== expect.errorType) {
    findings.push(finding(`The error type should be ${expect.errorType}, but is ${type ?? 'missing'}.`));
  }
  if (expect.body !== undefined) findings.push(...mismatches(fill(expect.body), body).map(finding));
  for (const [name, value] of Object.entries(expect.headers)) {
    findings.push(...mismatches(fill(value), response.headers.get(name) ?? undefined, `The header ${name}`).map(finding));
  }
  return findings;
}

interface Keeping {
  readonly teller: Teller;
  readonly before: ReadonlyMap<Capture, number>;
  readonly fill: (value: Json) => Json;
  readonly signal: AbortSignal;
}

async function keep(capture: Capture, { response, body }: Exchange, values: Map<string, Json>, keeping: Keeping): Promise<readonly Finding[]> {
  const { name, from, path } = capture;
  let source: Json | undefined;
  if (from === 'body') source = body;
  else if (from === 'header') source = response.headers.get(path) ?? undefined;
  else source = await delivered(capture, keeping);
  const value = source === undefined ? undefined : from === 'header' ? source : memberAt(source, path);
  if (value !== undefined) {
    values.set(name, value);
    if (from === 'outbox') keeping.teller.redactor.learn(value, [], true);
    return [];
  }
  if (capture.optional) return [];
  const place = from === 'outbox' ? `No message to ${String(keeping.fill(capture.to ?? ''))} came with` : from === 'header' ? 'The answer has no header' : 'The body has no';
  return [{ code: from === 'outbox' ? 'outbox' : 'capture', severity: 'error', message: `${place} \`${path}\`, from which \`${name}\` was to be captured.` }];
}

/** How many messages there were before the call, so that a message of an earlier step is not taken for the one it sends. */
async function messagesBefore(step: Step, { outbox }: Teller, fill: (value: Json) => Json, signal: AbortSignal): Promise<ReadonlyMap<Capture, number>> {
  const counts = new Map<Capture, number>();
  for (const capture of step.captures) {
    if (capture.from !== 'outbox' || capture.to === undefined || outbox === undefined) continue;
    counts.set(capture, (await messagesIn(outbox, String(fill(capture.to)), signal)).length);
  }
  return counts;
}

/** @throws NoAnswer when the outbox cannot be read */
async function messagesIn(outbox: Outbox, to: string, signal: AbortSignal): Promise<readonly Json[]> {
  try {
    return await outbox.messagesTo(to, signal);
  } catch (error) {
    throw new NoAnswer(`The outbox cannot be read: ${error instanceof Error ? error.message : String(error)}`, false);
  }
}

async function delivered(capture: Capture, { teller: { outbox }, before, fill, signal }: Keeping): Promise<Json | undefined> {
  if (outbox === undefined || capture.to === undefined) return undefined;
  const to = String(fill(capture.to));
  for (const deadline = performance.now() + deliveryMs; ; ) {
    const messages = await messagesIn(outbox, to, signal);
    if (messages.length > (before.get(capture) ?? 0)) return messages.at(-1);
    if (performance.now() > deadline || signal.aborted) return undefined;
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

function resultOf(step: Step, phase: Phase, { exchange, findings }: Attempt, teller: Teller, milliseconds: number): StepResult {
  const { request, response, body } = exchange;
  const requestId = isJsonObject(body) && typeof body['request_id'] === 'string' ? body['request_id'] : undefined;
  const facts = { request: `${request.method} ${request.target}`, status: response.status, ...(requestId === undefined ? {} : { requestId }) };
  if (response.status === 501 && !expects501(step)) {
    const reason = `${step.operation.id} is not implemented (501).`;
    if (teller.allowUnimplemented) return { ...skipped(step, phase, reason), ...facts };
    return { ...about(step, phase), ...facts, outcome: 'failed', findings: [{ code: 'not-implemented', severity: 'error', message: reason }], milliseconds };
  }
  const failed = findings.some((finding) => finding.severity === 'error');
  return { ...about(step, phase), ...facts, outcome: failed ? 'failed' : 'passed', findings, milliseconds, ...(failed ? { answer: excerpt(response.text, teller.redactor) } : {}) };
}

function expects501({ expect }: Step): boolean {
  return Array.isArray(expect.statuses) && expect.statuses.includes(501);
}

/** Scrubbed before it is cut: half a secret is a secret too. */
function excerpt(text: string, redactor: Redactor): string {
  const clean = redactor.scrub(text);
  return clean.length <= 600 ? clean : `${clean.slice(0, 599)}…`;
}

function skipped(step: Step, phase: Phase, reason: string): StepResult {
  return { ...about(step, phase), outcome: 'skipped', reason, findings: [], milliseconds: 0 };
}

function about({ title, operation, origin, position }: Step, phase: Phase): Pick<StepResult, 'title' | 'phase' | 'operationId' | 'file' | 'position'> {
  return { title, phase, operationId: operation.id, file: origin.file, ...(position === undefined ? {} : { position }) };
}

function objectOf(value: Json): { readonly [name: string]: Json } {
  return isJsonObject(value) ? value : {};
}
