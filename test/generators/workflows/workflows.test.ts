/** The workflows of this package: linted, carried out against the stateful example over HTTP, and shown as guides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ResponseChecker } from '../../../generators/conformance/check/response.js';
import { Caller } from '../../../generators/conformance/http/call.js';
import { Connection } from '../../../generators/conformance/http/connection.js';
import { Redactor } from '../../../generators/conformance/http/redaction.js';
import { totp } from '../../../generators/conformance/story/totp.js';
import type { Json } from '../../../generators/model/model.js';
import { packageRoot } from '../../../generators/package.js';
import { openDescription } from '../../../generators/pipeline.js';
import { renderMarkdown } from '../../../generators/text/markdown.js';
import { type WorkflowDocument, readWorkflow, readWorkflows } from '../../../generators/workflows/document.js';
import { workflowGuide, workflowGuides } from '../../../generators/workflows/guide.js';
import { lintWorkflows } from '../../../generators/workflows/lint.js';
import { runWorkflows } from '../../../generators/workflows/run.js';
import { type RunningApi, startInMemoryApi } from '../../support/inMemoryApi.js';
import { inMemoryProject } from '../../support/inMemoryOrganizations.js';
import { xmlElements } from '../../support/xml.js';

type Values = { readonly [name: string]: Json };

// The bundle that the generated server of the example was made from.
const { model } = await openDescription({ input: join(packageRoot, 'generated', 'openapi.yaml') });
const documents = readWorkflows();

describe('carried out', () => {
  let api: RunningApi;
  let caller: Caller;
  const signal = new AbortController().signal;
  const email = 'ada@example.com';
  /** The organization and member that some workflows begin with. */
  let organization_id: string;
  let member_id: string;

  /** A call outside of any workflow. */
  const call = async (id: string, params: Values, path: Values = {}): Promise<Json> => {
    const operation = model.operations.find((candidate) => candidate.id === id);
    if (operation === undefined) throw new Error(`There is no operation ${id}.`);
    const parameters = new Map(operation.parameters.filter(({ name }) => Object.hasOwn(path, name)).map((parameter) => [parameter, path[parameter.name] ?? null]));
    const { response, body = null } = await caller.call({ operation, parameters, body: params }, signal);
    expect(response.status).toBe(200);
    return body;
  };
  const member = (value: Json, ...names: readonly string[]): string => String(names.reduce<unknown>((found, name) => Reflect.get(Object(found), name), value));
  const lastToken = (): string => api.messages.at(-1)?.token ?? '';

  /** What each workflow is given: by people, by earlier workflows, and by the messages that were sent. */
  const givenTo: Readonly<Record<string, (outputs: ReadonlyMap<string, Values>) => Values | Promise<Values>>> = {
    sendDiscoveryLink: () => ({ email_address: 'new@example.com' }),
    finishDiscoverySignUp: () => ({ discovery_magic_links_token: lastToken(), organization_name: 'Newcomers' }),
    sendLoginLink: () => ({ organization_id, email_address: email }),
    logInWithLink: () => ({ magic_links_token: lastToken() }),
    sendPasswordReset: () => ({ organization_id, email_address: email }),
    resetPassword: () => ({ organization_id, email_address: email, password_reset_token: lastToken(), password: 'correct robot battery conveyor' }),
    registerAuthenticator: async () => ({ organization_id, member_id, session_token: await session() }),
    proveAuthenticator: async (outputs) => ({
      organization_id,
      member_id,
      session_token: await session(),
      code: totp(String(outputs.get('registerAuthenticator')?.['secret']), Date.now() / 1000),
    }),
    authorizeMachine: () => ({ project_id: inMemoryProject.projectId, client_name: 'Telemetry importer' }),
    rotateMachineSecret: () => ({ project_id: inMemoryProject.projectId }),
    setUpSaml: () => ({ organization_id, idp_entity_id: 'https://idp.example.com/entity', idp_sso_url: 'https://idp.example.com/sso', x509_certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' }),
    rotateScimToken: async () => {
      await call('createScimConnection', {}, { organization_id });
      return { organization_id };
    },
  };

  async function session(): Promise<string> {
    await call('sendLoginOrSignupEmail', { organization_id, email_address: email });
    return member(await call('authenticateMagicLink', { magic_links_token: lastToken() }), 'session_token');
  }

  beforeAll(async () => {
    api = await startInMemoryApi();
    caller = new Caller({
      connection: new Connection({ baseUrl: api.url, rate: 1000, requestTimeoutMs: 30_000 }),
      checker: new ResponseChecker(model, { closed: true }),
      redactor: new Redactor(),
      credentials: { basic: { username: inMemoryProject.projectId, password: inMemoryProject.secret } },
    });
  }, 60_000);
  beforeEach(async () => {
    organization_id = member(await call('createOrganization', { organization_name: 'Acme Robotics' }), 'organization', 'organization_id');
    member_id = member(await call('createMember', { email_address: email }, { organization_id }), 'member_id');
  });
  afterAll(() => api.close());

  const options = (): Parameters<typeof runWorkflows>[1] => ({
    model,
    caller,
    signal,
    inputs: (workflow, outputs) => {
      const given = givenTo[workflow.workflowId];
      if (given === undefined) throw new Error(`Nobody gives ${workflow.workflowId} its inputs.`);
      return given(outputs);
    },
  });

  it.each(documents.map((document) => [document.name, document] as const))('%s', { timeout: 60_000 }, async (_name, document) => {
    const outputs = await runWorkflows(document, options());
    expect([...outputs.keys()].sort()).toEqual(document.workflows.map((workflow) => workflow.workflowId).sort());
    for (const workflow of document.workflows) {
      const given = outputs.get(workflow.workflowId) ?? {};
      expect(Object.keys(given)).toEqual(Object.keys(workflow.outputs));
      for (const value of Object.values(given)) expect(value).not.toBe('');
    }
  });

  it('with a criterion that is not met: the step fails and says which', async () => {
    const document = changed('scim-rotation', "next_bearer_token_last_four == ''", "next_bearer_token_last_four != ''");
    await expect(runWorkflows(document, options())).rejects.toThrow(
      "rotateScimToken, step complete: `$response.body#/connection/next_bearer_token_last_four != ''` is not met by the answer 200.",
    );
  });

  it('with an error in the place of an answer: the criterion tells', async () => {
    await expect(runWorkflows(documentOf('scim-rotation'), { ...options(), inputs: () => ({ organization_id: 'nobody' }) })).rejects.toThrow(
      'rotateScimToken, step find: `$statusCode == 200` is not met by the answer 404.',
    );
  });
});

