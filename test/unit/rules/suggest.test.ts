import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { adviseEvent, adviseKey } from '../../../src/rules/advice.ts';
import { closest } from '../../../src/rules/closest.ts';
import { contentName } from '../../../src/rules/foreign-names.ts';
import { NOT_ON_WIRE, WRONG_KEYS } from '../../../src/rules/known-names.ts';
import { paramSpecs } from '../../../src/rules/params.ts';
import { check, event, sessionStart } from './support.ts';

const keys = (eventType: string) => paramSpecs(eventType).map((spec) => spec.key);
const param = (key: string, eventType = 'sessionStart') =>
  adviseKey(key, 'params', keys(eventType), eventType);

describe('a key of params', () => {
  test.each([
    ['media.nam', 'media.name'],
    ['media.nmae', 'media.name'],
    ['media.shwo', 'media.show'],
    ['media.di', 'media.id'],
    ['MEDIA.CONTENTTYPE', 'media.contentType'],
    ['contentType', 'media.contentType'],
    ['channel', 'media.channel'],
    ['media.enableSSL', 'analytics.enableSSL'],
    ['reportSuit', 'analytics.reportSuite'],
    ['marketingCloudOrgID', 'visitor.marketingCloudOrgId'],
    ['media.mvpd', 'media.pass.mvpd'],
    ['media.channelName', 'media.channel'],
    ['analytics.optOutSellToThirdParty', 'analytics.optOutShare'],
  ])('%s was meant to be %s', (key, suggestion) => {
    expect(param(key)).toEqual({ suggestion });
  });

  test.each([['media.foo'], ['x'], ['zzzzzzzzzzzz'], ['constructor'], ['a'.repeat(5000)]])(
    '%s is like nothing',
    (key) => {
      expect(param(key)).toEqual({});
    },
  );

  test('known wrong names', () => {
    expect(param('media.errorId')).toEqual({ suggestion: 'media.qoe.errorID', belongs: 'qoeData' });
    expect(param('bitrate')).toEqual({ suggestion: 'media.qoe.bitrate', belongs: 'qoeData' });
    expect(param('media.uniqueTimePlayed')).toEqual({ removed: true });
    expect(param('media.stateName', 'stateStart')).toEqual({ suggestion: 'media.state.name' });
    expect(param('media.ad.podFriendlyName', 'adStart')).toEqual({ belongs: { paramsOf: ['adBreakStart'] } });
  });

  test.each([
    ['name', 'sessionStart', { suggestion: 'media.id', from: 'xdm' }],
    ['a.media.name', 'sessionStart', { suggestion: 'media.id', from: 'analytics' }],
    ['friendlyName', 'sessionStart', { suggestion: 'media.name', from: 'xdm' }],
    ['media.friendlyName', 'sessionStart', { suggestion: 'media.name', from: 'analytics' }],
    ['A.MEDIA.FRIENDLYNAME', 'sessionStart', { suggestion: 'media.name', from: 'analytics' }],
    ['a.contentType', 'sessionStart', { suggestion: 'media.contentType' }],
    ['xdm.mediaCollection.sessionDetails.name', 'sessionStart', { suggestion: 'media.id', from: 'xdm' }],
    ['sessionDetails.appVersion', 'sessionStart', { suggestion: 'media.sdkVersion', from: 'xdm' }],
    ['hasResume', 'sessionStart', { suggestion: 'media.resume', from: 'xdm' }],
    ['authorized', 'sessionStart', { suggestion: 'media.pass.auth', from: 'xdm' }],
    ['a.media.format', 'sessionStart', { suggestion: 'media.streamFormat', from: 'analytics' }],
    ['length', 'sessionStart', { suggestion: 'media.length' }],
    ['name', 'adStart', { suggestion: 'media.ad.id', from: 'xdm' }],
    ['length', 'adStart', { suggestion: 'media.ad.length' }],
    ['a.media.ad.campaign', 'adStart', { suggestion: 'media.ad.campaignId', from: 'analytics' }],
    ['offset', 'adBreakStart', { suggestion: 'media.ad.podSecond', from: 'xdm' }],
    ['offset', 'chapterStart', { suggestion: 'media.chapter.offset' }],
    ['a.media.chapter.position', 'chapterStart', { suggestion: 'media.chapter.index', from: 'analytics' }],
    ['name', 'stateStart', { suggestion: 'media.state.name' }],
    ['show', 'adStart', { suggestion: 'media.show', belongs: { paramsOf: ['sessionStart'] } }],
    ['a.media.qoe.timeToStart', 'sessionStart', { suggestion: 'media.qoe.timeToStart', belongs: 'qoeData' }],
    ['sessionDetails', 'sessionStart', { from: 'xdm', group: true }],
    ['appMeasurementRSID', 'sessionStart', { suggestion: 'analytics.reportSuite', from: 'sdk' }],
    ['RSID', 'sessionStart', { suggestion: 'analytics.reportSuite', from: 'sdk' }],
    ['experienceCloud.org', 'sessionStart', { suggestion: 'visitor.marketingCloudOrgId', from: 'sdk' }],
    ['analytics.server', 'sessionStart', { suggestion: 'analytics.trackingServer', from: 'sdk' }],
    ['media.collectionServer', 'sessionStart', { belongs: 'endpoint' }],
  ])('%s in a %s, as others call it', (key, eventType, advice) => {
    expect(param(key, eventType)).toEqual(advice);
  });

  test('every param of Analytics and XDM leads to a key that exists, and no right key is another one', () => {
    for (const type of EVENT_TYPES)
      for (const key of keys(type)) {
        const found = contentName(`a.${key}`, type);
        expect(found && EVENT_TYPES.some((name) => keys(name).includes(found.use)), key).toBe(
          key.startsWith('media.') ? true : undefined,
        );
      }
  });

  test('keys of other parts and events', () => {
    expect(param('media.qoe.bitrate')).toEqual({ belongs: 'qoeData' });
    expect(param('playhead')).toEqual({ belongs: 'playerTime' });
    expect(param('customMetadata')).toEqual({ belongs: 'top' });
    expect(param('media.ad.id')).toEqual({ belongs: { paramsOf: ['adStart'] } });
    expect(param('media.state.name', 'play')).toEqual({ belongs: { paramsOf: ['stateStart', 'stateEnd'] } });
  });

  test('a key that only the live schema refuses has no other place', () => {
    expect(adviseKey('media.feed', 'params', ['media.id'], 'sessionStart')).toEqual({});
  });
});

