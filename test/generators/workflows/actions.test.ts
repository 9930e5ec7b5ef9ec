/** What follows a step: `goto`, `retry` and `end`, against a server that fails when it is told to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ResponseChecker } from '../../../generators/conformance/check/response.js';
import { Caller } from '../../../generators/conformance/http/call.js';
import { Connection } from '../../../generators/conformance/http/connection.js';
import { Redactor } from '../../../generators/conformance/http/redaction.js';
import { buildModel } from '../../../generators/model/build.js';
import type { Json } from '../../../generators/model/model.js';
import { checkWorkflows } from '../../../generators/workflows/check.js';
import { type WorkflowDocument, readWorkflow } from '../../../generators/workflows/document.js';
import { workflowGuide } from '../../../generators/workflows/guide.js';
import { runWorkflows } from '../../../generators/workflows/run.js';

const answer = { description: 'x', content: { 'application/json': { schema: { type: 'object', properties: { n: { type: 'integer' } } } } } };
const call = (operationId: string): Json => ({ operationId, responses: { 200: answer, 404: answer, 409: answer } });
const description = {
  openapi: '3.1.0',
  info: { title: 'Robots', version: '1' },
  paths: { '/a': { get: call('a') }, '/b': { get: call('b') }, '/c': { get: call('c') } },
};
const { model } = buildModel({ document: description, originOf: (pointer) => ({ file: 'robots.yaml', pointer }) });

/** A document; every step wants a 200, and keeps how many calls there were. */
function flow(steps: Readonly<Record<string, object>>, more: object = {}, others: object = {}): WorkflowDocument {
  const written = Object.entries(steps).map(([id, members]) => ({
    stepId: id,
    operationId: id[0] ?? '',
    successCriteria: [{ condition: '$statusCode == 200' }],
    outputs: { n: '$response.body#/n' },
    ...members,
  }));
  const workflows = [{ workflowId: 'main', summary: 'Main.', steps: written, outputs: Object.fromEntries(Object.keys(steps).map((id) => [id, `$steps.${id}.outputs.n`])), ...more }];
  return readWorkflow('robots.arazzo.yaml', JSON.stringify({ arazzo: '1.0.1', info: { title: 'Robots', version: '1' }, workflows, ...others }));
}

describe('an action', () => {
  /** The statuses that the next calls are answered with; then 200. */
  let statuses: number[];
  let retryAfter: string | undefined;
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push((request.url ?? '').slice(1));
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'application/json', ...(retryAfter === undefined || status === 200 ? {} : { 'retry-after': retryAfter }) });
    response.end(JSON.stringify({ n: calls.length }));
  });
  let caller: Caller;
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port }: AddressInfo = Object(server.address());
    caller = new Caller({
      connection: new Connection({ baseUrl: `http://127.0.0.1:${port}`, rate: 10_000, requestTimeoutMs: 10_000 }),
      checker: new ResponseChecker(model, { closed: true }),
      redactor: new Redactor(),
      credentials: {},
    });
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    statuses = [];
    retryAfter = undefined;
    calls.length = 0;
  });

  const run = async (document: WorkflowDocument): Promise<Json> => {
    expect(checkWorkflows(document, model)).toEqual([]);
    const outputs = await runWorkflows(document, { model, caller, signal: new AbortController().signal, inputs: () => ({}) });
    return { ...outputs.get('main') };
  };
  const again = { name: 'again', type: 'retry', retryAfter: 0.001, retryLimit: 2, criteria: [{ condition: '$statusCode == 409' }] };

  it('tries a step again, as often as it says', async () => {
    statuses = [409, 409];
    expect(await run(flow({ a: { onFailure: [again] }, b: {} }))).toEqual({ a: 3, b: 4 });
    statuses = [409, 409, 409];
    await expect(run(flow({ a: { onFailure: [again] } }))).rejects.toThrow('main, step a: `$statusCode == 200` is not met by the answer 409. It was tried again 2 times.');
    // Without a limit, once.
    calls.length = 0;
    statuses = [409, 409];
    await expect(run(flow({ a: { onFailure: [{ name: 'again', type: 'retry' }] } }))).rejects.toThrow('It was tried again once.');
    expect(calls).toEqual(['a', 'a']);
  });

  it('waits for as long as the answer says', async () => {
    statuses = [409];
    retryAfter = '0';
    const slow = { ...again, retryAfter: 10_000 };
    expect(await run(flow({ a: { onFailure: [slow] } }))).toEqual({ a: 2 });
  });

  it('is none where its criteria are not met: the step has failed', async () => {
    statuses = [404];
    await expect(run(flow({ a: { onFailure: [again] } }))).rejects.toThrow('is not met by the answer 404.');
    expect(calls).toEqual(['a']);
  });

  it('carries out another step before it tries again', async () => {
    statuses = [200, 404];
    expect(await run(flow({ c: {}, a: { onFailure: [{ name: 'make it', type: 'retry', stepId: 'c' }] } }))).toEqual({ c: 3, a: 4 });
    expect(calls).toEqual(['c', 'a', 'c', 'a']);
  });

  it('goes on with another step, and leaves out what is between', async () => {
    const skip = { name: 'skip', type: 'goto', stepId: 'c' };
    expect(await run(flow({ a: { onSuccess: [skip] }, b: {}, c: {} }, { outputs: { last: '$steps.c.outputs.n' } }))).toEqual({ last: 2 });
    statuses = [404];
    expect(await run(flow({ a: { onFailure: [skip] }, b: {}, c: {} }, { outputs: { last: '$steps.c.outputs.n' } }))).toEqual({ last: 4 });
    expect(calls).toEqual(['a', 'c', 'a', 'c']);
  });

  it('ends a workflow with the outputs that there are', async () => {
    expect(await run(flow({ a: { onSuccess: [{ name: 'enough', type: 'end' }] }, b: {} }))).toEqual({ a: 1 });
  });

  it('goes on with another workflow', async () => {
    const other = { workflowId: 'other', summary: 'Other.', steps: [{ stepId: 'b', operationId: 'b' }] };
    const document = flow({ a: { onSuccess: [{ name: 'over', type: 'goto', workflowId: 'other' }] }, c: {} });
    const { workflows } = JSON.parse(JSON.stringify(document.value));
    const both = readWorkflow('robots.arazzo.yaml', JSON.stringify({ arazzo: '1.0.1', workflows: [...workflows, other] }));
    expect(await run(both)).toEqual({ a: 1 });
    expect(calls).toEqual(['a', 'b']);
  });

  it('of the workflow is that of its steps, unless one of the same name is theirs', async () => {
    statuses = [409];
    expect(await run(flow({ a: {} }, { failureActions: [again] }))).toEqual({ a: 2 });
    statuses = [409];
    await expect(run(flow({ a: { onFailure: [{ ...again, criteria: [{ condition: '$statusCode == 500' }] }] } }, { failureActions: [again] }))).rejects.toThrow('is not met by the answer 409.');
  });

  it('may be a component', async () => {
    statuses = [409];
    expect(await run(flow({ a: { onFailure: [{ reference: '$components.failureActions.again' }] } }, {}, { components: { failureActions: { again } } }))).toEqual({ a: 2 });
  });

  it('that goes round in circles is found out', async () => {
    await expect(run(flow({ a: { onSuccess: [{ name: 'back', type: 'goto', stepId: 'a' }] } }))).rejects.toThrow('This is step 1001 of the run: it goes round in circles.');
  });
});

