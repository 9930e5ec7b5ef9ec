/** The stories of this package, told over real HTTP to the stateful example: sound, red where it is broken, silent about secrets. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConformanceOptions, type RunResult, hasPassed, ownStories, runConformance, totalsOf } from '../../../generators/conformance/index.js';
import { junitReport } from '../../../generators/conformance/report/junit.js';
import { jsonReport } from '../../../generators/conformance/report/json.js';
import { prettyReport } from '../../../generators/conformance/report/pretty.js';
import { packageRoot } from '../../../generators/package.js';
import { openDescription } from '../../../generators/pipeline.js';
import { type InMemoryApiOptions, type RunningApi, exampleHandlers, startInMemoryApi } from '../../support/inMemoryApi.js';
import { inMemoryProject } from '../../support/inMemoryOrganizations.js';
import { xmlElements } from '../../support/xml.js';

// The bundle that the generated server of the example was made from.
const { model } = await openDescription({ input: join(packageRoot, 'generated', 'openapi.yaml') });
const credentials = { basic: { username: inMemoryProject.projectId, password: inMemoryProject.secret } };
const sameFile = (file: string): string => file.replace(/^.*[\\/]test[\\/]/, 'test/');

function options(api: RunningApi): ConformanceOptions {
  return { model, url: api.url, credentials, projectId: inMemoryProject.projectId, stories: ownStories, outbox: api.outboxUrl, rate: 1000, allowUnimplemented: true };
}

/** Tells one story to an example with some handlers of its own. */
async function tellTo(handlers: InMemoryApiOptions['handlers'], more: Partial<ConformanceOptions> & { readonly only: readonly string[] }): Promise<RunResult> {
  const api = await startInMemoryApi({ handlers: { ...exampleHandlers, ...handlers }, validate: false });
  try {
    return await runConformance({ ...options(api), write: true, ...more });
  } finally {
    await api.close();
  }
}

/** A fetch that adds a member to every answer with a secret in it, so that the answer is found wrong and shown. */
const surprising: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const text = await response.text();
  const changed = /"(session_token|client_secret|secret|bearer_token)":"[^"]/.test(text) ? text.replace(/}$/, ',"surprise":true}') : text;
  return new Response(changed, { status: response.status, headers: response.headers });
};

/** A handler's answer that would not compile. */
function wrong(body: object): { status: 200; body: ReturnType<typeof JSON.parse> } {
  return { status: 200, body };
}

/** A handler that never answers; when the caller hangs up it fails, so that its server can close. */
function unanswered({ signal }: { readonly signal: AbortSignal }): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('The caller is gone.'))));
}

function errorsOf(result: RunResult): readonly string[] {
  return result.stories.flatMap((story) => story.steps.flatMap((step) => step.findings.filter((finding) => finding.severity === 'error').map((finding) => `${step.title}: ${finding.message}`)));
}

