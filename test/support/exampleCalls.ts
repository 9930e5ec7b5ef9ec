/** Calls made from a description's examples: for every operation what to send and what must come back. */
import type { ApiModel, Content, Json, Operation, Parameter, Schema } from '../../generators/model/model.js';

/** One documented success of an operation. */
export interface ExampleCall {
  /** The key of the response's example; undefined for a response without a body. */
  readonly example: string | undefined;
  readonly status: number;
  /** One flat object as the SDK takes it: path, query and header parameters and the body's members. */
  readonly params: Readonly<Record<string, Json>>;
  /** The response's body. */
  readonly body: Json | undefined;
}

/** The successes that an operation's examples tell of. */
export function exampleCalls(operation: Operation): readonly ExampleCall[] {
  return operation.responses.flatMap((response): readonly ExampleCall[] => {
    // A call that a browser makes succeeds with a redirect.
    if (!/^[23]\d\d$/.test(response.status)) return [];
    const status = Number(response.status);
    const examples = response.contents.flatMap((content) => content.examples);
    if (response.contents.length === 0) return [{ example: undefined, status, params: exampleParams(operation), body: undefined }];
    return examples.map(({ key, value }) => ({ example: key, status, params: exampleParams(operation, key), body: value }));
  });
}

/** The parameters of a valid call, with the body of the named request example where there is one of that name. */
export function exampleParams(operation: Operation, example?: string): Readonly<Record<string, Json>> {
  const sent = operation.parameters.filter((parameter) => parameter.required);
  return { ...Object.fromEntries(sent.map((parameter) => [parameter.name, parameterExample(parameter)])), ...exampleBody(operation, example) };
}

/** The members of the named example of the request's body, or of its first. */
export function exampleBody(operation: Operation, example?: string): Readonly<Record<string, Json>> {
  const contents: readonly Content[] = operation.requestBody?.contents ?? [];
  const examples = contents.flatMap((content) => content.examples);
  const value = (examples.find(({ key }) => key === example) ?? examples[0])?.value;
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error(`The body of ${operation.id} is no object.`);
  return value;
}

/** A valid value for a parameter. */
export function parameterExample(parameter: Parameter): Json {
  const value = parameter.examples[0]?.value ?? schemaExample(parameter.schema);
  if (value === undefined) throw new Error(`The parameter ${parameter.name} has no example.`);
  return value;
}

/** The operation with this id. */
export function operationOf(model: ApiModel, id: string): Operation {
  const found = model.operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
}

function schemaExample(schema: Schema): Json | undefined {
  const own = schema.examples[0] ?? schema.constant?.value ?? schema.enum?.[0] ?? schema.default;
  if (own !== undefined) return own;
  for (const part of [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    const found = schemaExample(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