describe('what is wrong with an action', () => {
  it.each<[string, object, object, string, string]>([
    ['a step that is not there', { onSuccess: [{ name: 'x', type: 'goto', stepId: 'bb' }] }, {}, '/workflows/0/steps/0/onSuccess/0/stepId', 'The workflow has no step `bb`.'],
    ['a workflow that is not there', { onFailure: [{ name: 'x', type: 'retry', workflowId: 'mian' }] }, {}, '/workflows/0/steps/0/onFailure/0/workflowId', 'The document has no workflow `mian`.'],
    ['nowhere to go', { onSuccess: [{ name: 'x', type: 'goto' }] }, {}, '/workflows/0/steps/0/onSuccess/0', 'The action `x` does not say where to go.'],
    ['two places to go', {}, { successActions: [{ name: 'x', type: 'goto', stepId: 'a', workflowId: 'main' }] }, '/workflows/0/successActions/0', 'The action `x` names both a step and a workflow.'],
    ['a component that is not there', { onFailure: [{ reference: '$components.failureActions.none' }] }, {}, '/components/failureActions/none', 'There is no action here, or it has no name.'],
    ['XPath', { onSuccess: [{ name: 'x', type: 'end', criteria: [{ context: '$response.body', type: { type: 'xpath', version: 'xpath-30' }, condition: '/a' }] }] }, {}, '/workflows/0/steps/0/onSuccess/0/criteria/0', 'XPath is not supported: answers are JSON. Use the type `jsonpath` with the same context, or a plain condition such as `$response.body#/id == "x"`.'],
    ['a criterion of no type', { onSuccess: [{ name: 'x', type: 'end', criteria: [{ context: '$response.body', type: 'regx', condition: 'a' }] }] }, {}, '/workflows/0/steps/0/onSuccess/0/criteria/0', 'There is no criterion of the type `regx`: it is simple, regex or jsonpath.'],
    ['a condition that is none', { onSuccess: [{ name: 'x', type: 'end', criteria: [{ condition: '$statusCode = 200' }] }] }, {}, '/workflows/0/steps/0/onSuccess/0/criteria/0', '`= 200` in `$statusCode = 200` is not understood.'],
  ])('is %s', (_what, step, workflow, pointer, message) => {
    const problems = checkWorkflows(flow({ a: step }, workflow), model);
    expect(problems.map((problem) => [problem.origin?.pointer, problem.message])).toEqual([[pointer, message]]);
  });
});

it.each([
  ['step', { outputs: { n: { a: 1 } } }, { outputs: {} }, '/workflows/0/steps/0/outputs/n'],
  ['workflow', {}, { outputs: { n: [42] } }, '/workflows/0/outputs/n'],
])('an output of a %s that is no text has its place', (_what, step, workflow, pointer) => {
  const problems = checkWorkflows(flow({ a: step }, workflow), model);
  expect(problems.map((problem) => [problem.origin?.pointer, problem.message])).toEqual([[pointer, 'An output is a runtime expression, which is a text.']]);
});

it('is said in the guide', () => {
  const guide = workflowGuide(flow({ a: { onFailure: [{ name: 'again', type: 'retry', retryLimit: 3, criteria: [{ condition: '$statusCode == 409' }] }], onSuccess: [{ name: 'on', type: 'goto', stepId: 'a' }] } }), model);
  expect(guide).toContain('Where it succeeds, it goes on with the step `a`. Where it fails and `$statusCode == 409`, it is tried again, at most 3 times.');
});
