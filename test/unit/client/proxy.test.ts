import { describe, expect, test } from 'vitest';
import { decideProxy, displayProxy, matchNoProxy } from '../../../src/client/proxy.ts';
import { findingOf } from '../../helpers/findings.ts';

const HTTPS = new URL('https://c.hb-api.omtrdc.net');
const HTTP = new URL('http://127.0.0.1:8080');

describe('which proxy (rows 21, 22 and 24)', () => {
  test.each([
    [HTTPS, {}, 'none-set'],
    [HTTPS, { HTTPS_PROXY: 'http://p:1' }, 'HTTPS_PROXY'],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' }, 'https_proxy'],
    [HTTPS, { HTTPS_PROXY: 'http://p:1', https_proxy: '' }, 'HTTPS_PROXY'],
    [HTTPS, { HTTP_PROXY: 'http://p:1' }, 'other-scheme'],
    [HTTP, { HTTP_PROXY: 'http://p:1' }, 'HTTP_PROXY'],
    [HTTP, { HTTPS_PROXY: 'http://p:1' }, 'other-scheme'],
    [HTTPS, { ALL_PROXY: 'http://p:1' }, 'ALL_PROXY'],
    [HTTP, { all_proxy: 'p:1' }, 'all_proxy'],
    [HTTPS, { ALL_PROXY: 'http://p:1', NO_PROXY: '.omtrdc.net' }, 'no-proxy'],
  ])('%s %j: %s', (target, env, expected) => {
    const decision = decideProxy(target, env);
    expect(decision.use ? decision.proxy.source : decision.why).toBe(expected);
  });

  test('a proxy without a scheme is http, and its password is not shown', () => {
    const decision = decideProxy(HTTPS, { HTTPS_PROXY: 'user:secret@p.example:3128' });
    expect(decision.use && displayProxy(decision.proxy)).toBe('http://p.example:3128');
  });

  test.each(['socks5://p:1', 'http://', 'p:99999'])('%s cannot be used', async (value) => {
    const finding = await findingOf(() => decideProxy(HTTPS, { HTTPS_PROXY: value }));
    expect(finding).toMatchObject({ code: 'setting-invalid', origin: { kind: 'env', name: 'HTTPS_PROXY' } });
  });
});

describe('NO_PROXY (row 23)', () => {
  test.each([
    ['https://a.example.com', '*', true],
    ['https://a.example.com', 'x, *', true],
    ['https://a.example.com', 'example.com', true],
    ['https://a.example.com', '.example.com', true],
    ['https://a.example.com', '*.example.com', true],
    ['https://example.com', '.example.com', true],
    ['https://notexample.com', 'example.com', false],
    ['https://A.Example.com', 'a.EXAMPLE.com', true],
    ['https://a.example.com', 'a.example.com:443', true],
    ['https://a.example.com', 'a.example.com:8443', false],
    ['https://a.example.com:8443', 'a.example.com:8443', true],
    ['https://a.example.com', 'other.com  example.com', true],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.30', '10.1.2.3', false],
    ['https://10.1.2.3', '2.3', false],
    ['https://10.1.2.3:8443', '10.1.2.3:8443', true],
    ['https://[::1]', '[::1]', true],
    ['https://[::1]:8443', '[::1]:8443', true],
    ['https://[::1]', '::1', true],
    ['https://[2001:db8::5]', '2001:db8::/32', true],
    ['https://[2001:db9::5]', '2001:db8::/32', false],
    ['https://localhost', '127.0.0.1', false],
    ['https://a.example.com', '10.0.0.0/99', false],
    ['https://a.example.com', '', false],
  ])('%s against "%s": %s', (url, list, expected) => {
    expect(matchNoProxy(new URL(url), list) !== undefined).toBe(expected);
  });
});
