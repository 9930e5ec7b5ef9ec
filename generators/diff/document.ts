/** Compares what is said of an API as a whole. */
import type { ApiModel, Server } from '../model/model.js';
import type { Findings } from './findings.js';
import { canonical } from './limits.js';
import type { RuleName } from './rules.js';

/** Compares title and version, servers, tags and webhooks. */
export function compareDocuments(before: ApiModel, after: ApiModel, findings: Findings): void {
  const scope = findings.scope({ kind: 'document' });
  const tell = (rule: RuleName, pointer: string, message: string): void => {
    const placed = ({ origin }: ApiModel): ApiModel['origin'] => ({ ...origin, pointer: `${origin.pointer}${pointer}` });
    findings.add(scope, rule, { at: pointer.slice(1), message, old: placed(before), new: placed(after) });
  };
  if (before.info.version !== after.info.version) tell('version-changed', '/info/version', `The version is ${after.info.version} now; it was ${before.info.version}.`);
  const words = (info: ApiModel['info']): string => canonical({ ...info, version: '' });
  if (words(before.info) !== words(after.info)) tell('description-changed', '/info', 'What is said of the API as a whole changed.');
  if (canonical(before.tags.map((tag) => ({ ...tag }))) !== canonical(after.tags.map((tag) => ({ ...tag })))) tell('tags-changed', '/tags', 'The tags changed.');
  compareServers(before.servers, after.servers, (rule, message) => tell(rule, '/servers', message));
  const oldHooks = webhookNames(before);
  const newHooks = webhookNames(after);
  for (const name of oldHooks) if (!newHooks.has(name)) tell('webhook-removed', '/webhooks', `The webhook ${name} is gone.`);
  for (const name of newHooks) if (!oldHooks.has(name)) tell('webhook-added', '/webhooks', `There is a webhook ${name} now.`);
}

function compareServers(before: readonly Server[], after: readonly Server[], tell: (rule: RuleName, message: string) => void): void {
  const remaining = new Map(after.map((server) => [server.url, server]));
  for (const server of before) {
    const other = remaining.get(server.url);
    remaining.delete(server.url);
    if (other === undefined) {
      tell('server-removed', `The server ${server.url} is gone.`);
      continue;
    }
    const variables = ({ variables: list }: Server): string => canonical(list.map(({ name, default: value, enum: values = [] }) => ({ name, value, values })));
    if (variables(server) !== variables(other)) tell('server-variable-changed', `The variables of ${server.url} changed.`);
  }
  for (const url of remaining.keys()) tell('server-added', `There is a server ${url} now.`);
}

function webhookNames({ webhooks }: ApiModel): ReadonlySet<string> {
  return new Set(webhooks.map(({ name }) => name));
}
