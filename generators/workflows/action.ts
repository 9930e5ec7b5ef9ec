/** What follows a step (Arazzo 1.0.1 §4.6.8 Success Action Object, §4.6.9 Failure Action Object). */
import type { Origin } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { escapeToken } from '../model/pointer.js';
import { type Criterion, criterionOf } from './criterion.js';
import { type JsonObject, list, object, words } from './values.js';

/** What is done when a step has succeeded, or has failed. */
export interface Action {
  readonly name: string;
  /** `retry` only after a failure. */
  readonly type: 'end' | 'goto' | 'retry';
  /** Where `goto` leads; what is carried out before a `retry`. At most one of the two. */
  readonly stepId?: string;
  readonly workflowId?: string;
  /** Seconds before a retry, where the answer does not say it itself. */
  readonly retryAfter: number;
  /** How often a retry is made before the step has failed. */
  readonly retryLimit: number;
  /** All of them must be met. */
  readonly criteria: readonly Criterion[];
  readonly origin: Origin;
}

/** Reads a list of actions, some of which may refer to `components` of the document. */
export function readActions(value: Json | undefined, components: JsonObject, origin: Origin): readonly Action[] {
  return list(value).map((entry, index) => {
    const reference = /^\$components\.(successActions|failureActions)\.([\w.-]+)$/.exec(words(object(entry)['reference']));
    const [, kind = '', name = ''] = reference ?? [];
    if (reference === null) return actionOf(object(entry), { file: origin.file, pointer: `${origin.pointer}/${index}` });
    return actionOf(object(object(components[kind])[name]), { file: origin.file, pointer: `/components/${kind}/${escapeToken(name)}` });
  });
}

function actionOf(action: JsonObject, origin: Origin): Action {
  const { name, type, stepId, workflowId, retryAfter, retryLimit, criteria } = action;
  return {
    name: words(name),
    type: (['goto', 'retry'] as const).find((known) => known === type) ?? 'end',
    ...(stepId === undefined ? {} : { stepId: words(stepId) }),
    ...(workflowId === undefined ? {} : { workflowId: words(workflowId) }),
    retryAfter: typeof retryAfter === 'number' && retryAfter > 0 ? retryAfter : 0,
    retryLimit: typeof retryLimit === 'number' ? retryLimit : 1,
    criteria: list(criteria).map((criterion) => criterionOf(object(criterion))),
    origin,
  };
}

/** The actions of a step, and those of its workflow that it does not override by a name. */
export function applicableActions(own: readonly Action[], ofWorkflow: readonly Action[]): readonly Action[] {
  return [...own, ...ofWorkflow.filter(({ name }) => !own.some((action) => action.name === name))];
}
