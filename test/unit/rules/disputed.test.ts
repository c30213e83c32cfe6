import { expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { checkEvent } from '../../../src/rules/check-event.ts';
import { event, NOW, originOf, schemaOf, sessionStart } from './support.ts';

const AD = {
  'media.ad.id': '002',
  'media.ad.length': 7,
  'media.ad.podPosition': 1,
  'media.ad.playerName': 'player',
};

const checked = (body: JsonObject, live?: JsonObject) =>
  checkEvent(body, { originOf, now: NOW, online: true, ...(live && { liveSchema: () => live }) });
const severities = (body: JsonObject, live?: JsonObject) =>
  checked(body, live).map(({ code, path, severity }) => `${severity} ${code} ${path}`);

test('samples of Adobe against the tables of Adobe: a warning that says so', () => {
  const ad = event('adStart', { params: { ...AD, 'media.ad.podFriendlyName': 'pod1' } });
  expect(severities(ad)).toEqual(['warning param-unknown /params/media.ad.podFriendlyName']);
  const [finding] = checked(ad);
  expect(finding && sayFinding(finding)).toEqual({
    message: expect.stringMatching(/by the tables of Adobe's documents, though their samples have it\.$/),
    fix: 'Leave it out here: the tables have it in the params of adBreakStart.',
  });
  const change = event('bitrateChange', { qoeData: { bitrate: 10_000 } });
  expect(severities(change)).toEqual(['warning body-unknown /qoeData/bitrate']);
});

test('an endpoint that refuses it is no dispute', () => {
  const ad = event('adStart', { params: { ...AD, 'media.ad.podFriendlyName': 'pod1' } });
  expect(severities(ad, schemaOf('adStart'))).toEqual([
    'error param-unknown /params/media.ad.podFriendlyName',
  ]);
});

test('the same keys elsewhere are errors', () => {
  const pod = { 'media.ad.podFriendlyName': 'pod1' };
  expect(severities(sessionStart(pod))).toEqual(['error param-unknown /params/media.ad.podFriendlyName']);
  expect(severities(sessionStart({ bitrate: 1 }))).toEqual(['error param-unknown /params/bitrate']);
});

test('a sessionStart with the keys of the page on opt-out alone', () => {
  const params = { 'analytics.optOutServerSideForwarding': true, 'analytics.optOutShare': true };
  const body = { eventType: 'sessionStart', playerTime: { playhead: 0, ts: NOW }, params };
  const found = severities(body).filter((text) => text.includes('param-missing'));
  expect(found.length).toBeGreaterThan(5);
  expect(found.filter((text) => !text.startsWith('warning'))).toEqual([]);
  const more = { ...body, params: { ...params, 'media.id': 'x' } };
  expect(severities(more).filter((text) => text.startsWith('error param-missing')).length).toBeGreaterThan(4);
});
