import { expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { PARAM_GROUPS, paramFlag, paramSpecs } from '../../../src/rules/params.ts';

const START = paramSpecs('sessionStart');

test.each([
  ['media.id', '--id'],
  ['media.contentType', '--content-type'],
  ['media.pass.mvpd', '--pass-mvpd'],
  ['analytics.enableSSL', '--enable-ssl'],
  ['analytics.aid', '--aid'],
  ['visitor.marketingCloudUserId', '--marketing-cloud-user-id'],
  ['visitor.customerIDs', '--customer-ids'],
  ['appInstallationId', '--app-installation-id'],
  ['analytics.trackingServer', '--tracking-server'],
  ['analytics.reportSuite', '--report-suite'],
  ['visitor.marketingCloudOrgId', '--org-id'],
  ['media.ad.podIndex', '--ad-pod-index'],
])('%s is set by %s', (key, flag) => {
  expect(paramFlag(key)).toBe(flag);
});

test.each(EVENT_TYPES)('the flags of %s are distinct', (name) => {
  const flags = paramSpecs(name).map((spec) => spec.flag);
  expect(new Set(flags).size).toBe(flags.length);
  for (const flag of flags) expect(flag).toMatch(/^--[a-z]+(?:-[a-z]+)*$/);
});

test('no flag of a param is one that the commands have for something else', () => {
  const taken =
    'body config custom dry-run end endpoint har json live param playhead profile qoe retry smoke timeout ts';
  for (const name of taken.split(' ')) expect(START.map((spec) => spec.flag)).not.toContain(`--${name}`);
});

test('a spec says all that the schema says', () => {
  const spec = (key: string) => START.find((one) => one.key === key);
  expect(START).toHaveLength(46);
  expect(spec('media.length')).toMatchObject({ type: 'number', required: true, group: 'Content' });
  expect(spec('media.length')?.description).toContain('seconds');
  expect(spec('media.resume')).toMatchObject({ type: 'boolean', required: false, group: 'Player' });
  expect(spec('visitor.customerIDs')).toMatchObject({ type: 'object', group: 'Visitor' });
  expect(START.filter((one) => one.required)).toHaveLength(8);
});

test('every group of a sessionStart has members, and events sort into theirs', () => {
  const groups = new Set(START.map((spec) => spec.group));
  const own = ['Ads', 'Chapters', 'Player state', 'Quality'];
  expect(groups).toEqual(new Set(PARAM_GROUPS.filter((group) => !own.includes(group))));
  const groupOf = (event: string, key: string) => paramSpecs(event).find((spec) => spec.key === key)?.group;
  expect(groupOf('adStart', 'media.ad.id')).toBe('Ads');
  expect(groupOf('chapterStart', 'media.chapter.index')).toBe('Chapters');
  expect(groupOf('statesUpdate', 'statesStart')).toBe('Player state');
  expect(groupOf('play', 'media.qoe.bitrate')).toBe('Quality');
  expect(groupOf('error', 'media.errorId')).toBe('Quality');
});

test('the specs of an event are made once, and an unknown event has none', () => {
  expect(paramSpecs('sessionStart')).toBe(START);
  expect(paramSpecs('constructor')).toEqual([]);
});
