/** Compares who may make a call. */
import type { ApiModel, Operation, SecurityRequirement, SecurityScheme } from '../model/model.js';
import type { Findings, Scope } from './findings.js';
import { canonical } from './limits.js';

/** Compares the alternatives of an operation. One is known again by its schemes; scopes are compared within. */
export function compareSecurity(before: Operation, after: Operation, scope: Scope, findings: Findings): void {
  const [old, now] = [alternatives(before), alternatives(after)];
  const at = 'security';
  const [from, to] = [before.origin, after.origin];
  for (const [name, scopes] of old) {
    const others = now.get(name);
    if (others === undefined) {
      findings.add(scope, 'security-alternative-removed', { at, message: `It cannot be called with ${name} any more.`, old: from, new: to });
      continue;
    }
    for (const one of others) if (!scopes.has(one)) findings.add(scope, 'security-scope-added', { at, message: `With ${name} it takes the scope ${one} now.`, old: from, new: to });
    for (const one of scopes) if (!others.has(one)) findings.add(scope, 'security-scope-removed', { at, message: `With ${name} it does not take the scope ${one} any more.`, old: from, new: to });
  }
  for (const name of now.keys()) {
    if (!old.has(name)) findings.add(scope, 'security-alternative-added', { at, message: `It can be called with ${name} now.`, old: from, new: to });
  }
}

/** The scopes of each alternative, by the names of its schemes. Nothing at all is an alternative too. */
function alternatives({ security }: Operation): ReadonlyMap<string, ReadonlySet<string>> {
  const all: readonly SecurityRequirement[] = security.length === 0 ? [[]] : security;
  return new Map(
    all.map((requirement) => [
      requirement.map(({ scheme }) => scheme.name).sort().join(' and ') || 'no credentials',
      new Set(requirement.flatMap(({ scopes }) => scopes)),
    ]),
  );
}

/** Compares the schemes themselves. */
export function compareSecuritySchemes(old: ApiModel, now: ApiModel, findings: Findings): void {
  const remaining = new Map(now.securitySchemes.map((scheme) => [scheme.name, scheme]));
  for (const before of old.securitySchemes) {
    const scope = findings.scope({ kind: 'security scheme', name: before.name });
    const after = remaining.get(before.name);
    remaining.delete(before.name);
    const told = { old: schemeOrigin(old, before), new: after === undefined ? now.origin : schemeOrigin(now, after) };
    if (after === undefined) findings.add(scope, 'security-scheme-removed', { message: `The security scheme ${before.name} is gone.`, ...told });
    else {
      if (mechanics(before) !== mechanics(after)) findings.add(scope, 'security-scheme-changed', { message: `The credentials are ${described(after)} now; they were ${described(before)}.`, ...told });
      if (before.description !== after.description) findings.add(scope, 'description-changed', { message: 'Its description changed.', ...told });
    }
  }
  for (const after of remaining.values()) {
    findings.add(findings.scope({ kind: 'security scheme', name: after.name }), 'security-scheme-added', { message: `There is a security scheme ${after.name} now.`, old: old.origin, new: schemeOrigin(now, after) });
  }
}

function schemeOrigin(model: ApiModel, { name }: SecurityScheme): ApiModel['origin'] {
  const { file, pointer } = model.origin;
  return { file, pointer: `${pointer}/components/securitySchemes/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
}

function mechanics({ type, scheme, bearerFormat, in: place, parameterName, openIdConnectUrl, flows }: SecurityScheme): string {
  return canonical([type, scheme ?? '', bearerFormat ?? '', place ?? '', parameterName ?? '', openIdConnectUrl ?? '', flows ?? null]);
}

function described({ type, scheme, in: place, parameterName }: SecurityScheme): string {
  if (type === 'http') return `HTTP ${scheme ?? ''}`.trim();
  return type === 'apiKey' ? `the ${place ?? 'header'} ${parameterName ?? ''}`.trim() : type;
}
