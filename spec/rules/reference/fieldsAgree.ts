import type { Json } from '../../../generators/model/model.js';
import { applying, followed, type FoundOperation, type JsonObject, listAt, objectAt, operationsOf, parametersOf, textAt } from '../reading.js';
import type { BundledDocument, DocumentPath, Finding, Rule } from '../rule.js';
import { type Member, membersOf, typesOf } from './members.js';
import type { Divergence, Reference, ReferenceCall, ReferenceField } from './reference.js';

/** A difference between the description and the facts. */
interface Difference {
  /** The place in the words of divergences.yaml. */
  readonly at: string;
  readonly path: DocumentPath;
  readonly message: string;
}

/** A field that differs from the vendor's own client breaks whoever moves from one to the other; a reason for it must be written down. */
export const fieldsAgree: Rule = {
  name: 'fields-agree',
  severity: 'error',
  summary: 'The fields of each call have the name, type and optionality of spec/reference/fields.yaml, or spec/reference/divergences.yaml says why not.',
  help: 'Correct the description, or add the place with its evidence to spec/reference/divergences.yaml.',
  *check(document, { reference }): Iterable<Finding> {
    if (reference === undefined) {
      return;
    }
    const unused = new Set(reference.divergences.flatMap(({ at }) => at));
    for (const { at, path, message } of new Comparison(document, reference).differences()) {
      const excused = reference.divergences.flatMap((divergence) => placesThatCover(divergence, at));
      excused.forEach((place) => unused.delete(place));
      if (excused.length === 0) {
        yield { path, message: `${message} (${at})` };
      }
    }
    for (const place of unused) {
      yield { path: [], message: `spec/reference/divergences.yaml excuses "${place}", where nothing differs.`, help: 'Remove the place.' };
    }
  },
};

function placesThatCover({ at }: Divergence, place: string): readonly string[] {
  return at.filter((pattern) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(place));
}

class Comparison {
  private readonly document: BundledDocument;
  private readonly reference: Reference;
  private readonly compared = new Map<JsonObject, Set<string>>();

  constructor(document: BundledDocument, reference: Reference) {
    this.document = document;
    this.reference = reference;
  }

  *differences(): Iterable<Difference> {
    const operations = new Map([...operationsOf(this.document)].map((operation) => [`${String(operation.path[2]).toUpperCase()} ${String(operation.path[1])}`, operation]));
    for (const call of this.reference.calls) {
      const operation = operations.get(`${call.method} ${call.path}`);
      if (operation === undefined) {
        yield { at: `${call.method} ${call.path}`, path: ['paths'], message: `${call.method} ${call.path} is not described.` };
      } else {
        yield* this.ofCall(operation, call);
      }
    }
  }

  private *ofCall(found: FoundOperation, call: ReferenceCall): Iterable<Difference> {
    const { operation, path, name } = found;
    if (textAt(operation, 'x-sdk-path') !== call.sdk) {
      yield { at: `${name} sdk`, path: [...path, 'x-sdk-path'], message: `The SDK calls ${name} ${call.sdk}.` };
    }
    if (listAt(operation, 'security').some((requirement) => /session/i.test(Object.keys(objectAt(requirement)).join())) !== call.memberSession) {
      yield { at: `${name} memberSession`, path: [...path, 'security'], message: `${name} takes ${call.memberSession ? 'the headers' : 'no header'} of a member's session.` };
    }
    yield* this.ofMembers(`${name} request`, call.request, this.requestMembers(found), path);
    const [success] = Object.entries(objectAt(operation, 'responses')).filter(([status]) => /^2/.test(status));
    const answer = success === undefined ? undefined : followed(this.document, success[1], [...path, 'responses', success[0]]);
    for (const [mediaType, media] of Object.entries(objectAt(answer?.value, 'content')).slice(0, 1)) {
      const place = [...(answer?.path ?? path), 'content', mediaType, 'schema'];
      yield* this.ofMembers(`${name} response`, call.response, membersOf(this.document, objectAt(media)['schema'], place), place);
    }
  }

  private requestMembers(found: FoundOperation): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>();
    for (const { parameter, path } of parametersOf(this.document, found)) {
      members.set(textAt(parameter, 'name') ?? '', { schema: parameter['schema'] ?? true, path, required: parameter['required'] === true });
    }
    const body = followed(this.document, found.operation['requestBody'], [...found.path, 'requestBody']);
    for (const [mediaType, media] of Object.entries(objectAt(body?.value, 'content')).slice(0, 1)) {
      const place = [...(body?.path ?? []), 'content', mediaType, 'schema'];
      membersOf(this.document, objectAt(media)['schema'], place).forEach((member, name) => members.set(name, member));
    }
    return members;
  }

  private *ofMembers(owner: string, type: string | undefined, members: ReadonlyMap<string, Member>, path: DocumentPath): Iterable<Difference> {
    const fields = this.reference.types.get(type ?? '') ?? new Map<string, ReferenceField>();
    if (type !== undefined && !this.reference.types.has(type)) {
      return;
    }
    for (const [name, field] of fields) {
      const member = members.get(name);
      const at = `${owner}.${name}`;
      if (member === undefined) {
        yield { at, path, message: `"${name}" is missing.` };
      } else if (member.required === field.optional) {
        yield { at, path: member.path, message: `"${name}" is ${field.optional ? 'optional' : 'required'} in the SDK.` };
      } else {
        yield* this.ofType(at, field.type, member.schema, member.path);
      }
    }
    for (const [name, member] of members) {
      if (!fields.has(name)) {
        yield { at: `${owner}.${name}`, path: member.path, message: `"${name}" is not known to the SDK.` };
      }
    }
  }

  private *ofType(at: string, type: string, schema: Json, path: DocumentPath): Iterable<Difference> {
    if (type === 'any' || this.alreadyCompared(type, schema)) {
      return;
    }
    const element = /^(.+)\[\]$/.exec(type)?.[1];
    const named = this.reference.types.has(type);
    const expected = element !== undefined ? 'array' : named || type.startsWith('map<') ? 'object' : type;
    const types = typesOf(this.document, schema);
    if ([...types].join() !== expected) {
      yield { at, path, message: `The SDK takes it for ${type}; here it is ${[...types].join(' or ') || 'anything'}.` };
    } else if (element !== undefined) {
      const items = applying(this.document, schema).find((part) => Object.hasOwn(part, 'items'))?.['items'];
      yield* this.ofType(at, element, items ?? true, [...path, 'items']);
    } else if (named) {
      yield* this.ofMembers(type, type, membersOf(this.document, schema, path), path);
    }
  }

  /** A type is compared once with each schema that it meets; recursive types end so, too. */
  private alreadyCompared(type: string, schema: Json): boolean {
    const target = followed(this.document, schema, [])?.value;
    const known = (target === undefined ? undefined : this.compared.get(target)) ?? new Set<string>();
    if (target !== undefined) {
      this.compared.set(target, known);
    }
    return known.has(type) || !known.add(type);
  }
}
