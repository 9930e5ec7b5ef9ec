/** The Spectral ruleset for the bundle: spectral:oas whole, less what is switched off, and the rules of this description. */
import { assertValidRuleset, type RulesetDefinition, type RulesetFunction } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { isJsonObject } from '../../generators/model/pointer.js';
import { domainRules } from './domain/index.js';
import type { JsonValue, Rule, RuleContext } from './rule.js';
import { spectralOff } from './switchedOff.js';

/** The ruleset for a description that follows docs/authoring.md. */
export function bundleRuleset(context: RuleContext): RulesetDefinition {
  return valid({
    extends: [[oas, 'all']],
    rules: {
      ...Object.fromEntries(Object.keys(spectralOff).map((name) => [name, 'off'])),
      ...Object.fromEntries(domainRules.map((rule) => [rule.name, asSpectralRule(rule, context)])),
    },
  });
}

/** The ruleset for anybody's document: is it valid OpenAPI? */
export function structureRuleset(): RulesetDefinition {
  const tasteOrCost = ['oas3-valid-media-example', 'oas3-valid-schema-example', 'oas3-unused-component', 'oas3-api-servers', 'info-contact', 'info-description', 'operation-description', 'operation-operationId', 'operation-tags', 'operation-tag-defined', 'operation-operationId-unique', 'operation-success-response'];
  return valid({
    extends: [[oas, 'recommended']],
    rules: {
      ...Object.fromEntries(tasteOrCost.map((name) => [name, 'off'])),
    },
  });
}

/** The published types of the rulesets and of the ruleset definition do not fit each other; the run-time check does. */
function valid(ruleset: unknown): RulesetDefinition {
  assertValidRuleset(ruleset, 'js');
  return ruleset;
}

function asSpectralRule(rule: Rule, context: RuleContext): object {
  const check: RulesetFunction<JsonValue> = (document) => {
    if (!isJsonObject(document)) {
      return [];
    }
    try {
      return [...rule.check(document, context)].map(({ path, message, help }) => ({ path: [...path], message: help === undefined ? message : `${message}\n${help}` }));
    } catch (error) {
      // Spectral ends the whole run when a function throws.
      return [{ path: [], message: `The rule ${rule.name} failed: ${error instanceof Error ? error.message : String(error)}` }];
    }
  };
  return { given: '$', severity: rule.severity === 'error' ? 'error' : 'warn', resolved: false, message: '{{error}}', then: { function: check } };
}
