/** The M2M group, in memory: clients, their secrets, and the tokens they get (RFC 6749 §4.4). */
import type { Handlers } from '../../../generated/server/index.js';
import type { M2MClient, M2MSearchFilter } from '../../../generated/types/index.js';
import type { ExampleEnvironment, Machine } from './example.js';
import { unsignedJwt } from './logins.js';
import { meets, pageOf } from './search.js';
import { mergeMetadata, present } from './store.js';

type MachineOperation =
  | 'createM2MClient'
  | 'getM2MClient'
  | 'searchM2MClients'
  | 'updateM2MClient'
  | 'deleteM2MClient'
  | 'startM2MClientSecretRotation'
  | 'rotateM2MClientSecret'
  | 'cancelM2MClientSecretRotation'
  | 'requestAccessToken';

const lifetime = 3600;

export const machineHandlers: Pick<Handlers<ExampleEnvironment>, MachineOperation> = {
  createM2MClient: ({ body, context: { state, newId, secret }, apiError }) => {
    const { client_id = newId('m2m-client'), client_secret = secret(), client_name = '', client_description = '', scopes, trusted_metadata } = body;
    if (state.machines.has(client_id)) return apiError('duplicate_m2m_client_id', { client_id });
    const client: M2MClient = {
      client_id,
      client_name,
      client_description,
      status: 'active',
      scopes,
      client_secret_last_four: lastFour(client_secret),
      next_client_secret_last_four: null,
      trusted_metadata: mergeMetadata({}, trusted_metadata),
    };
    state.machines.set(client_id, { client, secret: client_secret });
    return { status: 200, body: { m2m_client: { ...client, client_secret } } };
  },

  getM2MClient: ({ path: { client_id }, context: { state }, apiError }) => {
    const machine = state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    return { status: 200, body: { m2m_client: machine.client } };
  },

  searchM2MClients: ({ body, context: { state }, apiError }) => {
    const clients = [...state.machines.values()].map(({ client }) => client);
    const page = pageOf(clients.filter((client) => meets(body.query, (filter) => clientMeets(client, filter))), body.cursor, body.limit);
    if (page === undefined) return apiError('invalid_argument', { argument: 'cursor' });
    return { status: 200, body: { m2m_clients: page.items, results_metadata: page.results_metadata } };
  },

  updateM2MClient: ({ path: { client_id }, body, context: { state }, apiError }) => {
    const machine = state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    const trusted_metadata = mergeMetadata(machine.client.trusted_metadata ?? {}, body.trusted_metadata);
    const client: M2MClient = { ...machine.client, ...present(body), trusted_metadata };
    state.machines.set(client_id, { ...machine, client });
    return { status: 200, body: { m2m_client: client } };
  },

  deleteM2MClient: ({ path: { client_id }, context: { state }, apiError }) => {
    if (!state.machines.delete(client_id)) return apiError('m2m_client_not_found', { client_id });
    return { status: 200, body: { client_id } };
  },

  startM2MClientSecretRotation: ({ path: { client_id }, context: { state, secret }, apiError }) => {
    const machine = state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    if (machine.nextSecret !== undefined) return apiError('m2m_client_already_rotating_secret');
    const nextSecret = secret();
    const client = { ...machine.client, next_client_secret_last_four: lastFour(nextSecret) };
    state.machines.set(client_id, { ...machine, client, nextSecret });
    return { status: 200, body: { m2m_client: { ...client, next_client_secret: nextSecret } } };
  },

  rotateM2MClientSecret: ({ path: { client_id }, context: { state }, apiError }) => {
    const machine = state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    if (machine.nextSecret === undefined) return apiError('m2m_client_not_rotating_secret');
    const client = { ...machine.client, client_secret_last_four: lastFour(machine.nextSecret), next_client_secret_last_four: null };
    state.machines.set(client_id, { client, secret: machine.nextSecret });
    return { status: 200, body: { m2m_client: client } };
  },

  cancelM2MClientSecretRotation: ({ path: { client_id }, context: { state }, apiError }) => {
    const machine = state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    if (machine.nextSecret === undefined) return apiError('m2m_client_not_rotating_secret');
    const client = { ...machine.client, next_client_secret_last_four: null };
    state.machines.set(client_id, { client, secret: machine.secret });
    return { status: 200, body: { m2m_client: client } };
  },

  requestAccessToken: ({ body, context, apiError }) => {
    if (body.grant_type !== 'client_credentials') return apiError('idp_auth_code_not_found');
    const { client_id = '' } = body;
    const machine = context.state.machines.get(client_id);
    if (machine === undefined) return apiError('m2m_client_not_found', { client_id });
    if (machine.client.status !== 'active' || !isSecretOf(machine, body.client_secret)) return apiError('invalid_client_secret');
    const wanted = body.scope?.split(' ') ?? machine.client.scopes;
    if (wanted.some((scope) => !machine.client.scopes.includes(scope))) return apiError('oauth_invalid_scope_requested');
    const scope = wanted.join(' ');
    const access_token = unsignedJwt(context, { sub: machine.client.client_id, scope, exp: Math.floor(context.seconds()) + lifetime });
    return { status: 200, body: { access_token, token_type: 'bearer', expires_in: lifetime, scope } };
  },
};

/** While the secret is being rotated, both are good. */
function isSecretOf({ secret, nextSecret }: Machine, given: string | undefined): boolean {
  return given !== undefined && (given === secret || given === nextSecret);
}

function clientMeets(client: M2MClient, filter: M2MSearchFilter): boolean {
  switch (filter.filter_name) {
    case 'client_id':
      return filter.filter_value.includes(client.client_id);
    case 'client_name':
      return filter.filter_value.includes(client.client_name);
    case 'scopes':
      return filter.filter_value.every((scope) => client.scopes.includes(scope));
  }
}

function lastFour(secret: string): string {
  return secret.slice(-4);
}
