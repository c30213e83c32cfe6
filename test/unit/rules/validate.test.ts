import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { argsOf, worded } from '../../helpers/findings.ts';
import { check, event, originOf, PARAMS, places, sessionStart, without } from './support.ts';

const only = (body: unknown, eventType?: string) => {
  const findings = check(body, eventType);
  expect(findings).toHaveLength(1);
  return findings[0];
};

describe('params', () => {
  test('a missing key', () => {
    expect(worded(only(sessionStart({}, { params: without(PARAMS, 'media.length') })))).toEqual({
      code: 'param-missing',
      severity: 'error',
      path: '/params/media.length',
      expected: 'number',
      origin: originOf(['params']),
      evidence: 'bundled-schema',
      args: { key: 'media.length', flag: '--length' },
    });
  });

  test('a value of the wrong type', () => {
    expect(only(sessionStart({ 'media.length': '60' }))).toEqual({
      code: 'param-type',
      severity: 'error',
      path: '/params/media.length',
      expected: { kind: 'type', types: ['number'] },
      actual: { type: 'string', value: '60' },
      origin: originOf(['params', 'media.length']),
      evidence: 'bundled-schema',
      args: { key: 'media.length', flag: '--length', suggestion: 60 },
    });
  });

  test('an unknown key', () => {
    expect(only(sessionStart({ 'media.nam': 'x' }))).toEqual({
      code: 'param-unknown',
      severity: 'error',
      path: '/params/media.nam',
      origin: originOf(['params', 'media.nam'], 'key'),
      evidence: 'bundled-schema',
      args: { key: 'media.nam', suggestion: 'media.name', flag: '--name' },
    });
  });

  test.each<[string, JsonValue, string, JsonValue | undefined]>([
    ['media.season', 3, 'number 3', '3'],
    ['media.pass.auth', true, 'boolean true', 'true'],
    ['analytics.enableSSL', 'True ', 'string "True "', true],
    ['analytics.enableSSL', 'yes', 'string "yes"', undefined],
    ['visitor.aamLocationHint', '9', 'string "9"', 9],
    ['visitor.aamLocationHint', 8.6, 'number 8.6', 9],
    ['media.length', '0x10', 'string "0x10"', undefined],
    ['media.length', null, 'null', undefined],
    ['media.id', [1], 'array', undefined],
    ['media.id', {}, 'object', undefined],
  ])('%s as %j is refused', (key, value, actual, suggestion) => {
    const finding = only(sessionStart({ [key]: value }));
    expect(worded(finding)).toMatchObject({ code: 'param-type', path: `/params/${key}`, actual });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
  });

  test('long values are cut, and never within a character', () => {
    expect(worded(only(sessionStart({ 'media.length': 'a'.repeat(500) })))).toMatchObject({
      actual: `string "${'a'.repeat(60)}..."`,
    });
    expect(only(sessionStart({ 'media.length': `${'a'.repeat(59)}😀😀` }))?.actual).toEqual({
      type: 'string',
      value: 'a'.repeat(59),
      shortened: true,
    });
  });

  test('the state of a customer ID is one of three', () => {
    const ids = (authState: JsonValue) =>
      sessionStart({ 'visitor.customerIDs': { user: { id: 'x', authState } } });
    expect(check(ids(2))).toEqual([]);
    const finding = {
      code: 'param-type',
      expected: { kind: 'one-of', values: [0, 1, 2] },
      args: { key: 'visitor.customerIDs.user.authState' },
    };
    expect(only(ids(3))).toMatchObject({ ...finding, actual: { value: 3 } });
    expect(only(ids('1'))).toMatchObject({ ...finding, path: '/params/visitor.customerIDs/user/authState' });
  });

  test('what is wrong within a list is named by its place', () => {
    const body = event('statesUpdate', { params: { statesStart: [{}, { 'media.state.name': 3 }] } });
    const findings = check(body, 'statesUpdate');
    expect(places(findings)).toEqual([
      'param-missing /params/statesStart/0/media.state.name',
      'param-type /params/statesStart/1/media.state.name',
    ]);
    expect(argsOf(findings[1])['key']).toBe('statesStart[1].media.state.name');
    expect(findings[1]?.origin).toEqual(originOf(['params', 'statesStart', 1, 'media.state.name']));
  });
});

