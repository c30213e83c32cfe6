import { describe, expect, test } from 'vitest';
import { sayFinding as say } from '../../../src/messages/index.ts';
import { RULES_WORDING } from '../../../src/messages/rules.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '../../../src/model/finding.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { RULE_IDS, type RuleId } from '../../../src/model/session-finding.ts';
import { validateBody } from '../../../src/rules/validate.ts';
import { exampleOf } from '../../helpers/finding-examples.ts';
import { event, NOW, PARAMS, schemaOf, sessionStart, weigh, without } from './support.ts';

const typed = () => undefined;

/** The words for the findings of the schema, for values from the command line or from a file. */
function words(body: JsonObject, eventType = 'sessionStart', inFile = false) {
  const originOf = () => (inFile ? { kind: 'file' as const, name: 'body.json' } : undefined);
  return validateBody(body, schemaOf(eventType), { originOf, evidence: 'bundled-schema' }).map((finding) =>
    say(finding),
  );
}
const fix = (body: JsonObject, eventType?: string, inFile?: boolean) =>
  words(body, eventType, inFile).map((one) => one.fix);
const weighed = (body: JsonObject, host?: string) =>
  weigh(body, {
    originOf: typed,
    ...(host && { endpoint: { host, origin: { kind: 'flag', name: '--endpoint' } } }),
  }).map((finding) => say(finding));

test('whole families of codes are worded, and nothing that is no code', () => {
  const family = /^(?:param|body|custom-metadata|tracking-server|ts|length|playhead)-|-form$/;
  const worded = Object.keys(RULES_WORDING);
  expect(worded).toEqual(
    expect.arrayContaining(
      FINDING_CODES.filter((code) => family.test(code) && !RULE_IDS.includes(code as RuleId)),
    ),
  );
  expect(FINDING_CODES).toEqual(expect.arrayContaining(worded));
});

