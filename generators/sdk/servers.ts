/** Calls that go to a host of their own: those of a path or an operation with `servers` (OAS 3.1 §4.8.5). */
import type { Problem } from '../diagnostics.js';
import type { ApiModel, Operation, Parameter, Schema, Server } from '../model/model.js';

/** Where a call goes unless the client has a `baseUrl`. */
export interface ServerPlan {
  /** An https URL without a trailing slash; may hold `{variables}`. */
  readonly url: string;
  /** The variables in it, as parameters: a call may give them. */
  readonly variables: readonly Parameter[];
  /** What variables are when a call does not give them. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** The server of a call, where it is not that of the whole API. */
export function planServer(operation: Operation, { servers }: ApiModel, problems: Problem[]): ServerPlan | undefined {
  const [own] = operation.servers;
  if (own === undefined || operation.servers === servers || own.url === servers[0]?.url) return undefined;
  const filled = fillVariables(own);
  if (!URL.canParse(filled) || !filled.startsWith('https:')) {
    const message = `The SDK sends ${operation.id} to the client's base URL: its own server ${JSON.stringify(own.url)} is no https URL.`;
    problems.push({ code: 'unsupported-server', severity: 'warning', message, origin: operation.origin });
    return undefined;
  }
  const inUrl = own.variables.filter(({ name }) => own.url.includes(`{${name}}`));
  return {
    url: own.url.replace(/\/+$/, ''),
    variables: inUrl.map((variable) => variableParameter(variable, operation)),
    defaults: new Map(inUrl.map((variable) => [variable.name, variable.default])),
  };
}

/** A server's URL with the defaults of its variables filled in. */
export function fillVariables({ url, variables }: Server): string {
  return variables.reduce((text, { name, default: value }) => text.replaceAll(`{${name}}`, value), url);
}

function variableParameter({ name, description, enum: values }: Server['variables'][number], { origin }: Operation): Parameter {
  const schema: Schema = {
    pointer: `${origin.pointer}/servers/0/variables/${name}`,
    origin,
    recursive: false,
    types: ['string'],
    ...(values === undefined ? {} : { enum: values }),
    examples: [],
    deprecated: false,
    readOnly: false,
    writeOnly: false,
    sensitive: false,
    enumDescriptions: {},
    extensions: {},
  };
  return {
    name,
    in: 'path',
    required: false,
    deprecated: false,
    ...(description === undefined ? {} : { description }),
    style: 'simple',
    explode: false,
    allowReserved: false,
    schema,
    examples: [],
    extensions: {},
    origin,
  };
}