describe('linted', () => {
  it('without a finding', async () => {
    expect(documents.map((document) => document.name)).toEqual([
      'discovery-sign-up',
      'machine-to-machine',
      'magic-link-login',
      'mfa-with-totp',
      'password-reset',
      'scim-rotation',
      'sso-set-up',
    ]);
    expect(await lintWorkflows(documents, model)).toEqual([]);
  });

  it.each([
    ['an operation that does not exist', 'operationId: getScimConnection', 'operationId: getScimConection', 'There is no operation `getScimConection` in the description.'],
    ['a parameter that does not exist', 'name: connection_id', 'name: conection_id', 'startScimTokenRotation has no path parameter `conection_id`.'],
    ['an input that does not exist', 'value: $inputs.organization_id', 'value: $inputs.organisation_id', 'The workflow has no input `organisation_id`.'],
    ['a step that does not exist', '$steps.find.outputs.connection_id', '$steps.fnd.outputs.connection_id', 'There is no earlier step `fnd`.'],
    ['an output that does not exist', '$steps.find.outputs.connection_id', '$steps.find.outputs.id', '`find` has no output `id`.'],
    ['a place that no answer has', '$response.body#/connection/connection_id', '$response.body#/connexion/connection_id', 'No answer of getScimConnection has `/connexion/connection_id`.'],
    ['a condition that is none', 'condition: $statusCode == 200', 'condition: $statusCode = 200', '`= 200` in `$statusCode = 200` is not understood.'],
    ['what is not understood', '        operationId: getScimConnection', '        operationId: getScimConnection\n        operationPath: x', '`operationPath` of a step is not understood here.'],
  ])('with %s', async (_what, from, to, message) => {
    const problems = await lintWorkflows([changed('scim-rotation', from, to)], model);
    expect(problems.map((problem) => problem.message)).toContain(message);
    for (const problem of problems) expect(problem.position?.line).toBeGreaterThan(1);
  });

  it('with a structure that Redocly refuses', async () => {
    const problems = await lintWorkflows([changed('scim-rotation', 'sourceDescriptions:', 'sources:')], model);
    expect(problems.map((problem) => problem.code)).toContain('redocly/struct');
  });
});

describe('shown as a guide', () => {
  const resolve = (): string => '#';

  it('with a diagram and a link to every call', () => {
    const guides = workflowGuides(documents, model);
    expect([...guides.keys()]).toEqual(documents.map((document) => `workflow-${document.name}`));
    for (const document of documents) {
      const guide = guides.get(`workflow-${document.name}`) ?? '';
      for (const step of document.workflows.flatMap((workflow) => workflow.steps)) expect(guide).toContain(`(operation:${step.operationId})`);
      const html = renderMarkdown(guide, { resolve });
      expect(html).toContain('<figure class="sequence">');
      expect(html).not.toContain('```');
      // Well-formed, so that it means the same to every reader.
      expect(xmlElements(html.slice(html.indexOf('<svg'), html.indexOf('</svg>') + 6))[0]).toBe('svg');
      expect(renderMarkdown(guide, { resolve })).toBe(html);
    }
  });

  it('with hostile text in it, which stays text', () => {
    const hostile = `<script>alert(1)</script> -> "x": ]] \`\`\` [a](javascript:alert(1)) ==`;
    const document = documentOf('scim-rotation');
    const workflow = document.workflows[0];
    if (workflow === undefined) throw new Error('There is no workflow.');
    const html = renderMarkdown(
      workflowGuide({ ...document, title: hostile, summary: hostile, description: hostile, workflows: [{ ...workflow, summary: hostile, inputs: [{ name: hostile, required: true, description: hostile }] }, workflow] }, model),
      { resolve },
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain('href="javascript:');
  });
});

function documentOf(name: string): WorkflowDocument {
  const document = documents.find((candidate) => candidate.name === name);
  if (document === undefined) throw new Error(`There is no workflow ${name}.`);
  return document;
}

/** A document with one text in the place of another, everywhere. */
function changed(name: string, from: string, to: string): WorkflowDocument {
  const source = readFileSync(documentOf(name).file, 'utf8');
  expect(source).toContain(from);
  return readWorkflow(`${name}.arazzo.yaml`, source.replaceAll(from, to));
}