test.each(Object.keys(RULES_WORDING) as FindingCode[])('%s has words even without details', (code) => {
  expect(RULES_WORDING[code as keyof typeof RULES_WORDING].summary.length).toBeLessThan(80);
  const { message, fix: what } = say(exampleOf(code));
  for (const text of [message, what]) {
    // What is to be typed has no full stop behind it.
    expect(text).toMatch(/^(?:[^\n]+[.?:]|(?:Write|Add|Swap them:|Set \S+ to) [^\n]+)$/);
    expect(text).not.toMatch(/undefined(?! and|\.)|\[object|NaN(?! and)/);
  }
});

describe('schema findings', () => {
  test('missing', () => {
    expect(words(sessionStart({}, { params: without(PARAMS, 'media.length') }))).toEqual([
      { message: 'media.length is missing (required).', fix: 'Add --length <number>' },
    ]);
    expect(fix(sessionStart({}, { params: without(PARAMS, 'media.id') }), 'sessionStart', true)).toEqual([
      'Add "media.id": "<text>", or pass --id <text>',
    ]);
    expect(fix(event('stateStart', { params: {} }), 'stateStart')).toEqual([
      'Add --param media.state.name=<text>',
    ]);
    expect(fix(without(sessionStart(), 'params'))).toEqual(['Add "params": {...}']);
    expect(fix(sessionStart({}, { playerTime: { playhead: 0 } }))).toEqual(['Add --ts <whole-number>']);
  });

  test('of the wrong type', () => {
    expect(words(sessionStart({ 'media.length': '60' }))).toEqual([
      { message: 'media.length must be a number, not the text "60".', fix: 'Write --length 60' },
    ]);
    expect(fix(sessionStart({ 'media.length': '60' }), 'sessionStart', true)).toEqual([
      'Write "media.length": 60, or pass --length 60',
    ]);
    expect(fix(sessionStart({ 'media.season': 3 }), 'sessionStart', true)).toEqual([
      'Write "media.season": "3", or pass --season 3',
    ]);
    expect(fix(sessionStart({ 'analytics.enableSSL': 'false' }))).toEqual(['Write --no-enable-ssl']);
    expect(fix(sessionStart({ 'analytics.enableSSL': 'true' }))).toEqual(['Write --enable-ssl']);
    expect(words(sessionStart({ 'media.length': null }))).toEqual([
      {
        message: 'media.length must be a number, not null. JSON has null for NaN and undefined.',
        fix: 'Write --length <number>',
      },
    ]);
    expect(fix(sessionStart({}, { qoeData: { 'media.qoe.framesPerSecond': 23.976 } }))).toEqual([
      'Write --qoe media.qoe.framesPerSecond=24',
    ]);
    expect(fix(event('statesUpdate', { params: { statesStart: {} } }), 'statesUpdate')).toEqual([
      'Write --param-json statesStart=<json>',
    ]);
    expect(words(sessionStart({}, { params: [] }))).toEqual([
      { message: 'params must be an object, not a list.', fix: 'Set params to an object.' },
    ]);
  });

  test('unknown', () => {
    expect(words(sessionStart({ 'media.nam': 'x' }))).toEqual([
      { message: 'params has no key "media.nam".', fix: 'Did you mean media.name (--name)?' },
    ]);
    expect(fix(sessionStart({ 'media.errorId': 'x' }))).toEqual(['Put it in qoeData as media.qoe.errorID.']);
    expect(fix(sessionStart({ 'media.qoe.bitrate': 1 }))).toEqual(['It belongs in qoeData.']);
    expect(fix(sessionStart({ 'media.uniqueTimePlayed': 1 }))).toEqual([
      'The API has dropped this key: leave it out.',
    ]);
    expect(fix(sessionStart({ zzzzzz: 1 }))[0]).toContain('--allow-unknown');
    expect(words(sessionStart({}, { foo: 1 }))[0]?.message).toBe('The body has no key "foo".');
    expect(words(sessionStart({}, { qoeData: { bitrate: 1 } }))).toEqual([
      { message: 'qoeData has no key "bitrate".', fix: 'Did you mean media.qoe.bitrate?' },
    ]);
  });

  test('custom metadata', () => {
    expect(words(sessionStart({}, { customMetadata: { 'a b': 'x', n: 3 } }))).toEqual([
      {
        message: 'The customMetadata value of n must be text, not the number 3.',
        fix: 'Write --custom n=3',
      },
      {
        message: 'The customMetadata key "a b" is not allowed: a key is only letters, digits, "_" and ".".',
        fix: 'Rename the key, for instance to a_b.',
      },
    ]);
  });

  test('eventType', () => {
    expect(words(sessionStart({}, { eventType: 'play' }))).toEqual([
      {
        message: 'eventType must be "sessionStart", not the text "play".',
        fix: 'Write "eventType": "sessionStart". Other events are sent with:',
        run: ['media-session event <session-id> <type>'],
      },
    ]);
    expect(fix(sessionStart({}, { eventType: 'pause' }))).toEqual(['Did you mean pauseStart? Send it with:']);
    expect(fix(event('chapterEnd'), 'chapterComplete')).toEqual(['Write "eventType": "chapterComplete".']);
    expect(words(without(sessionStart(), 'eventType'))[0]?.message).toBe(
      'The body has no eventType; it must be "sessionStart".',
    );
  });
});

describe('plausibility findings', () => {
  test.each<[JsonObject, string, string]>([
    [
      sessionStart({ 'analytics.reportSuite': '<your-rsid>' }),
      'analytics.reportSuite is still the placeholder "<your-rsid>".',
      'Write your own value: --report-suite <text>',
    ],
    [
      sessionStart({}, { playerTime: { playhead: 0, ts: NOW / 1000 } }),
      `playerTime.ts is ${NOW / 1000}, which looks like seconds; it must be milliseconds since 1970.`,
      `Write --ts ${NOW}`,
    ],
    [
      sessionStart({ 'media.length': 3_600_000 }),
      'media.length is 3600000 seconds, which is 41.7 days; it looks like milliseconds.',
      'Write --length 3600',
    ],
    [
      sessionStart({ 'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567' }),
      'visitor.marketingCloudOrgId is "0123456789ABCDEF01234567"; organisation IDs are 24 hexadecimal digits in upper case, then @AdobeOrg.',
      'Write --org-id 0123456789ABCDEF01234567@AdobeOrg',
    ],
    [
      sessionStart({}, { playerTime: { playhead: -3, ts: NOW } }),
      'playerTime.playhead is -3 seconds: it cannot be negative or infinite.',
      'Give the position in seconds: --playhead <value>.',
    ],
    [
      sessionStart({ 'media.name': 'undefined' }),
      'media.name is the text "undefined", which stands for no value.',
      'Give a value: --name <text>, or leave the key out.',
    ],
    [
      sessionStart({ 'media.id': '' }),
      'media.id is required, but its text is empty.',
      'Give a value: --id <text>.',
    ],
    [event('ping', { params: {} }), 'A ping takes no params.', 'Leave params out.'],
  ])('%#', (body, message, what) => {
    expect(weighed(body)).toEqual([{ message, fix: what }]);
  });

  test('hosts', () => {
    expect(weighed(sessionStart(), 'acme.hb.omtrdc.net')).toEqual([
      {
        message:
          'The endpoint acme.hb.omtrdc.net is a host of the older heartbeat service, not a collection API host.',
        fix: 'Write --endpoint acme.hb-api.omtrdc.net',
      },
    ]);
    const swapped = weighed(
      sessionStart({ 'analytics.trackingServer': 'acme.hb-api.omtrdc.net' }),
      'acme.sc.omtrdc.net',
    );
    for (const one of swapped) expect(one.fix).toContain('Swap them');
    expect(weighed(sessionStart(), 'metrics.example.com')[0]?.message).toContain(
      'the host that this request goes to',
    );
  });

  test('what a shell would take apart is quoted', () => {
    const finding: Finding = {
      code: 'param-type',
      severity: 'error',
      path: '/params/media.name',
      expected: { kind: 'type', types: ['string'] },
      actual: { type: 'number', value: 3 },
      args: { key: 'media.name', flag: '--name', suggestion: "it's $HOME" },
    };
    expect(say(finding).fix).toBe(`Write --name 'it'\\''s $HOME'`);
  });
});