describe('keys elsewhere', () => {
  test('at the top', () => {
    const top = (key: string, eventType = 'sessionStart') =>
      adviseKey(key, 'top', ['eventType', 'playerTime', 'params', 'qoeData'], eventType);
    expect(top('playertime')).toEqual({ suggestion: 'playerTime' });
    expect(top('media.id')).toEqual({ belongs: 'params' });
    expect(top('friendlyName')).toEqual({ suggestion: 'media.name', belongs: 'params', from: 'xdm' });
    expect(top('media.nam')).toEqual({ suggestion: 'media.name', belongs: 'params' });
    expect(top('ts')).toEqual({ belongs: 'playerTime' });
    expect(top('media.qoe.bitrate')).toEqual({ belongs: 'qoeData' });
    expect(top('customMetadata', 'play')).toEqual({
      belongs: { events: ['sessionStart', 'adStart', 'chapterStart'] },
    });
    expect(top('foo')).toEqual({});
  });

  test('in qoeData', () => {
    const allowed = ['media.qoe.bitrate', 'media.qoe.errorID', 'media.qoe.errorSource'];
    const quality = (key: string) => adviseKey(key, 'qoeData', allowed, 'play');
    expect(quality('bitrate')).toEqual({ suggestion: 'media.qoe.bitrate' });
    expect(quality('media.qoe.bitRate')).toEqual({ suggestion: 'media.qoe.bitrate' });
    expect(quality('media.qoe.media.errorSource')).toEqual({ suggestion: 'media.qoe.errorSource' });
    expect(quality('droppedFrameCount')).toEqual({
      suggestion: 'media.qoe.droppedFrames',
      from: 'analytics',
    });
    expect(quality('name')).toEqual({ suggestion: 'media.qoe.errorID', from: 'xdm' });
    expect(quality('media.id')).toEqual({ belongs: 'params' });
  });

  test('in customMetadata', () => {
    expect(adviseKey('a-b c', 'customMetadata', [], 'adStart')).toEqual({ suggestion: 'a_b_c' });
    expect(adviseKey('', 'customMetadata', [], 'adStart')).toEqual({});
  });

  test('within a value', () => {
    expect(adviseKey('authstate', 'other', ['id', 'authState'], 'sessionStart')).toEqual({
      suggestion: 'authState',
    });
  });
});

test('the advice reaches the finding', () => {
  const findings = check(event('play', { customMetadata: {}, params: { playhead: 1 } }), 'play');
  expect(findings.map((finding) => finding.args)).toEqual([
    { key: 'playhead', belongs: 'playerTime' },
    { key: 'customMetadata', belongs: { events: ['sessionStart', 'adStart', 'chapterStart'] } },
  ]);
});

test('every replacement of a wrong key exists, and no wrong key is a right one where it is wrong', () => {
  for (const [key, { use, section, event: only }] of WRONG_KEYS) {
    if (use === undefined) continue;
    const known = EVENT_TYPES.some((name) => keys(name).includes(use));
    expect(known, key).toBe(true);
    expect(section === 'params' && only === undefined && keys('sessionStart').includes(key), key).toBe(false);
  }
});

test.each([...NOT_ON_WIRE])('%s is sent as %s', (name, use) => {
  expect(EVENT_TYPES).not.toContain(name);
  expect(EVENT_TYPES).toContain(use);
  expect(adviseEvent(name, ['sessionStart'])).toBe(use);
});

test('the nearest of several wins, and short names must be very near', () => {
  expect(closest('sessonStart', EVENT_TYPES)).toBe('sessionStart');
  expect(closest('adstop', EVENT_TYPES)).toBe('adSkip');
  expect(closest('pong', EVENT_TYPES)).toBe('ping');
  expect(closest('fish', EVENT_TYPES)).toBeUndefined();
});

// The deadline is generous: machines are busy. How the time grows is a matter of the growth tests.
test('a sessionStart with a heap of unknown keys is checked in reasonable time', { timeout: 60_000 }, () => {
  const params = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`media.unheard${at}`, 'x']));
  expect(check(sessionStart(params)).length).toBeGreaterThanOrEqual(20_000);
});
