import { describe, expect, test } from 'vitest';
import { apiUrl, parseEndpoint, redactEndpoint } from '../../../src/config/endpoint.ts';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Origin } from '../../../src/model/origin.ts';
import fc from '../../helpers/fc.ts';
import { findingOf, worded } from '../../helpers/findings.ts';

const origin: Origin = { kind: 'flag', name: '--endpoint' };
const sessions = (text: string) => apiUrl(parseEndpoint(text, origin).url, '/api/v1/sessions').href;

describe('accepted forms (fault row 26)', () => {
  test.each([
    ['c.hb-api.omtrdc.net', 'https://c.hb-api.omtrdc.net/api/v1/sessions'],
    ['c.example:8443', 'https://c.example:8443/api/v1/sessions'],
    ['https://c.example', 'https://c.example/api/v1/sessions'],
    ['HTTPS://C.Example/', 'https://c.example/api/v1/sessions'],
    ['https://c.example/prefix', 'https://c.example/prefix/api/v1/sessions'],
    ['c.example/prefix//', 'https://c.example/prefix/api/v1/sessions'],
    ['https://c.example/a%20b/', 'https://c.example/a%20b/api/v1/sessions'],
    ['localhost:1234', 'https://localhost:1234/api/v1/sessions'],
    ['127.0.0.1:1234', 'https://127.0.0.1:1234/api/v1/sessions'],
    ['http://localhost:1234', 'http://localhost:1234/api/v1/sessions'],
    ['http://127.0.0.1:1234/x', 'http://127.0.0.1:1234/x/api/v1/sessions'],
    ['http://127.9.9.9', 'http://127.9.9.9/api/v1/sessions'],
    ['http://[::1]:1234', 'http://[::1]:1234/api/v1/sessions'],
    ['[::1]:1234', 'https://[::1]:1234/api/v1/sessions'],
    ['http://localhost.:1234', 'http://localhost.:1234/api/v1/sessions'],
    ['http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]/api/v1/sessions'],
    ['https://c_1.example.', 'https://c_1.example./api/v1/sessions'],
  ])('%s', (text, expected) => {
    expect(sessions(text)).toBe(expected);
    expect(parseEndpoint(text, origin).notes).toEqual([]);
  });

  test.each([
    ['https://c.example/api/v1/sessions', '/api/v1/sessions', ''],
    ['c.example/api/v1/sessions/', '/api/v1/sessions/', ''],
    ['c.example/p/api/v1/sessions/abc123/events', '/api/v1/sessions/abc123/events', '/p'],
    ['c.example/api/v1/sessions/abc123', '/api/v1/sessions/abc123', ''],
    ['c.example/api/v1/schemas/sessionStart', '/api/v1/schemas/sessionStart', ''],
    ['c.example/api/v1', '/api/v1', ''],
    ['c.example/api/v1/session', '/api/v1/session', ''],
    ['https://c.example/p/api/v1/sesions/', '/api/v1/sesions/', '/p'],
  ])('%s loses the pasted path', (text, removed, prefix) => {
    expect(sessions(text)).toBe(`https://c.example${prefix}/api/v1/sessions`);
    expect(parseEndpoint(text, origin).notes).toEqual([
      {
        code: 'endpoint-path-removed',
        severity: 'warning',
        path: 'endpoint',
        origin,
        args: { removed, endpoint: `https://c.example${prefix}` },
      },
    ]);
  });

  test('other paths that only look alike are prefixes', () => {
    expect(sessions('c.example/api/v1x')).toBe('https://c.example/api/v1x/api/v1/sessions');
    expect(sessions('c.example/api/v1/media')).toBe('https://c.example/api/v1/media/api/v1/sessions');
  });
});

