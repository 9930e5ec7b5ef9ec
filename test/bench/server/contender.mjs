/** One contender in a process of its own: `node contender.mjs <name> <folder>`. Prints a JSON line when it listens. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , name, folder] = process.argv;
const api = JSON.parse(readFileSync(join(folder, 'api.json'), 'utf8'));
const example = JSON.parse(readFileSync(join(folder, 'organization.json'), 'utf8'));
const started = performance.now();

/** Every contender does the work of the API: an id for each request, in the body and in a header, and the credentials of HTTP Basic read. */
const newId = () => `request-id-test-${randomUUID()}`;
const answer = (id) => ({ request_id: id, status_code: 200, organization: example });

function isAllowed({ headers: { authorization = '' } }) {
  if (!/^basic /i.test(authorization)) return false;
  const text = Buffer.from(authorization.slice(6), 'base64').toString();
  const colon = text.indexOf(':');
  return text.slice(0, colon) === 'project' && text.slice(colon + 1) === 'secret';
}

const contenders = {
  /** Nothing but the protocol: no router, no validation. */
  async node() {
    const server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
        const id = newId();
        const body = JSON.stringify(answer(id));
        response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': id, 'content-length': Buffer.byteLength(body) }).end(body);
      });
    });
    return listening(server);
  },

  async generated() {
    const { createServer: create } = await import(pathToFileURL(join(folder, 'server/index.js')).href);
    const { listen } = await import(pathToFileURL(join(folder, 'server/node.js')).href);
    return serve(create, listen);
  },

  /** The same, bundled and minified, as many deploy it. */
  async 'generated, bundled'() {
    const { createServer: create, listen } = await import(pathToFileURL(join(folder, 'bundle/entry.js')).href);
    return serve(create, listen);
  },

  /** Fastify with the same schemas by hand; answers with JSON.stringify, as the generated server does. */
  fastify: () => fastifyByHand({}, (reply, body) => reply.serializer((value) => value).send(JSON.stringify(body))),

  /** The same in a process of its own: how far it is from the other tells how much of a difference is noise. */
  'fastify, once more': () => contenders.fastify(),

  /** The same with a serialiser compiled from the response's schema, which also leaves out what the schema does not name. */
  'fastify, response schema': () => {
    const schema = withLocalReferences(operations()[1].responses['200'].content['application/json'].schema);
    return fastifyByHand({ response: { 200: schema } }, (reply, body) => reply.send(body));
  },

  async 'fastify-openapi-glue'() {
    const { default: fastify } = await import('fastify');
    const { default: glue } = await import('fastify-openapi-glue');
    const app = fastify({ ajv: { customOptions: { strict: false } } });
    const handler = async (_request, reply) => {
      const id = newId();
      reply.header('x-request-id', id);
      return answer(id);
    };
    await app.register(glue, {
      specification: inlined(api),
      serviceHandlers: { createOrganization: handler, getOrganization: handler },
      securityHandlers: {
        basicAuth(request) {
          if (!isAllowed(request)) throw new Error('unauthorized');
        },
      },
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server.address().port;
  },

  async 'express-openapi-validator'() {
    const { default: express } = await import('express');
    const { default: validator } = await import('express-openapi-validator');
    const app = express();
    app.use(express.json());
    app.use(
      validator.middleware({ apiSpec: api, validateSecurity: { handlers: { basicAuth: (request) => isAllowed(request) } }, validateFormats: false }),
    );
    const handler = (_request, response) => {
      const id = newId();
      response.set('x-request-id', id).json(answer(id));
    };
    app.post('/v1/b2b/organizations', handler);
    app.get('/v1/b2b/organizations/:organization_id', handler);
    return listening(createServer(app));
  },

  'prism mock, 2 operations': () => prism('api.json', 'silent'),

  /** As `prism mock openapi.json` runs, which logs what it does. */
  'prism mock': () => prism('whole.json', 'info'),

  /** What our own `mock` command runs. */
  async 'mock command'() {
    const { startMock } = await import('../../../dist/generators/mock/index.js');
    return (await startMock({ input: join(folder, 'whole.json'), port: 0 })).port;
  },
};

const port = await contenders[name]();
const boot = performance.now() - started;
console.log(JSON.stringify({ port, boot }));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage().rss, cpuMicroseconds: user + system });
});

/** @returns the port of the generated server */
async function serve(create, listen) {
  const found = () => ({ status: 200, body: { organization: example } });
  const server = create(
    { createOrganization: found, getOrganization: found },
    { authenticate: { basicAuth: ({ username, password }) => (username === 'project' && password === 'secret' ? {} : undefined) } },
  );
  return (await listen(server)).port;
}

async function prism(document, verboseLevel) {
  const port = Number(process.env['PRISM_PORT']);
  const { createSingleProcessPrism } = await import('@stoplight/prism-cli/dist/util/createServer.js');
  await createSingleProcessPrism({
    dynamic: false, cors: false, host: '127.0.0.1', port, document: join(folder, document),
    multiprocess: false, errors: false, verboseLevel, ignoreExamples: false, jsonSchemaFakerFillProperties: true,
  });
  return port;
}

async function fastifyByHand(schemas, send) {
  const { default: fastify } = await import('fastify');
  const app = fastify({ ajv: { customOptions: { strict: false, removeAdditional: false, coerceTypes: false, allErrors: true } } });
  for (const [id, schema] of Object.entries(api.components.schemas)) app.addSchema(withLocalReferences({ ...schema, $id: id }));
  const [create, get] = operations();
  const check = async (request, reply) => {
    if (!isAllowed(request)) await reply.code(401).send({});
  };
  const handler = (_request, reply) => {
    const id = newId();
    reply.header('x-request-id', id).header('content-type', 'application/json; charset=utf-8');
    send(reply, answer(id));
  };
  app.post('/v1/b2b/organizations', { schema: { body: withLocalReferences(bodySchema(create)), ...schemas }, onRequest: check }, handler);
  app.get('/v1/b2b/organizations/:organization_id', { schema: { params: pathSchema(get), ...schemas }, onRequest: check }, handler);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app.server.address().port;
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}

function operations() {
  return [api.paths['/v1/b2b/organizations'].post, api.paths['/v1/b2b/organizations/{organization_id}'].get];
}

function bodySchema(operation) {
  return operation.requestBody.content['application/json'].schema;
}

function pathSchema(operation) {
  const parameters = operation.parameters.map((parameter) =>
    parameter.$ref === undefined ? parameter : api.components.parameters[parameter.$ref.split('/').at(-1)],
  );
  const properties = Object.fromEntries(parameters.map((parameter) => [parameter.name, withLocalReferences(parameter.schema)]));
  return { type: 'object', required: Object.keys(properties), properties };
}

/** `#/components/schemas/X` → `X#`, the references of Fastify's shared schemas. */
function withLocalReferences(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll(/"#\/components\/schemas\/([A-Za-z0-9_]+)"/g, '"$1#"'));
}

/** The document without references, for a library that does not follow them. */
function inlined(document, node = document, depth = 0) {
  if (Array.isArray(node)) return node.map((item) => inlined(document, item, depth + 1));
  if (typeof node !== 'object' || node === null) return node;
  if (typeof node.$ref === 'string' && depth < 60) {
    const target = node.$ref.slice(2).split('/').reduce((place, token) => place?.[token], document);
    return inlined(document, target, depth + 1);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inlined(document, value, depth + 1)]));
}
