import { expect, test } from 'vitest';
import { bareHost, collectionHostFor, hostKind, meantHost } from '../../../src/rules/hosts.ts';

test.each([
  ['acme.hb-api.omtrdc.net', 'collection'],
  ['hb-api.omtrdc.net', 'collection'],
  ['ACME.HB-API.OMTRDC.NET.', 'collection'],
  ['https://acme.hb-api.omtrdc.net:443/api/v1/sessions', 'collection'],
  ['acme.hb.omtrdc.net', 'heartbeat'],
  ['acme.sc.omtrdc.net', 'analytics'],
  ['acme.d1.sc.omtrdc.net', 'analytics'],
  ['acme.112.2o7.net', 'analytics'],
  ['acme.data.adobedc.net', 'analytics'],
  ['edge.adobedc.net', 'edge'],
  ['server.adobedc.net', 'edge'],
  ['adobedc.demdex.net', 'edge'],
  ['https://media.example.com/ee/va/v1/sessionStart', 'edge'],
  ['metrics.example.com', 'unknown'],
  ['xhb.omtrdc.net', 'unknown'],
  ['sc.omtrdc.net.example.com', 'unknown'],
  ['acme.tt.omtrdc.net', 'unknown'],
  ['coffee.example/tree/ee', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (host, kind) => {
  expect(hostKind(host)).toBe(kind);
});

test.each([
  ['https://a.example/b?c#d', 'a.example'],
  [' a.example:8443 ', 'a.example'],
  ['//a.example', 'a.example'],
  ['https://user:pass@a.example:1/', 'a.example'],
  ['a.example.', 'a.example'],
  ['a.example', 'a.example'],
  ['', ''],
])('the host in %j is %j', (text, host) => {
  expect(bareHost(text)).toBe(host);
});

test('the collection host beside a heartbeat host', () => {
  expect(collectionHostFor('https://acme.hb.omtrdc.net/x')).toBe('acme.hb-api.omtrdc.net');
});

test.each([
  ['acme.hb-api.omtrdc.ent', 'acme.hb-api.omtrdc.net'],
  ['acme.hb-api.omtrdc.com', 'acme.hb-api.omtrdc.net'],
  ['ACME.hb-api.omtdrc.net:443', 'acme.hb-api.omtrdc.net'],
  ['acme.hbapi.omtrdc.net', 'acme.hb-api.omtrdc.net'],
  ['https://acme.hb_api.omtrdc.net/api/v1', 'acme.hb-api.omtrdc.net'],
  ['hb-api.omtrdc.nte', 'hb-api.omtrdc.net'],
  ['acme.hb-api.omtrdc.net', undefined],
  ['acme.hb.omtrdc.net', undefined],
  ['acme.tt.omtrdc.net', undefined],
  ['acme.sc.omtdrc.net', undefined],
  ['media.comtrac.net', undefined],
  ['hb-api.acme.net', undefined],
  ['omtdrc.net', undefined],
  ['localhost', undefined],
])('the collection host meant by %s is %s', (host, meant) => {
  expect(meantHost(host, 'collection')).toBe(meant);
});

test.each([
  ['acme.sc.omtdrc.net', 'acme.sc.omtrdc.net'],
  ['acme.sc.omtrdc.com', 'acme.sc.omtrdc.net'],
  ['acme.d1.sc.omtrdc.ent', 'acme.d1.sc.omtrdc.net'],
  ['acme.tt.omtrdc.net', undefined],
  ['acme.tt.omtdrc.net', undefined],
  ['acme.sc.omtrdc.net', undefined],
  ['smetrics.acme.com', undefined],
])('the tracking server meant by %s is %s', (host, meant) => {
  expect(meantHost(host, 'analytics')).toBe(meant);
});
