import { expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { worded } from '../../helpers/findings.ts';
import { at, event, originOf, PARAMS, param, places, sessionStart, weigh } from './support.ts';

test('a sound body has no finding, whatever the event', () => {
  expect(weigh(sessionStart({}, { customMetadata: { a: 'b' } }), at('acme.hb-api.omtrdc.net'))).toEqual([]);
  for (const name of EVENT_TYPES.slice(1).filter((name) => name !== 'statesUpdate'))
    expect(weigh(event(name))).toEqual([]);
});

test('a finding in full', () => {
  expect(worded(param('analytics.trackingServer', 'https://metrics.example.com/'))).toEqual({
    code: 'tracking-server-form',
    severity: 'warning',
    path: '/params/analytics.trackingServer',
    expected: 'a bare host name',
    actual: 'string "https://metrics.example.com/"',
    origin: originOf(['params', 'analytics.trackingServer']),
    evidence: 'plausibility',
    args: { key: 'analytics.trackingServer', flag: '--tracking-server', suggestion: 'metrics.example.com' },
  });
});

test('values of the wrong type are left to the schema', () => {
  const params: JsonObject = Object.fromEntries(Object.keys(PARAMS).map((key) => [key, [1]]));
  Object.assign(params, {
    'media.downloaded': 'true',
    'media.pass.auth': true,
    'visitor.marketingCloudUserId': 5,
  });
  const body = {
    eventType: 'sessionStart',
    playerTime: { playhead: '-1', ts: '1509045324' },
    params,
    customMetadata: 3,
    qoeData: null,
  };
  expect(weigh(body)).toEqual([]);
  expect(weigh({ eventType: 3, playerTime: [], params: 'x' })).toEqual([]);
  expect(weigh({})).toEqual([]);
});

test('problems add up, in the order of the checks', () => {
  const body = sessionStart(
    { 'media.id': '{id}', 'analytics.reportSuite': 'a,b' },
    { playerTime: { playhead: -1, ts: 1 } },
  );
  expect(places(weigh(body))).toEqual([
    'placeholder /params/media.id',
    'report-suite-form /params/analytics.reportSuite',
    'ts-range /playerTime/ts',
    'playhead-range /playerTime/playhead',
  ]);
});
