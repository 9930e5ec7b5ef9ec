/** Works out, before anything is printed, what every call is called and where it goes. */
import type { Problem } from '../diagnostics.js';
import { FileNames } from '../fileNames.js';
import type { OutputFile } from '../generator.js';
import { PieceKind } from '../incremental/pieces.js';
import type { ApiModel, Operation } from '../model/model.js';
import { takeFree } from '../typescript/identifiers.js';
import type { TypeScriptNames } from '../typescript/names.js';
import { typeScriptNames } from '../typescript/names.js';
import { TypeScriptPrinter } from '../typescript/print.js';
import type { LinkPrinter } from '../typescript/tsdoc.js';
import { typeLinks } from '../typescript/tsdoc.js';
import { type CredentialPlan, isRedirect, keysInUrl, planCredentials } from './credentials.js';
import { type SchemaForms, schemaForms } from './forms.js';
import { planParams, type ParamsPlan } from './params.js';
import { helperValues, runtimeValues, takenNames } from './runtimeNames.js';
import { planServer, type ServerPlan } from './servers.js';
import type { SdkSettings } from './settings.js';

/** How a call is made: an ordinary one, one that comes in pages, or one that a browser makes and that answers with a redirect. */
export type CallKind = 'call' | 'paged' | 'redirect';

/** One call of the SDK. */
export interface SdkOperation {
  readonly operation: Operation;
  readonly kind: CallKind;
  /** The standalone function: `createOrganization`. */
  readonly value: string;
  /** The prefix of its types in types/: `CreateOrganization`. */
  readonly prefix: string;
  readonly paramsType: string;
  readonly errorType: string;
  readonly params: ParamsPlan;
  /** What the call gives: the name it is declared under, where its type is more than a name. */
  readonly responseType: string;
  readonly server: ServerPlan | undefined;
  /** The header that carries the key of a call that may be sent twice and counts once. */
  readonly idempotencyHeader: string | undefined;
  /** Public keys that are part of the URL of a call that a browser makes. */
  readonly keys: readonly CredentialPlan[];
  /** Security alternatives. */
  readonly security: readonly (readonly CredentialPlan[])[];
}

/** The calls below one top-level resource; they share a file in operations/ and one in resources/. */
export interface SdkGroup {
  /** The file's name without extension. */
  readonly file: string;
  readonly operations: readonly SdkOperation[];
}

/** Everything the printers of this target share. */
export interface SdkPlan {
  readonly model: ApiModel;
  /** Stands for runs in the same process that follow one another. */
  readonly session: object | undefined;
  readonly settings: SdkSettings;
  readonly names: TypeScriptNames;
  readonly forms: SchemaForms;
  readonly printer: TypeScriptPrinter;
  readonly link: LinkPrinter;
  readonly credentials: readonly CredentialPlan[];
  readonly groups: readonly SdkGroup[];
  readonly operations: ReadonlyMap<Operation, SdkOperation>;
  /** True when some call can be made on behalf of a member. */
  readonly memberSessions: boolean;
  /** The page of each operation in the documentation. */
  readonly pages: ReadonlyMap<Operation, string>;
  readonly toolVersion: string;
  readonly problems: readonly Problem[];
}

/** The printed files. */
const filePieces = new PieceKind<OutputFile>();

/** @param toolVersion the version that the User-Agent header names */
export function planSdk(model: ApiModel, settings: SdkSettings, toolVersion: string, session?: object): SdkPlan {
  const names = typeScriptNames(model);
  const problems: Problem[] = [];
  const used = model.operations.filter((operation) => operation.method !== 'TRACE');
  for (const operation of model.operations) {
    if (operation.method !== 'TRACE') continue;
    problems.push({ code: 'unsupported-method', severity: 'warning', message: `The SDK leaves out ${operation.id}: fetch does not send TRACE.`, origin: operation.origin });
  }
  const credentials = planCredentials(model, settings, problems);
  const forms = schemaForms(model, names);
  // One set for types and functions: in scripts without capitals, or after a digit, a schema and a call may come to the same name.
  const taken = new Set<string>([...takenNames, ...forms.forms.map(({ name }) => name), settings.className]);
  const values = new Set([...helperValues, ...runtimeValues, ...credentials.map((credential) => credential.value)]);
  const operations = new Map<Operation, SdkOperation>();
  for (const operation of used) {
    const prefix = names.operationType(operation);
    const wanted = names.operationValue(operation);
    const value = takeFree(values.has(wanted) || taken.has(wanted) ? `${wanted}Call` : wanted, taken);
    const server = planServer(operation, model, problems);
    const idempotencyHeader = operation.parameters.find(({ name, in: place }) => place === 'header' && /^idempotency-key$/i.test(name))?.name;
    operations.set(operation, {
      operation,
      kind: kindOf(operation),
      value,
      prefix,
      paramsType: takeFree(`${prefix}Params`, taken),
      errorType: takeFree(`${prefix}Error`, taken),
      responseType: takeFree(`${prefix}Response`, taken),
      server,
      idempotencyHeader,
      params: planParams(withoutHeader(operation, idempotencyHeader), server, settings.defaults, problems),
      keys: isRedirect(operation) ? credentials.filter(({ scheme }) => keysInUrl(operation).includes(scheme)) : [],
      security: isRedirect(operation) ? [] : securityOf(operation, credentials),
    });
  }
  return {
    model,
    session,
    settings,
    names,
    forms,
    printer: new TypeScriptPrinter(filePieces.of(session, () => '')),
    link: typeLinks(model, names),
    credentials,
    groups: groupsOf([...operations.values()]),
    operations,
    memberSessions: credentials.some(({ memberSession }) => memberSession !== undefined),
    pages: pagesOf(model),
    toolVersion,
    problems,
  };
}

/** An operation without the header that is an option of the call. */
function withoutHeader(operation: Operation, header: string | undefined): Operation {
  return header === undefined ? operation : { ...operation, parameters: operation.parameters.filter(({ name, in: place }) => place !== 'header' || name !== header) };
}

function kindOf(operation: Operation): CallKind {
  if (isRedirect(operation)) return 'redirect';
  return operation.pagination === undefined ? 'call' : 'paged';
}

/** Alternatives that name a scheme the SDK cannot serve are left out; when that leaves none, the call goes without. */
function securityOf(operation: Operation, credentials: readonly CredentialPlan[]): readonly (readonly CredentialPlan[])[] {
  return operation.security
    .map((requirement) => requirement.map(({ scheme }) => scheme).filter(({ type }) => type !== 'mutualTLS'))
    .map((schemes) => schemes.map(({ name }) => credentials.find(({ scheme }) => scheme.name === name)))
    .filter((alternative) => alternative.every((credential) => credential !== undefined));
}

function groupsOf(operations: readonly SdkOperation[]): readonly SdkGroup[] {
  const groups = new Map<string, SdkOperation[]>();
  for (const planned of operations) {
    const { sdkPath } = planned.operation;
    const name = sdkPath.length > 1 ? (sdkPath[0] ?? '') : '';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [planned]);
    else group.push(planned);
  }
  const files = new FileNames(['index']);
  return [...groups].map(([name, members]) => ({ file: files.take(name === '' ? 'client' : name), operations: members }));
}

function pagesOf(model: ApiModel): ReadonlyMap<Operation, string> {
  const pages = new Map<Operation, string>();
  const visit = (groups: ApiModel['navigation']): void => {
    for (const group of groups) {
      for (const page of group.pages) if (page.kind === 'operation' && !pages.has(page.operation)) pages.set(page.operation, page.slug);
      visit(group.groups);
    }
  };
  visit(model.navigation);
  return pages;
}

