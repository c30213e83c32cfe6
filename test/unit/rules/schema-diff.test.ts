import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { diffSchemas } from '../../../src/rules/schema-diff.ts';
import { worded } from '../../helpers/findings.ts';
import { schemaOf } from './support.ts';

const schema = (params: object, required: string[] = []) =>
  ({ type: 'object', properties: { params: { type: 'object', properties: params, required } } }) as never;
const diff = (ours: never, theirs: never) =>
  diffSchemas(ours, theirs).map((finding) => {
    const { expected, actual } = { actual: undefined, expected: undefined, ...worded(finding) };
    return { code: finding.code, path: finding.path, expected, actual, ...finding.args };
  });
const text = { type: 'string' };

describe('what another schema says differently', () => {
  test.each(EVENT_TYPES)('%s: nothing, of the same schema', (eventType) => {
    expect(diffSchemas(schemaOf(eventType), schemaOf(eventType))).toEqual([]);
  });

  test('a key that is new', () => {
    expect(diff(schema({}), schema({ 'media.new': text }, ['media.new']))).toEqual([
      { code: 'schema-added', path: '/params/media.new', actual: 'string', required: true },
    ]);
  });

  test('a key that is gone', () => {
    expect(diff(schema({ 'media.old': text }), schema({}))).toEqual([
      { code: 'schema-removed', path: '/params/media.old', expected: 'string' },
    ]);
  });

  test('a key of another type', () => {
    expect(diff(schema({ a: text }), schema({ a: { type: ['number', 'null'] } }))).toEqual([
      { code: 'schema-retyped', path: '/params/a', expected: 'string', actual: 'null or number' },
    ]);
  });

  test.each([
    [true, [], ['a']],
    [false, ['a'], []],
  ])('a key whose being required is now %s', (required, before, after) => {
    expect(diff(schema({ a: text }, before), schema({ a: text }, after))).toEqual([
      { code: 'schema-required', path: '/params/a', required },
    ]);
  });
});
