import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { isObject, type JsonObject } from '../../../src/model/json.ts';
import { bundledSchema } from '../../../src/rules/bundled-schema.ts';
import { isUsableSchema } from '../../../src/rules/validate.ts';
import { check, event, places, schemaOf, sessionStart } from './support.ts';

const AD = {
  'media.ad.id': 'ad-1',
  'media.ad.length': 15,
  'media.ad.podPosition': 1,
  'media.ad.playerName': 'player',
};
const CHAPTER = { 'media.chapter.index': 1, 'media.chapter.offset': 0, 'media.chapter.length': 12.5 };

/** One body per event, as the documents have it, in values of our own. */
const EXAMPLES: readonly JsonObject[] = [
  sessionStart(
    { 'analytics.enableSSL': true, 'visitor.aamLocationHint': 9, 'media.downloaded': false },
    { customMetadata: { 'a_b.C1': 'x' }, qoeData: { 'media.qoe.bitrate': 3200 } },
  ),
  event('play', { params: {} }),
  event('ping'),
  event('bufferStart'),
  event('pauseStart', { qoeData: {} }),
  event('sessionComplete'),
  event('sessionEnd'),
  event('bitrateChange', { qoeData: { 'media.qoe.bitrate': 3200, 'media.qoe.framesPerSecond': 25 } }),
  event('error', { qoeData: { 'media.qoe.errorID': 'e-1', 'media.qoe.errorSource': 'player' } }),
  event('adBreakStart', {
    params: { 'media.ad.podIndex': 1, 'media.ad.podSecond': 0.5, 'media.ad.podFriendlyName': 'pre' },
  }),
  event('adBreakComplete'),
  event('adStart', { params: AD, customMetadata: { campaign: 'x' } }),
  event('adComplete'),
  event('adSkip'),
  event('chapterStart', { params: CHAPTER, customMetadata: {} }),
  event('chapterComplete'),
  event('chapterSkip'),
  event('stateStart', { params: { 'media.state.name': 'mute' } }),
  event('stateEnd', { params: { 'media.state.name': 'mute' } }),
  event('statesUpdate', { params: { statesStart: [{ 'media.state.name': 'mute' }], statesEnd: [] } }),
];

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  sessionStart: [
    'analytics.trackingServer',
    'analytics.reportSuite',
    'visitor.marketingCloudOrgId',
    'media.id',
    'media.length',
    'media.contentType',
    'media.playerName',
    'media.channel',
  ],
  adBreakStart: ['media.ad.podIndex', 'media.ad.podSecond'],
  adStart: Object.keys(AD),
  chapterStart: Object.keys(CHAPTER),
  stateStart: ['media.state.name'],
  stateEnd: ['media.state.name'],
};

test('there is one schema per event, sessionStart first, and no file is left over', () => {
  expect(EVENT_TYPES[0]).toBe('sessionStart');
  expect(EXAMPLES.map((body) => body['eventType'])).toEqual(EVENT_TYPES);
  const files = readdirSync(new URL('../../../src/rules/schemas', import.meta.url));
  expect(files.sort()).toEqual(EVENT_TYPES.map((name) => `${name}.json`).sort());
  expect(bundledSchema('toString')).toBeUndefined();
});

describe.each(EXAMPLES.map((body) => [String(body['eventType']), body] as const))('%s', (name, body) => {
  test('accepts its example', () => {
    expect(check(body, name)).toEqual([]);
  });

  test('names each missing required param', () => {
    const missing = (REQUIRED[name] ?? []).map((key) => `param-missing /params/${key}`);
    expect(places(check({ ...body, params: {} }, name))).toEqual(missing);
  });

  test('refuses the body of any other event', () => {
    const other = name === 'play' ? 'ping' : 'play';
    expect(places(check({ ...body, eventType: other }, name))).toEqual(['event-type /eventType']);
  });

  test('has the form that the API publishes, with the parts that all events share', () => {
    const schema = schemaOf(name);
    const reference = schemaOf('sessionStart')['definitions'] as JsonObject;
    const definitions = schema['definitions'] as JsonObject;
    expect(Object.keys(schema)).toEqual(['$schema', 'id', 'definitions', 'type', '$ref']);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft-04/schema#',
      $ref: `#/definitions/${name}`,
    });
    expect(String(schema['id'])).toMatch(new RegExp(`/api/v1/schemas/${name}$`));
    expect(isUsableSchema(schema)).toBe(true);
    for (const part of ['playerTime', 'eventType', 'qoeData', 'customMetadata']) {
      expect(definitions[part], part).toEqual(reference[part]);
    }
    expect((definitions['eventType'] as JsonObject)['enum']).toEqual(EVENT_TYPES);
    expect((definitions['qoeData'] as JsonObject)['required']).toEqual([]);
  });

  test('takes customMetadata only if the documents say so', () => {
    const allowed = ['sessionStart', 'adStart', 'chapterStart'].includes(name);
    const codes = places(check({ ...body, customMetadata: { a: 'b' } }, name));
    expect(codes).toEqual(allowed ? [] : ['body-unknown /customMetadata']);
  });

  test('takes QoE keys in params, except that a sessionStart does not', () => {
    const params = { ...(body['params'] as JsonObject | undefined), 'media.qoe.bitrate': 1 };
    const refused = name === 'sessionStart' ? ['param-unknown /params/media.qoe.bitrate'] : [];
    expect(places(check({ ...body, params }, name))).toEqual(refused);
  });
});

test('every property has a type and a description in one line', () => {
  const properties: [string, JsonObject][] = [];
  const visit = (value: unknown) => {
    if (!isObject(value)) return;
    if (isObject(value['properties']))
      properties.push(...(Object.entries(value['properties']) as [string, JsonObject][]));
    Object.values(value).forEach(visit);
  };
  EVENT_TYPES.map(schemaOf).forEach(visit);
  const described = properties.filter(([key, value]) => key.includes('.') && value['$ref'] === undefined);
  expect(described.length).toBeGreaterThan(150);
  for (const [key, value] of described) {
    expect(value['type'], key).toMatch(/^(?:string|number|integer|boolean|object|array)$/);
    expect(value['description'], key).toMatch(/^[^\n]{4,110}\.$/);
    for (const keyword of ['enum', 'pattern', 'minimum', 'minLength'])
      expect(value[keyword], key).toBeUndefined();
  }
});

test('the error event takes the keys of the one page that has them in params', () => {
  const params = { 'media.errorId': 'e', 'media.errorSource': 'player' };
  expect(check(event('error', { params }), 'error')).toEqual([]);
  expect(places(check(event('play', { params }), 'play'))).toHaveLength(2);
});
