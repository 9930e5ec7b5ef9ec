/** The Spectral ruleset for the bundle: spectral:oas whole, less what is switched off, and the rules of this description. */
import { assertValidRuleset, type RulesetDefinition, type RulesetFunction } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { distinctValues } from './distinctValues.js';
import { domainRules } from './domain/index.js';
import type { BundledDocument, Rule, RuleContext } from './rule.js';
import { spectralOff } from './switchedOff.js';

/**
 * The ruleset for a description that follows docs/authoring.md.
 *
 * @param document the bundle that it will run over
 */
export function bundleRuleset(document: BundledDocument, context: RuleContext): RulesetDefinition {
  return valid({
    extends: [[oas, 'all']],
    rules: {
      ...quickRules,
      ...Object.fromEntries(Object.keys(spectralOff).map((name) => [name, 'off'])),
      ...Object.fromEntries(domainRules.map((rule) => [rule.name, asSpectralRule(rule, document, context)])),
    },
  });
}

/** Rules of Spectral's that take a square of what they look at, done in another way. */
const quickRules = {
  'duplicated-entry-in-enum': {
    ...oas.rules['duplicated-entry-in-enum'],
    then: { field: 'enum', function: distinctValues },
  },
};

/** The ruleset for anybody's document: is it valid OpenAPI? */
export function structureRuleset(): RulesetDefinition {
  const tasteOrCost = ['oas3-valid-media-example', 'oas3-valid-schema-example', 'oas3-examples-value-or-externalValue', 'oas3-unused-component', 'oas3-api-servers', 'info-contact', 'info-description', 'operation-description', 'operation-operationId', 'operation-tags', 'operation-tag-defined', 'operation-operationId-unique', 'operation-success-response'];
  return valid({
    extends: [[oas, 'recommended']],
    rules: {
      ...quickRules,
      ...Object.fromEntries(tasteOrCost.map((name) => [name, 'off'])),
    },
  });
}

/** The published types of the rulesets and of the ruleset definition do not fit each other; the run-time check does. */
function valid(ruleset: unknown): RulesetDefinition {
  assertValidRuleset(ruleset, 'js');
  return ruleset;
}

/** The rule reads the bundle itself, not Spectral's copy of it: what is a reference there must be one here. */
function asSpectralRule(rule: Rule, document: BundledDocument, context: RuleContext): object {
  const check: RulesetFunction<unknown> = () => {
    try {
      return [...rule.check(document, context)].map(({ path, message, help }) => ({ path: [...path], message: help === undefined ? message : `${message}\n${help}` }));
    } catch (error) {
      // Spectral ends the whole run when a function throws.
      return [{ path: [], message: `The rule ${rule.name} failed: ${error instanceof Error ? error.message : String(error)}` }];
    }
  };
  return { given: '$', severity: rule.severity === 'error' ? 'error' : 'warn', resolved: false, message: '{{error}}', then: { function: check } };
}
