/** The target `postman`: a Postman Collection v2.1, and an environment for each server. */
import type { Generator, OutputFile } from '../generator.js';
import type { ApiModel, Content, Example, NavigationGroup, Operation, Server } from '../model/model.js';
import { ownDependencies, PieceKind, requestDependencies } from '../incremental/pieces.js';
import type { Pieces } from '../incremental/pieces.js';
import { printJsonBytes, type PrintedJson } from '../text/json.js';
import { collectionAuth, collectionScheme, credentialVariables } from './auth.js';
import type { Collection, Environment, Folder, Item, Variable } from './format.js';
import { incomingFolders, incomingItem, receiverVariable } from './incoming.js';
import { callOf, printItem } from './request.js';
import type { RequestPrinting } from './request.js';
import { addressesOf, descriptionPrinter } from './text.js';

/** Writes collection.json, and environments/<n>.json where the description names servers. Credentials are variables without values. */
export const postman: Generator = {
  name: 'postman',
  summary: 'A Postman collection',
  requires: [],
  generate(model, { session }) {
    const contents = session === undefined ? collectionText(model) : collectionBytes(model, session);
    return { files: [{ path: 'collection.json', contents }, ...printEnvironments(model)], problems: [] };
  },
};

/** The item of an operation. */
const itemPieces = new PieceKind<Item>();

/** Stands for what an item shows of an operation's answers, as long as they are the same objects, and as long as they show the same. */
const answerPieces = { same: new PieceKind<object>(), alike: new PieceKind<object>() };

/** The text of collection.json. */
export function collectionText(model: ApiModel): string {
  return jsonText(printCollection(model, undefined));
}

/** What the runs of one watcher printed of the items. */
const printedBefore = new WeakMap<object, PrintedJson>();

/** The whole file, where every item is the one of the run before. */
const filePieces = new PieceKind<Buffer>();

/** The same in UTF-8, with what the last run of a session printed. */
function collectionBytes(model: ApiModel, session: object): Buffer {
  const known: PrintedJson = printedBefore.get(session) ?? new WeakMap();
  printedBefore.set(session, known);
  const collection = printCollection(model, session);
  return filePieces.of(session, () => '').get('collection.json', () => partsOf(collection), () => printJsonBytes(collection, known, isItem));
}

/** What a collection consists of: its requests, and the text of all that holds them. */
function partsOf(collection: Collection): readonly unknown[] {
  const items: Item[] = [];
  const rest = JSON.stringify(collection, (_key, value: unknown) => {
    if (!isItem(value)) return value;
    items.push(value);
    return null;
  });
  return [rest, ...items];
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && 'request' in value;
}

function printCollection(model: ApiModel, session: object | undefined): Collection {
  const describe = descriptionPrinter(model);
  const collection = collectionScheme(model);
  const pieces = itemPieces.of(session, () => JSON.stringify([[...addressesOf(model)], model.securitySchemes, collection?.name]));
  const answers = { same: answerPieces.same.of(session, () => ''), alike: answerPieces.alike.of(session, () => '') };
  const printing: ItemPrinting = { collection, describe, pieces, answers };
  const auth = collectionAuth(model);
  const listed = new Set<Operation>();
  const folders = model.navigation.flatMap((group) => printFolder(group, model, printing, listed));
  const others = model.operations.filter((operation) => !listed.has(operation));
  return {
    info: {
      name: model.info.title,
      description: describe(model.info.description ?? model.info.summary ?? ''),
      version: model.info.version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [
      ...folders,
      ...(others.length === 0 ? [] : [{ name: 'Other', item: others.map((operation) => itemOf(operation, undefined, printing)) }]),
      ...incomingFolders(model, listed, printing),
    ],
    ...(auth === undefined ? {} : { auth }),
    variable: [baseUrl(model.servers[0]), ...receiverVariable(model), ...credentialVariables(model)],
  };
}

/** A folder for a heading of the documentation, if any request is under it. */
function printFolder(group: NavigationGroup, model: ApiModel, printing: ItemPrinting, listed: Set<Operation>): readonly Folder[] {
  const items = group.pages.flatMap((page) => {
    if (page.kind === 'webhook') {
      listed.add(page.webhook);
      return [incomingItem(page.webhook, page.title, printing)];
    }
    if (page.kind !== 'operation') return [];
    listed.add(page.operation);
    return [itemOf(page.operation, page.title, printing)];
  });
  const item = [...items, ...group.groups.flatMap((inner) => printFolder(inner, model, printing, listed))];
  if (item.length === 0) return [];
  const description = model.tags.find(({ name }) => name === group.title)?.description;
  return [{ name: group.title, ...(description === undefined ? {} : { description: printing.describe(description) }), item }];
}

/** What printing items takes. */
type ItemPrinting = RequestPrinting & { readonly pieces: Pieces<Item>; readonly answers: { readonly same: Pieces<object>; readonly alike: Pieces<object> } };

function itemOf(operation: Operation, title: string | undefined, printing: ItemPrinting): Item {
  const name = title ?? operation.summary ?? operation.id;
  return printing.pieces.get(`${operation.method} ${operation.path} ${name}`, () => itemDependencies(operation, printing), () => printItem(operation, name, callOf(operation), printing));
}

/** What an item depends on. */
function itemDependencies(operation: Operation, { answers }: ItemPrinting): readonly unknown[] {
  const { parameters, requestBody } = operation;
  return [
    ...[...ownDependencies(operation), ...requestDependencies(operation)],
    ...parameters.flatMap(({ examples }) => ofExamples(examples)),
    ...ofContents(requestBody?.contents ?? []),
    answersOf(operation, answers),
  ];
}

/** Of answers an item shows the examples, whatever schema they are of. */
function answersOf({ method, path, responses }: Operation, { same, alike }: ItemPrinting['answers']): object {
  const key = `${method} ${path}`;
  const answers = same.get(key, () => responses, () =>
    alike.get(key, () => responses.flatMap(({ status, description, contents }) => [status, description, ...ofContents(contents)]), () => ({})),
  );
  alike.keep(key);
  return answers;
}

function ofContents(contents: readonly Content[]): readonly unknown[] {
  return contents.flatMap(({ mediaType, examples }) => [mediaType, ...ofExamples(examples)]);
}

function ofExamples(examples: readonly Example[]): readonly unknown[] {
  return examples.flatMap(({ key, summary, value }) => [key, summary, value]);
}

function baseUrl(server: Server | undefined): Variable {
  const description = server?.description === undefined ? {} : { description: server.description };
  return { key: 'baseUrl', value: serverUrl(server), type: 'string', ...description };
}

/** The address with its variables' defaults filled in, without a slash at its end. */
function serverUrl(server: Server | undefined): string {
  const url = server?.variables.reduce((filled, { name, default: value }) => filled.replaceAll(`{${name}}`, () => value), server.url) ?? '';
  return url.replace(/\/+$/, '').replace(/\{(?=\{)/g, '{ ');
}

function printEnvironments(model: ApiModel): readonly OutputFile[] {
  return model.servers.map((server, index) => {
    const environment: Environment = {
      name: `${model.info.title}: ${server.description?.split(/[.\n]/)[0] ?? server.url}`,
      values: [
        { key: 'baseUrl', value: serverUrl(server), type: 'default', enabled: true },
        ...credentialVariables(model).map(({ key }) => ({ key, value: '', type: 'secret' as const, enabled: true as const })),
      ],
      _postman_variable_scope: 'environment',
    };
    return { path: `environments/${index + 1}.json`, contents: jsonText(environment) };
  });
}

function jsonText(value: Collection | Environment): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