describe('refused (fault rows 25 and 27)', () => {
  test.each([
    ['{uri}'],
    ['https://{uri}/api/v1/sessions'],
    ['<your-collection-api-host>'],
    ['[YOUR_HOST]'],
    ['https://<company>.hb-api.omtrdc.net'],
    ['undefined'],
    ['null'],
    ['%ENDPOINT%'],
    ['$MEDIA_ENDPOINT'],
  ])('the placeholder %s', async (text) => {
    const finding = await findingOf(() => parseEndpoint(text, origin));
    expect(worded(finding)).toMatchObject({ code: 'placeholder', path: 'endpoint', actual: text, origin });
  });

  test.each([
    'http://c.example',
    'http://10.0.0.1:80',
    'http://localhost.example',
    'http://[::2]',
    'http://[::ffff:10.0.0.1]',
    'http://localhost.example.',
    'http://0.0.0.0',
  ])('plain http to another machine: %s', async (text) => {
    expect((await findingOf(() => parseEndpoint(text, origin))).code).toBe('endpoint-insecure');
  });

  test.each([
    'https://user:hunter2@c.example',
    'https://hunter2@c.example',
    'user:hunter2@c.example',
    'https://user:hun/ter2@c.example',
    'https://user:hunter2@{uri}',
    'https://user:hunter2@c.example:99999',
    'ftp://user:hunter2@c.example',
    'https:\\\\user:hunter2@c.example',
    'https://user:hunter2@c.example?x',
    'https://@c.example',
  ])('credentials are never echoed: %s', async (text) => {
    const finding = await findingOf(() => parseEndpoint(text, origin));
    expect(finding.code).toBe('endpoint-credentials');
    expect(JSON.stringify(finding)).not.toMatch(/hun|ter2|user/);
  });

  test.each([
    ['', 'empty'],
    ['https://', 'host is missing'],
    ['https:///x', 'host is missing'],
    ['//c.example', 'host is missing'],
    [':443', 'host is missing'],
    ['https:/c.example', '://'],
    ['https:c.example', '://'],
    ['https//c.example', '://'],
    ['http/c.example', '://'],
    ['ftp://c.example', 'scheme'],
    ['ws://c.example', 'scheme'],
    ['c.example?token=hunter2', 'everything from ? on'],
    ['https://c.example/?', 'everything from ? on'],
    ['c.example#top', 'everything from # on'],
    ['$ENDPOINT', 'valid host name'],
    ['.c.example', 'valid host name'],
    ['https://c..example/x', 'valid host name'],
    ['c.example,d.example', 'valid host name'],
    ['https://c;id/', 'valid host name'],
    ['c .example', 'whitespace'],
    ['c.example\u00a0', 'whitespace'],
    ['c.example/\u0007', 'control character'],
    ['"c.example"', 'quotation marks'],
    ['c.example\\x', 'backslash'],
    ['c.example:', 'port'],
    ['c.example:/x', 'port'],
    ['c.example:0', 'port'],
    ['c.example:65536', 'port'],
    ['c.example:http', 'port'],
    ['c.exa|mple', 'host name'],
    ['https://1.2.3.256', 'host name'],
  ])('%j', async (text, reason) => {
    const finding = await findingOf(() => parseEndpoint(text, origin));
    expect(finding).toMatchObject({ code: 'endpoint-invalid', path: 'endpoint', origin });
    expect(sayFinding(finding).message).toContain(reason);
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  test('any text gives an endpoint or a finding', () => {
    const piece = fc.constantFrom(
      'http',
      's',
      '://',
      '/',
      ':',
      '@',
      '?',
      '#',
      '[',
      ']',
      '::1',
      'a',
      '.',
      '1',
      '%',
      '{',
      '}',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 10 }).map((parts) => parts.join('')),
        (text) => {
          try {
            const { url } = parseEndpoint(text, origin);
            expect(
              url.protocol === 'https:' || /^(localhost|127\.|\[::(1|ffff:7f.*)\])/.test(url.hostname),
            ).toBe(true);
            expect(url.username + url.password + url.search + url.hash).toBe('');
          } catch (error) {
            expect((error as Error).name).toBe('InputError');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

test('redactEndpoint cuts out what could be secret', () => {
  expect(redactEndpoint('https://u:p@h.example/x')).toBe('...@h.example/x');
  expect(redactEndpoint('h.example?token=1')).toBe('h.example?...');
  expect(redactEndpoint('h.example#token?1')).toBe('h.example#...');
  expect(redactEndpoint('h.example/x')).toBe('h.example/x');
});
