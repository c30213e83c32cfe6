import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { argsOf } from '../../helpers/findings.ts';
import {
  event,
  onlyWeighed as only,
  originOf,
  PARAMS,
  param,
  sessionStart,
  weigh,
  without,
} from './support.ts';

describe('content', () => {
  test.each([
    ['undefined'],
    ['null'],
    ['(null)'],
    ['NaN'],
    ['[object Object]'],
    [' undefined '],
    ['%VIDEO_ID%'],
    ['%%video.id%%'],
    ['$VIDEO_ID'],
    ['__TITLE__'],
    ['MEDIA_ID'],
    ['MEDIA_ID_1234'],
    ['VIDEO_ID123456'],
    ['PLAYER_NAME'],
    ['APP_ID_HERE'],
    ['CUSTOM_VALUE1'],
  ])('the text %j', (text) => {
    expect(param('media.name', text)).toMatchObject({
      code: 'literal-text',
      severity: 'warning',
      args: { flag: '--name' },
    });
    expect(only(sessionStart({}, { customMetadata: { a: text } }))).toMatchObject({
      code: 'literal-text',
      path: '/customMetadata/a',
    });
    for (const key of [
      'analytics.trackingServer',
      'analytics.reportSuite',
      'media.contentType',
      'visitor.marketingCloudOrgId',
    ]) {
      expect(param(key, text)).toMatchObject({ code: 'literal-text', args: { required: true } });
    }
  });

  test('an empty text where a value is required', () => {
    expect(param('media.id', ' ')).toMatchObject({
      code: 'literal-text',
      args: { empty: true, required: true },
    });
    expect(weigh(sessionStart({ 'media.show': '' }))).toEqual([]);
  });

  test.each(['N/A', 'n/a', 'TBD', 'tba'])('%s in a param, but not in custom metadata', (text) => {
    expect(param('visitor.marketingCloudUserId', text)).toMatchObject({ code: 'literal-text' });
    expect(param('media.season', text)).toMatchObject({ code: 'literal-text', severity: 'warning' });
    expect(weigh(sessionStart({}, { customMetadata: { a: text } }))).toEqual([]);
  });

  test('where it cannot be real, it is an error', () => {
    const severityOf = (key: string, text: string) => (param(key, text) as { severity?: string }).severity;
    expect(severityOf('analytics.trackingServer', 'undefined')).toBe('error');
    expect(severityOf('visitor.marketingCloudOrgId', 'N/A')).toBe('error');
    expect(severityOf('analytics.reportSuite', '[object Object]')).toBe('error');
    expect(severityOf('analytics.reportSuite', 'undefined')).toBe('warning');
    expect(severityOf('media.channel', 'N/A')).toBe('warning');
  });

  test.each([
    'unknown',
    'NA',
    'Null Island',
    'M*A*S*H',
    '100%',
    '$ELLER',
    'SHOW_4711',
    'EPISODE_ID_48213',
    'EPISODE_ID_1240',
    'HBO_MAX',
    'VIDEO_1',
    'A_MEDIA_ID',
    'TBS',
    'None',
  ])('%s is a value', (text) => {
    expect(weigh(sessionStart({ 'media.name': text }))).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [sessionStart({ 'media.id': '<your-id>' }), '/params/media.id'],
    [
      sessionStart({ 'analytics.trackingServer': '<your-aa-tracking-server>' }),
      '/params/analytics.trackingServer',
    ],
    [sessionStart({ 'media.contentType': '[YOUR_TYPE]' }), '/params/media.contentType'],
    [
      sessionStart({ 'visitor.customerIDs': { user: { id: '{{user}}' } } }),
      '/params/visitor.customerIDs/user/id',
    ],
    [sessionStart({}, { customMetadata: { a: '<your metadata>' } }), '/customMetadata/a'],
    [event('error', { qoeData: { 'media.qoe.errorID': '{id}' } }), '/qoeData/media.qoe.errorID'],
    [
      event('statesUpdate', { params: { statesStart: [{ 'media.state.name': '{state}' }] } }),
      '/params/statesStart/0/media.state.name',
    ],
  ])('a placeholder %#', (body, path) => {
    const findings = weigh(body).filter(({ code }) => code !== 'event-unconfirmed');
    expect(findings).toMatchObject([{ code: 'placeholder', severity: 'error', path }]);
  });

  test('a content type without a segment', () => {
    expect(param('media.contentType', 'vodd')).toMatchObject({
      code: 'content-type-unknown',
      args: { suggestion: 'vod' },
    });
    expect(param('media.contentType', 'masterclass')?.args).toEqual({
      key: 'media.contentType',
      flag: '--content-type',
    });
    for (const type of ['VOD', 'Live', 'Linear', 'podcast', 'aod']) {
      expect(weigh(sessionStart({ 'media.contentType': type }))).toEqual([]);
    }
  });

  test('no stream type', () => {
    const params = without(PARAMS, 'media.streamType');
    const finding = only(sessionStart({}, { params }));
    expect(finding).toMatchObject({
      code: 'stream-type-missing',
      severity: 'info',
      path: '/params/media.streamType',
    });
    expect(finding?.actual).toBeUndefined();
    const parent = originOf(['params']);
    const inParams = only(sessionStart({}, { params }), {
      originOf: (path) => (path.length === 1 ? parent : undefined),
    });
    expect(inParams?.origin).toEqual(parent);
  });

  test('a download online', () => {
    expect(param('media.downloaded', true)).toMatchObject({
      code: 'downloaded-online',
      severity: 'error',
      args: { suggestion: false },
    });
    expect(weigh(sessionStart({ 'media.downloaded': true }), { online: false })).toEqual([]);
    expect(weigh(sessionStart({ 'media.downloaded': false }))).toEqual([]);
  });

  test('Adobe Pass', () => {
    expect(param('media.pass.auth', 'yes')).toMatchObject({
      code: 'pass-auth-value',
      args: { suggestion: 'true' },
    });
    for (const value of ['true', 'TRUE'])
      expect(weigh(sessionStart({ 'media.pass.auth': value }))).toEqual([]);
  });

  test('reserved custom metadata', () => {
    const customMetadata = {
      'media.name': 'x',
      'media.mine': 'x',
      'a.b': 'x',
      'a.': 'x',
      'app.x': 'x',
      'media.a b': 'x',
    };
    const findings = weigh(sessionStart({}, { customMetadata }));
    expect(
      findings.map((finding) => [finding.path, argsOf(finding)['belongs'], argsOf(finding)['suggestion']]),
    ).toEqual([
      ['/customMetadata/media.name', 'params', 'name'],
      ['/customMetadata/media.mine', undefined, 'mine'],
      ['/customMetadata/a.b', undefined, 'b'],
      ['/customMetadata/a.', undefined, undefined],
    ]);
    expect(findings[0]).toMatchObject({
      code: 'custom-metadata-reserved',
      severity: 'warning',
      origin: originOf(['customMetadata', 'media.name'], 'key'),
      args: { prefix: 'media.' },
    });
  });

  test('the place of an ad', () => {
    const ad = (position: number) => event('adStart', { params: { 'media.ad.podPosition': position } });
    expect(only(ad(0))).toMatchObject({ code: 'pod-position-zero', args: { suggestion: 1 } });
    expect(only(ad(-1))?.args).toEqual({ key: 'media.ad.podPosition' });
    expect(weigh(ad(1))).toEqual([]);
  });

  test('params that belong elsewhere', () => {
    const quality = { 'media.qoe.bitrate': 1, 'media.qoe.other': 1 };
    expect(only(event('bitrateChange', { params: quality }))).toMatchObject({
      code: 'params-form',
      severity: 'warning',
      path: '/params/media.qoe.bitrate',
      args: { kind: 'quality', suggestion: 'media.qoe.bitrate' },
    });
    const error = event('error', { params: { 'media.errorId': 'e', 'media.errorSource': 'player' } });
    expect(weigh(error).map((finding) => argsOf(finding)['suggestion'])).toEqual([
      'media.qoe.errorID',
      'media.qoe.errorSource',
    ]);
    expect(weigh(sessionStart(quality))).toEqual([]);
  });

  test('params of a ping', () => {
    expect(only(event('ping', { params: {} }))).toMatchObject({
      code: 'params-form',
      path: '/params',
      args: { kind: 'ping' },
    });
    expect(weigh(event('play', { params: {} }))).toEqual([]);
  });

  test('an event that is in no list', () => {
    expect(only(event('statesUpdate', { params: {} }))).toMatchObject({
      code: 'event-unconfirmed',
      severity: 'warning',
      path: '/eventType',
    });
  });
});
