import { expect, test } from 'vitest';
import { bareHost, collectionHostFor, hostKind } from '../../../src/rules/hosts.ts';

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
