/** The forms in which a check is offered to users. */
import { isObject, type Check, type Place } from './run.js';
import type {
  Assert,
  Is,
  OperationValidators,
  RequestValidators,
  StandardResult,
  StandardSchemaV1,
  Validate,
  ValidationIssue,
} from './types.js';

/** Thrown by `assert…` functions. */
export class ValidationError extends Error {
  readonly issues: readonly ValidationIssue[];

  /** @param issues at least one; their sentences make the message */
  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map((issue) => issue.message).join(' '));
    this.name = 'ValidationError';
    this.issues = issues;
  }
}

/**
 * The `validate…` form of a check, which vouches for the type. Only what fails, or is held to more than its description, is asked
 * why: at a place whose issues are written down, in words; of a long text only its beginning, which lacks the closing quote. No more than 100 of them, since a large hostile value must not make a
 * larger answer.
 */
export const validator =
  <T>(check: Check): Validate<T> =>
  (value, { all, closed = (asItIs: Check) => asItIs } = {}) => {
    const issues: ValidationIssue[] = [];
    const placeAt = (pointer: string, hidden?: boolean): Place => ({
      enter: (key) => placeAt(pointer + '/' + String(key).replace(/~/g, '~0').replace(/\//g, '~1'), hidden),
      hide: () => placeAt(pointer, true),
      fail(wrong, keyword, expected) {
        const received =
          wrong === undefined
            ? 'missing'
            : isObject(wrong)
              ? 'an object'
              : Array.isArray(wrong)
                ? 'an array'
                : hidden && wrong !== null
                  ? 'a ' + typeof wrong
                  : String(typeof wrong === 'string' ? JSON.stringify(wrong) : wrong).slice(0, 60);
        return issues.push({ pointer, keyword: wrong === undefined ? 'required' : keyword, expected, received, message: `${pointer || 'The value'} must be ${expected}, but is ${received}.` }) < (all ? 100 : 1);
      },
    });
    if (!closed(check)(value)) closed(check)(value, placeAt(''));
    return issues[0] ? { ok: false, issues } : { ok: true, value: value as T };
  };

/** The `is…` form of a check. */
export function is<T>(check: Check): Is<T> {
  return (value): value is T => check(value) === true;
}

/** The `assert…` form of a check. */
export function asserter<T>(check: Check): Assert<T> {
  const validate = validator<T>(check);
  return (value, options) => {
    const result = validate(value, options);
    if (!result.ok) throw new ValidationError(result.issues);
  };
}

/** The Standard Schema form of a check: every issue, with its path as a list of keys. */
export function standard<T>(check: Check): StandardSchemaV1<unknown, T> {
  const validate = validator<T>(check);
  return {
    '~standard': {
      version: 1,
      vendor: 'stytch-b2b-openapi',
      validate: (value): StandardResult<T> => {
        const result = validate(value, { all: true });
        return result.ok ? { value: result.value } : { issues: result.issues.map(({ message, pointer }) => ({ message, path: keysOf(pointer, value) })) };
      },
    },
  };
}

/** The answers of an operation, some of which it has in common with others. */
export function responses(...tables: readonly OperationValidators['responses'][]): OperationValidators['responses'] {
  return Object.assign({}, ...tables);
}

/** The validators of an operation, whose requests and answers stand in different modules. */
export function operation(request: RequestValidators, answers: OperationValidators['responses']): OperationValidators {
  return { ...request, responses: answers };
}

/** The keys a JSON Pointer names, array indices as numbers. */
function keysOf(pointer: string, value: unknown): PropertyKey[] {
  let place: unknown = value;
  return pointer
    .split('/')
    .slice(1)
    .map((token) => {
      const name = token.replace(/~1/g, '/').replace(/~0/g, '~');
      const key = Array.isArray(place) ? Number(name) : name;
      place = typeof place === 'object' && place !== null ? Reflect.get(place, key) : undefined;
      return key;
    });
}