describe('the stateful example', () => {
  let api: RunningApi;
  let result: RunResult;

  beforeAll(async () => {
    api = await startInMemoryApi();
    result = await runConformance({ ...options(api), write: true, closed: true });
  }, 120_000);
  afterAll(() => api.close());

  it('does what the description says, in every story', () => {
    expect(errorsOf(result)).toEqual([]);
    expect(result.stories.map((story) => [story.name, story.outcome])).toEqual(
      ['reading', 'credentials', 'errors', 'invite', 'machines', 'members', 'organizations', 'passwords', 'scim', 'sso', 'totp'].map((name) => [name, 'passed']),
    );
    expect(hasPassed(result)).toBe(true);
    // Nothing but what it has no handler for was left out.
    for (const step of result.stories.flatMap((story) => story.steps)) if (step.outcome === 'skipped') expect(step.status).toBe(501);
  });

  it('has nothing left in it afterwards', () => {
    const { store, state } = api.services;
    expect([store.organizations.size, store.members.size, state.machines.size]).toEqual([0, 0, 0]);
  });

  it('is asked every call that only reads, with and without credentials', () => {
    const safe = model.operations.filter((operation) => operation.retry === 'safe');
    const steps = (name: string): readonly string[] => result.stories.find((story) => story.name === name)?.steps.map((step) => step.operationId) ?? [];
    expect(steps('reading')).toEqual(safe.map((operation) => operation.id));
    expect(steps('credentials')).toEqual(safe.filter((operation) => operation.security.every((requirement) => requirement.length > 0) && operation.security.length > 0).map((operation) => operation.id));
  });

  it('has its secrets and tokens in no report', async () => {
    // A report of failures shows the most: whole answers and requests.
    const failing = await runConformance({ ...options(api), write: true, closed: true, only: ['invite', 'machines', 'passwords', 'scim'], fetch: surprising });
    expect(errorsOf(failing)).toEqual(expect.arrayContaining(['A client is created: The body has /surprise, which is not documented.', 'Its token logs the member in: The body has /surprise, which is not documented.']));
    const secrets = [
      inMemoryProject.secret,
      Buffer.from(`${inMemoryProject.projectId}:${inMemoryProject.secret}`).toString('base64'),
      ...api.messages.map((message) => message.token),
      ...[...api.services.state.sessions.values()].flatMap(({ token, jwt }) => [token, jwt]),
      ...[...api.services.state.machines.values()].map((machine) => machine.secret),
      ...[...api.services.state.totps.values()].map((totp) => totp.secret),
    ];
    expect(secrets.length).toBeGreaterThan(10);
    for (const run of [result, failing]) {
      for (const report of [jsonReport(run, sameFile), junitReport(run, sameFile), prettyReport(run, sameFile)]) {
        for (const secret of secrets) expect(report.includes(secret)).toBe(false);
      }
    }
    expect(jsonReport(failing, sameFile)).toContain('[redacted]');
  });

  it('is only read from when nothing else was said', async () => {
    const before = api.log.length;
    const reading = await runConformance(options(api));
    const skipped = reading.stories.filter((story) => story.steps.length === 0);
    expect(skipped.map((story) => [story.name, story.reason])).toContainEqual(['organizations', 'It changes things; --write tells it.']);
    expect(skipped).toHaveLength(8);
    expect(reading.stories.filter((story) => story.outcome === 'passed').map((story) => story.name)).toEqual(['reading', 'credentials', 'errors']);
    const called = new Set(api.log.slice(before).map((entry) => ('operationId' in entry ? entry.operationId : undefined)));
    expect(called.size).toBeGreaterThan(20);
    for (const id of called) if (id !== undefined) expect(model.operations.find((operation) => operation.id === id)?.retry).toBe('safe');
  });

  it('skips what needs messages when there is no outbox', async () => {
    const { outbox: _outbox, ...without } = options(api);
    const told = await runConformance({ ...without, write: true, only: ['invite'] });
    expect(told.stories).toMatchObject([{ name: 'invite', outcome: 'skipped', reason: 'It needs an outbox.' }]);
    expect(hasPassed(told)).toBe(false);
  });
});

