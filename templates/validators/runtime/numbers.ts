/** Checks of numbers. All but {@link number} and {@link integer} accept whatever is none. */
import type { Check } from './run.js';

/** Type `integer`: a number without a fraction, `1.0` included (2020-12 validation §6.1.1), with `minimum` and `maximum` (§6.2.4, §6.2.2). */
export const integer =
  (least: number = -Infinity, most: number = Infinity): Check =>
  (value, at) =>
    Number.isInteger(value)
      ? Number(value) < least
        ? at?.fail(value, 'minimum', `at least ${least}`)
        : Number(value) <= most || at?.fail(value, 'maximum', `at most ${most}`)
      : at?.fail(value, 'type', 'an integer');

/** `minimum` and `maximum` of values that may be no numbers. */
export const limits =
  (least: number = -Infinity, most: number = Infinity): Check =>
  (value, at) =>
    typeof value === 'number' && value < least
      ? at?.fail(value, 'minimum', `at least ${least}`)
      : !(typeof value === 'number' && value > most) || at?.fail(value, 'maximum', `at most ${most}`);

/** Type `number`: any number JSON can hold, with `minimum` and `maximum`. */
export function number(...bounds: Parameters<typeof limits>): Check {
  const within = limits(...bounds);
  return (value, at) => (Number.isFinite(value) ? within(value, at) : at?.fail(value, 'type', 'a number'));
}

/** `exclusiveMinimum` (§6.2.5). */
export function above(limit: number): Check {
  return (value, at) => !(typeof value === 'number' && value <= limit) || at?.fail(value, 'exclusiveMinimum', `more than ${limit}`);
}

/** `exclusiveMaximum` (§6.2.3). */
export function below(limit: number): Check {
  return (value, at) => !(typeof value === 'number' && value >= limit) || at?.fail(value, 'exclusiveMaximum', `less than ${limit}`);
}

/** `multipleOf` (§6.2.1), of the numbers as written in decimal: 19.99 is a multiple of 0.01. */
export function multipleOf(step: number): Check {
  return (value, at) => typeof value !== 'number' || isMultiple(value, step) || at?.fail(value, 'multipleOf', `a multiple of ${step}`);
}

function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return true;
  const [digits, scale] = decimal(value);
  const [stepDigits, stepScale] = decimal(step);
  const common = Math.min(scale, stepScale);
  return (digits * 10n ** BigInt(scale - common)) % (stepDigits * 10n ** BigInt(stepScale - common)) === 0n;
}

/** A finite number as `digits × 10^scale`, exactly as it is written. */
function decimal(value: number): [digits: bigint, scale: number] {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}
