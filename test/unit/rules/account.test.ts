import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { argsOf } from '../../helpers/findings.ts';
import { at, onlyWeighed as only, origin, param, sessionStart, weigh } from './support.ts';

describe('the account', () => {
  test.each<[string, string, string, JsonValue | undefined]>([
    ['tracking-server-form', 'analytics.trackingServer', 'metrics.example.com:443', 'metrics.example.com'],
    ['tracking-server-form', 'analytics.trackingServer', 'metrics.example.com/b/ss', 'metrics.example.com'],
    ['tracking-server-form', 'analytics.trackingServer', ' "metrics.example.com" ', 'metrics.example.com'],
    ['tracking-server-form', 'analytics.trackingServer', 'metrics', undefined],
    ['tracking-server-form', 'analytics.trackingServer', 'a.example,b.example', undefined],
    ['report-suite-form', 'analytics.reportSuite', 'my suite', 'mysuite'],
    ['report-suite-form', 'analytics.reportSuite', 'suite\n', 'suite'],
    ['report-suite-form', 'analytics.reportSuite', 'one,two', undefined],
    [
      'org-id-form',
      'visitor.marketingCloudOrgId',
      '0123456789ABCDEF01234567',
      '0123456789ABCDEF01234567@AdobeOrg',
    ],
    [
      'org-id-form',
      'visitor.marketingCloudOrgId',
      '0123456789abcdef01234567@adobeorg',
      '0123456789ABCDEF01234567@AdobeOrg',
    ],
    [
      'org-id-form',
      'visitor.marketingCloudOrgId',
      '"0123456789ABCDEF01234567@AdobeOrg"\n',
      '0123456789ABCDEF01234567@AdobeOrg',
    ],
    ['org-id-form', 'visitor.marketingCloudOrgId', '0123456789ABCDEF0123456789@AdobeOrg', undefined],
    ['org-id-form', 'visitor.marketingCloudOrgId', 'acme', undefined],
    ['ecid-form', 'visitor.marketingCloudUserId', '12345', undefined],
    ['ecid-form', 'visitor.marketingCloudUserId', ` ${'1'.repeat(38)}`, '1'.repeat(38)],
  ])('%s: %s %j', (code, key, value, suggestion) => {
    const finding = param(key, value);
    expect(finding).toMatchObject({ code, severity: 'warning', path: `/params/${key}` });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
  });

  test('several report suites are named as such', () => {
    expect(param('analytics.reportSuite', 'one,two')?.args).toMatchObject({ several: true });
  });

  test('an organisation ID for a report suite is named as such', () => {
    expect(param('analytics.reportSuite', '0123456789ABCDEF01234567@AdobeOrg')?.args).toMatchObject({
      org: true,
    });
    expect(param('analytics.reportSuite', 'my suite')?.args).not.toHaveProperty('org');
  });

  test.each([['localhost'], ['127.0.0.1'], ['saa.cbsi.com'], ['bücher.example']])(
    '%s may be a tracking server',
    (host) => {
      expect(weigh(sessionStart({ 'analytics.trackingServer': host }))).toEqual([]);
    },
  );

  test.each([
    ['acme.hb-api.omtrdc.net', 'collection'],
    ['acme.hb.omtrdc.net', 'heartbeat'],
    ['edge.adobedc.net', 'edge'],
    ['acme.sc.omtdrc.net', 'unknown'],
  ])('%s is no tracking server', (host, kind) => {
    expect(param('analytics.trackingServer', host)).toMatchObject({
      code: 'tracking-server-host',
      args: { kind },
    });
  });

  test('the host of the request is no tracking server either', () => {
    const findings = weigh(sessionStart(), at('METRICS.example.com'));
    expect(findings).toMatchObject([{ code: 'tracking-server-host', args: { same: true } }]);
  });

  test.each([
    ['acme.hb.omtrdc.net', 'heartbeat', 'acme.hb-api.omtrdc.net'],
    ['acme.sc.omtrdc.net', 'analytics', undefined],
    ['edge.adobedc.net', 'edge', undefined],
    ['acme.hb-api.omtdrc.net', 'unknown', 'acme.hb-api.omtrdc.net'],
  ])('%s is no endpoint', (host, kind, suggestion) => {
    const finding = only(sessionStart(), at(host));
    expect(finding).toMatchObject({
      code: 'endpoint-host',
      severity: 'warning',
      path: 'endpoint',
      actual: { type: 'name', value: host },
      origin,
    });
    expect(finding?.args).toMatchObject({ key: 'endpoint', flag: '--endpoint', kind });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
  });

  test('both swapped', () => {
    const body = sessionStart({ 'analytics.trackingServer': 'acme.hb-api.omtrdc.net' });
    const findings = weigh(body, at('acme.sc.omtrdc.net'));
    expect(findings.map((finding) => [finding.code, finding.severity, argsOf(finding)['server']])).toEqual([
      ['endpoint-host', 'error', 'acme.hb-api.omtrdc.net'],
    ]);
  });
});
