/** What checks write down. */

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** JSON Pointer (RFC 6901) to the place in the value; the empty string is the value itself. */
  readonly pointer: string;
  /** The JSON Schema keyword that is not satisfied: `type`, `required`, `maxLength` … */
  readonly keyword: string;
  /** What the description asks for, as a noun phrase: `a string`, `at most 128 characters`. */
  readonly expected: string;
  /** What was there instead, shortened; only its type when the value is sensitive. */
  readonly received: string;
  /** The whole as a sentence for people. */
  readonly message: string;
}
