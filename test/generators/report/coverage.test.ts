/** The coverage report: what counts, what does not, and how it is printed. */
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { measureCoverage } from '../../../generators/report/coverage.js';
import { printCoverage } from '../../../generators/report/print.js';
import { asJson } from '../../../generators/source/limits.js';
import { objectAt } from '../../../spec/rules/reading.js';

function coverageOf(yaml: string): ReturnType<typeof measureCoverage> {
  const result = asJson('test', load(yaml));
  return measureCoverage(objectAt('value' in result ? result.value : null));
}

const document = `openapi: 3.1.0
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' }, example: { name: Ada } } } }
      responses:
        '200': { content: { application/json: { schema: { type: string }, examples: { one: { value: ok } } } } }
        '400': { $ref: '#/components/responses/Bad' }
    get:
      responses:
        '200': { content: { application/json: { schema: { type: string } } } }
        '404': { description: nothing }
    delete: { responses: { '204': {}, '409': { content: { application/json: { schema: { properties: { error: { properties: { code: { const: busy } } } } } } } } } }
components:
  responses: { Bad: { content: { application/json: { schema: { allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { error_type: { enum: [bad, busy] } } }] } } } } }
  schemas:
    A: { properties: { name: { type: string, description: A name., maxLength: 9, examples: [Ada, 7] }, other: { type: string } } }
    Error: { properties: { error_type: { type: string } } }
`;

describe('measureCoverage', () => {
  it('counts operations, errors, properties, strings and examples', () => {
    expect(coverageOf(document)).toEqual({
      operations: 3,
      completeExamples: { of: 3, have: 2 },
      typedClientErrors: { of: 3, have: 2 },
      enumeratedErrors: { of: 3, have: 2 },
      errorTypes: 3,
      distinctErrorTypes: 2,
      describedProperties: { of: 6, have: 1 },
      exemplifiedProperties: { of: 6, have: 4 },
      constrainedStrings: { of: 5, have: 1 },
      validExamples: { of: 4, have: 3 },
    });
  });

  it('measures documents of any shape', () => {
    expect(coverageOf('openapi: 3.0.0\npaths: 7\ncomponents: []\n').operations).toBe(0);
  });
});

describe('printCoverage', () => {
  it('puts documents side by side, and never rounds up to all', () => {
    const coverage = coverageOf(document);
    const nearly = { ...coverage, completeExamples: { of: 10_000, have: 9_999 } };
    const text = printCoverage([{ title: 'a.yaml', coverage }, { title: 'b.yaml', coverage: nearly }]);
    expect(text).toMatch(/^ +a\.yaml +b\.yaml$/m);
    expect(text).toMatch(/^ {2}with complete request and response examples +66\.6 % +99\.9 %$/m);
    expect(text).toMatch(/^ {2}that do not match their schema +1 +1$/m);
  });
});
