/**
 * The validators of our own description against Ajv, on values made from a seed. `VALIDATOR_CASES` sets how many values are
 * tried (a bounded number by default), `VALIDATOR_SEED` with which the sequence begins.
 */
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { loadDescription } from '../../../generators/source/index.js';
import { typeScriptNames } from '../../../generators/typescript/names.js';
import { isDate, isDateTime, isEmail, isTime, isUri } from '../../../templates/validators/runtime/formats.js';
import { Sampler } from './sampling.js';
import { generate, loadFiles, modelOf } from './support.js';

const cases = Number(process.env['VALIDATOR_CASES'] ?? 10_000);
const seed = Number(process.env['VALIDATOR_SEED'] ?? 1);

describe('against Ajv', () => {
  it(`agrees on ${cases} values`, { timeout: 1_800_000 }, async () => {
    const { document } = await loadDescription(fileURLToPath(new URL('../../../spec/openapi.yaml', import.meta.url)));
    const { model } = modelOf(document);
    const names = typeScriptNames(model);
    const loaded = await loadFiles(await generate(document));
    const ajv = new Ajv2020({ strict: false, allErrors: false });
    addFormats.default(ajv);
    // Ajv's expressions for these are looser or stricter than the RFCs; what they accept is tested with the formats.
    for (const [format, validate] of Object.entries({ 'date-time': isDateTime, date: isDate, time: isTime, email: isEmail, uri: isUri })) {
      ajv.addFormat(format, { type: 'string', validate });
    }
    ajv.addKeyword({
      keyword: 'x-one-of-required',
      type: 'object',
      validate: (lists: readonly (readonly string[])[], value: object) => lists.every((list) => list.filter((name) => Object.hasOwn(value, name)).length === 1),
    });
    ajv.addSchema(document, 'api');

    const sampler = new Sampler(seed);
    const disagreements: unknown[] = [];
    const verdicts = { valid: 0, invalid: 0 };
    for (let index = 0; index < cases; index += 1) {
      const schema = model.schemas[index % model.schemas.length];
      if (schema?.name === undefined) continue;
      const value = sampler.value(schema);
      const name = names.schema(schema);
      const expected = ajv.validate(`api#/components/schemas/${encodeURIComponent(schema.name)}`, value);
      const answers = [loaded.is(name, value), loaded.validate(name)(value).ok, loaded.validate(name)(value, { all: true }).ok];
      verdicts[expected ? 'valid' : 'invalid'] += 1;
      if (answers.some((answer) => answer !== expected)) disagreements.push({ schema: schema.name, value, expected, answers, errors: ajv.errors });
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    // A sampler that makes nothing but nonsense would prove nothing.
    expect(verdicts.valid).toBeGreaterThan(cases / 10);
    expect(verdicts.invalid).toBeGreaterThan(cases / 10);
  });
});