describe('the rest of the body', () => {
  test.each<[string, JsonObject, string[]]>([
    ['no params', without(sessionStart(), 'params'), ['body-missing /params']],
    ['no playerTime', without(sessionStart(), 'playerTime'), ['body-missing /playerTime']],
    ['no ts', sessionStart({}, { playerTime: { playhead: 0 } }), ['body-missing /playerTime/ts']],
    ['ts as text', sessionStart({}, { playerTime: { playhead: 0, ts: '1' } }), ['body-type /playerTime/ts']],
    [
      'ts with a fraction',
      sessionStart({}, { playerTime: { playhead: 0, ts: 1.5 } }),
      ['body-type /playerTime/ts'],
    ],
    [
      'more in playerTime',
      sessionStart({}, { playerTime: { playhead: 0, ts: 1, a: 1 } }),
      ['body-unknown /playerTime/a'],
    ],
    ['params as a list', sessionStart({}, { params: [] }), ['body-type /params']],
    ['customMetadata as text', sessionStart({}, { customMetadata: 'x' }), ['body-type /customMetadata']],
    ['qoeData null', sessionStart({}, { qoeData: null }), ['body-type /qoeData']],
    ['another part', sessionStart({}, { foo: 1 }), ['body-unknown /foo']],
    [
      'a QoE fraction',
      sessionStart({}, { qoeData: { 'media.qoe.framesPerSecond': 23.976 } }),
      ['body-type /qoeData/media.qoe.framesPerSecond'],
    ],
    ['another QoE key', sessionStart({}, { qoeData: { x: 1 } }), ['body-unknown /qoeData/x']],
    [
      'metadata number',
      sessionStart({}, { customMetadata: { n: 3 } }),
      ['custom-metadata-type /customMetadata/n'],
    ],
    [
      'metadata key',
      sessionStart({}, { customMetadata: { 'a b': 'x' } }),
      ['custom-metadata-key /customMetadata/a b'],
    ],
    [
      'metadata key with a slash',
      sessionStart({}, { customMetadata: { 'a/b~%': 'x' } }),
      ['custom-metadata-key /customMetadata/a~1b~0%'],
    ],
  ])('%s', (_, body, expected) => {
    expect(places(check(body))).toEqual(expected);
  });

  test.each([[null], [[]], ['text'], [3], [undefined]])('a body that is %j', (body) => {
    expect(places(check(body))).toEqual(['body-type ']);
  });

  test('a metadata key: the rule and a better name', () => {
    expect(worded(only(sessionStart({}, { customMetadata: { 'my-key 1': 'x' } })))).toMatchObject({
      expected: 'only letters, digits, "_" and "."',
      origin: originOf(['customMetadata', 'my-key 1'], 'key'),
      args: { key: 'my-key 1', suggestion: 'my_key_1' },
    });
  });

  test('flags of values outside params', () => {
    const body = {
      ...sessionStart(),
      playerTime: { ts: 'x' },
      qoeData: { 'media.qoe.bitrate': 'x' },
      customMetadata: { a: 1 },
    };
    const flags = check(body).map((finding) => [finding.path, argsOf(finding)['flag']]);
    expect(Object.fromEntries(flags)).toEqual({
      '/playerTime/playhead': '--playhead',
      '/playerTime/ts': '--ts',
      '/qoeData/media.qoe.bitrate': '--qoe',
      '/customMetadata/a': '--custom',
    });
  });

  test('params of other events have no flag of their own', () => {
    const finding = check(event('stateStart', { params: {} }), 'stateStart')[0];
    expect(finding?.args).toEqual({ key: 'media.state.name' });
  });
});

describe('eventType', () => {
  test.each<[string, JsonValue | undefined, string | undefined]>([
    ['sessionStart', undefined, 'sessionStart'],
    ['sessionStart', 'sessionstart', 'sessionStart'],
    ['sessionStart', 'play', 'sessionStart'],
    ['sessionStart', 'contentComplete', 'sessionComplete'],
    ['sessionStart', 3, 'sessionStart'],
    ['chapterComplete', 'chapterEnd', 'chapterComplete'],
    ['pauseStart', 'pause', 'pauseStart'],
  ])('%s, but it is %j', (name, value, suggestion) => {
    const body = {
      ...without(sessionStart(), 'eventType'),
      ...(value !== undefined && { eventType: value }),
    };
    const bodyOfName = name === 'sessionStart' ? body : without(body, 'params');
    const finding = only(bodyOfName, name);
    expect(worded(finding)).toMatchObject({
      code: 'event-type',
      path: '/eventType',
      expected: `"${name}"`,
    });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
    expect(finding?.actual === undefined).toBe(value === undefined);
  });
});

test('unknown keys can be allowed; the rest stays an error', () => {
  const body = sessionStart(
    { 'media.new': 'x', 'media.length': '1' },
    { foo: 1, customMetadata: { 'a b': 'x' } },
  );
  const bySeverity = check(body, 'sessionStart', true).map(({ code, severity }) => `${severity} ${code}`);
  expect(bySeverity.sort()).toEqual([
    'error custom-metadata-key',
    'error param-type',
    'warning body-unknown',
    'warning param-unknown',
  ]);
});

test('only leaves are reported, in any number', () => {
  const findings = check({
    ...sessionStart(),
    playerTime: {},
    params: { 'media.id': 1, x: 1, y: 1 },
    qoeData: 1,
  });
  expect(new Set(places(findings)).size).toBe(findings.length);
  expect(findings).toHaveLength(2 + 7 + 1 + 2 + 1);
});

test('keys that reach for the prototype are keys like others', () => {
  const params = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as JsonObject;
  const body = sessionStart();
  for (const [key, value] of Object.entries(params)) {
    Object.defineProperty(body['params'], key, { value, enumerable: true, configurable: true });
  }
  expect(places(check(body))).toEqual(Object.keys(params).map((key) => `param-unknown /params/${key}`));
});

test('keys that are no text do not hide what is wrong', () => {
  const findings = check(sessionStart({ 'a\ud800': 1, 'media.length': 'x' }));
  expect(places(findings).sort()).toEqual([
    'param-type /params/media.length',
    'param-unknown /params/a\ufffd',
  ]);
});

test('a body with very many unknown keys is still refused', () => {
  const params = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`key${at}`, at]));
  expect(check(sessionStart({}, { params })).length).toBeGreaterThan(1000);
});

test('a body nested very deeply is no trouble', () => {
  let deep: JsonValue = 1;
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(places(check(sessionStart({ 'media.id': deep })))).toEqual(['param-type /params/media.id']);
});
