import { describe, expect, it } from 'vitest';
import { typeForViolation } from '../../../../templates/server/runtime/requestParts.js';
import type { FieldError } from '../../../../templates/server/runtime/operation.js';

const value = ['query.operands.filter_value'];
const fieldErrors: readonly FieldError[] = [
  { type: 'slug_already_used', fields: ['slug'] },
  { type: 'invalid_slug', fields: ['slug'] },
  { type: 'invalid_slug_or_name', fields: ['slug', 'name'] },
  { type: 'name_missing', fields: ['name'] },
  { type: 'name_too_long', fields: ['name'] },
  { type: 'metadata_too_many_keys', fields: ['metadata'] },
  { type: 'thing_not_found', fields: ['thing_id'] },
  { type: 'search_missing_filter_value', fields: value },
  { type: 'search_missing_member_emails', fields: value },
  { type: 'search_missing_slug', fields: value },
  { type: 'search_missing_slug_fuzzy', fields: value },
  { type: 'search_slug_fuzzy_too_short', fields: value },
  { type: 'search_email_fuzzy_too_short', fields: value },
  { type: 'search_expected_string', fields: value },
  { type: 'search_expected_array_of_strings', fields: value },
  { type: 'search_expected_boolean', fields: value },
  { type: 'search_missing_filter_name', fields: ['query.operands.filter_name'] },
  { type: 'search_filter_name_must_be_string', fields: ['query.operands.filter_name'] },
  { type: 'search_filter_name_not_recognized', fields: ['query.operands.filter_name'] },
];

function typeFor(pointer: string, keyword: string, expected: string, request: unknown = {}): string | undefined {
  return typeForViolation({ pointer, keyword, expected, received: '', message: '' }, fieldErrors, request);
}

const filter = (name: unknown): object => ({ query: { operands: [{ filter_name: name }] } });
const place = '/query/operands/0/filter_value';

describe('the type for a finding', () => {
  it('of a tag that selects no branch is what any value would be blamed for', () => {
    const typeForTag = (request: object): string | undefined => typeFor('/query/operands/0/filter_name', 'discriminator', 'one of "a", "b"', request);
    expect(typeForTag(filter('c'))).toBe('search_filter_name_not_recognized');
    expect(typeForTag(filter(5))).toBe('search_filter_name_must_be_string');
    expect(typeForTag({ query: { operands: [{}] } })).toBe('search_missing_filter_name');
  });

  it.each([
    ['/slug', 'pattern', 'invalid_slug'],
    ['/slug', 'type', 'invalid_slug'],
    ['/name', 'required', 'name_missing'],
    ['/name', 'maxLength', 'name_too_long'],
    ['/name', 'pattern', 'invalid_slug_or_name'],
    ['/metadata', 'maxProperties', 'metadata_too_many_keys'],
    ['/metadata', 'type', undefined],
    ['/metadata/inner', 'type', undefined],
    ['/thing_id', 'pattern', undefined],
    ['/other', 'pattern', undefined],
    ['', 'type', undefined],
  ])('at %j, %s: %s', (pointer, keyword, expected) => {
    expect(typeFor(pointer, keyword, 'something')).toBe(expected);
  });

  it.each([
    ['required', 'present', filter('member_emails'), 'search_missing_member_emails'],
    ['required', 'present', filter('slug'), 'search_missing_slug'],
    ['required', 'present', filter('slug_fuzzy'), 'search_missing_slug_fuzzy'],
    ['required', 'present', filter('unknown'), 'search_missing_filter_value'],
    ['minLength', 'at least 3 characters', filter('email_fuzzy'), 'search_email_fuzzy_too_short'],
    ['minLength', 'at least 3 characters', filter('unknown'), 'search_missing_filter_value'],
    ['type', 'a string', filter('slug'), 'search_expected_string'],
    ['type', 'an array', filter('member_emails'), 'search_expected_array_of_strings'],
    ['type', 'a boolean', filter('x'), 'search_expected_boolean'],
    ['type', 'an object', filter('x'), undefined],
  ])('a tag beside the field and what was expected tell types apart: %s, %s, %j', (keyword, expected, request, type) => {
    expect(typeFor(place, keyword, expected, request)).toBe(type);
  });

  it('takes an item of a list for the list', () => {
    expect(typeFor(`${place}/3`, 'type', 'a string', filter('member_emails'))).toBe('search_expected_array_of_strings');
  });

  it('survives whatever stands beside the field', () => {
    for (const request of [null, 1, [], { query: null }, { query: { operands: 'x' } }, filter({ a: 1 }), filter('__proto__'), filter('('.repeat(99))]) {
      expect(typeFor(place, 'required', 'present', request)).toBe('search_missing_filter_value');
    }
  });
});