describe('an implementation that is wrong', { timeout: 60_000 }, () => {
  it('forgets to delete', async () => {
    const result = await tellTo({ deleteOrganization: ({ path }) => ({ status: 200, body: { organization_id: String(path.organization_id) } }) }, { only: ['organizations'] });
    expect(errorsOf(result)).toEqual(['And not found any more: getOrganization should answer 404, but answered 200.']);
    const step = result.stories[0]?.steps.find((one) => one.outcome === 'failed');
    expect(step?.file.endsWith('organizations.yaml')).toBe(true);
    expect(step?.position?.line).toBeGreaterThan(80);
  });

  it('fails inside', async () => {
    const broken = (): never => {
      throw new Error('boom');
    };
    const result = await tellTo({ getOrganization: broken }, { only: ['organizations'] });
    expect(errorsOf(result)[0]).toMatch(/^It is read by its id: getOrganization should succeed, but answered 500 \(internal_server_error\)\.$/);
  });

  it('leaves a field out, changes a type, and says more than it should', async () => {
    const broken: InMemoryApiOptions['handlers'] = {
      getOrganization: (call) => {
        const organization: object = { ...[...call.context.store.organizations.values()][0], mfa_policy: 5, surprise: true };
        Reflect.deleteProperty(organization, 'organization_name');
        return wrong({ organization });
      },
    };
    const result = await tellTo(broken, { only: ['organizations'] });
    expect(errorsOf(result)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^It is read by its id: \/organization must have required property 'organization_name'\.$/),
      expect.stringMatching(/^It is read by its id: \/organization\/mfa_policy must be .*, but is 5\.$/),
    ]));
    const warnings = result.stories.flatMap((story) => story.steps.flatMap((step) => step.findings.filter((finding) => finding.severity === 'warning')));
    expect(warnings[0]?.message).toBe('The body has /organization/surprise, which is not documented.');
    expect(errorsOf(await tellTo(broken, { only: ['organizations'], closed: true }))).toContain('It is read by its id: The body has /organization/surprise, which is not documented.');
  });

  it('takes a passcode twice', async () => {
    const { authenticateTotp } = exampleHandlers;
    if (authenticateTotp === undefined) throw new Error('The example has no TOTP.');
    const result = await tellTo(
      {
        authenticateTotp: (call) => {
          for (const [id, totp] of call.context.state.totps) call.context.state.totps.set(id, { ...totp, lastStep: 0 });
          return authenticateTotp(call);
        },
      },
      { only: ['totp'] },
    );
    expect(errorsOf(result)).toEqual(['It is good for one use: authenticateTotp should answer 401, but answered 200.']);
  });

  it('lets everybody in', async () => {
    const api = await startInMemoryApi();
    try {
      const open: typeof fetch = (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', `Basic ${Buffer.from(`${inMemoryProject.projectId}:${inMemoryProject.secret}`).toString('base64')}`);
        return fetch(input, { ...init, headers });
      };
      const result = await runConformance({ ...options(api), only: ['whoAmI'], fetch: open });
      expect(errorsOf(result)).toEqual(['GET /v1/debug/whoami: whoAmI should answer 400 or 401 or 403, but answered 200.']);
    } finally {
      await api.close();
    }
  });

  it('breaks in the prologue: the chapters are not told, and what was made is removed', async () => {
    const result = await tellTo({ createMember: ({ apiError }) => apiError('invalid_email', { email_address: 'ada' }) }, { only: ['passwords'] });
    const story = result.stories[0];
    expect(story?.outcome).toBe('failed');
    expect(story?.steps.filter((step) => step.phase === 'chapter').every((step) => step.outcome === 'skipped' && step.reason === 'The prologue failed.')).toBe(true);
    expect(story?.steps.at(-1)).toMatchObject({ phase: 'epilogue', operationId: 'deleteOrganization', outcome: 'passed' });
  });

  it('answers nothing: the run ends in time', async () => {
    const result = await tellTo({ whoAmI: unanswered }, { only: ['whoAmI'], timeout: 1 });
    expect(result.cutShort).toBe('time');
    expect(hasPassed(result)).toBe(false);
    expect(errorsOf(result)).toEqual(['GET /v1/debug/whoami: The run ended before the answer came.']);
  });

  it('is interrupted while it works: what was made is removed', async () => {
    const interruption = new AbortController();
    const getOrganization: typeof unanswered = (call) => {
      interruption.abort();
      return unanswered(call);
    };
    const result = await tellTo({ getOrganization }, { only: ['organizations'], signal: interruption.signal });
    expect(result.cutShort).toBe('interrupted');
    expect(result.stories[0]?.steps.at(-2)).toMatchObject({ phase: 'epilogue', operationId: 'deleteOrganization', outcome: 'passed' });
  });

  it('is not there', async () => {
    const gone = await startInMemoryApi();
    await gone.close();
    await expect(runConformance({ model, url: gone.url, credentials, only: ['whoAmI'] })).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(`Nobody answers at ${gone.url}.`) });
  });

  it('is told so in a JUnit report that is well-formed, whatever it answers', async () => {
    const hostile = `]]>"'<&\u0000\u001b[31m`;
    const result = await tellTo(
      { getOrganization: () => wrong({ organization: hostile }) },
      { only: ['organizations'] },
    );
    const elements = xmlElements(junitReport(result, sameFile));
    const { failed, skipped } = totalsOf(result);
    expect(elements.filter((name) => name === 'failure')).toHaveLength(failed);
    expect(elements.filter((name) => name === 'skipped')).toHaveLength(skipped);
    expect(elements.filter((name) => name === 'testcase')).toHaveLength(result.stories[0]?.steps.length ?? 0);
    const json: unknown = JSON.parse(jsonReport(result, sameFile));
    expect(json).toMatchObject({ ok: false, exitCode: 1, totals: { failed }, stories: [{ name: 'organizations', outcome: 'failed', file: 'test/stories/organizations.yaml' }] });
  });
});

it('leaves no story is a mistake that is told', async () => {
  await expect(runConformance({ model, url: 'http://127.0.0.1:9', credentials, stories: ownStories, only: ['nothing-of-the-kind'] })).rejects.toMatchObject({
    exitCode: 2,
    problems: [{ code: 'no-story', help: expect.stringContaining('organizations') }],
  });
});
