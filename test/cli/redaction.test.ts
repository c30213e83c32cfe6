import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { runMain } from '../helpers/run-main.ts';
import { tempDirectory } from '../helpers/temp.ts';

const NOW = fakeContext().now();

async function refusing(message: string, body: object, ...more: string[]) {
  const text = JSON.stringify({ message });
  const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('400 Bad Request', [], text)) });
  const args = [
    'start',
    `--endpoint=${server.url}`,
    ...ACCOUNT,
    ...CONTENT,
    '--body',
    'b.json',
    '--no-validate',
  ];
  return runMain({ 'b.json': JSON.stringify(body) }, [...args, ...more]);
}

const params = { params: { 'media.length': '60' } };

describe('custom values that are words', () => {
  test.each([
    'false',
    'true',
    'media.channel',
    'number',
    'required',
    'params',
    'must',
    'text',
    'sessionStart',
    'length',
  ])('"%s" takes no word out of a sentence', async (word) => {
    const message =
      'media.channel is required and must be text, not false; media.length must be a number, true?';
    const body = { ...params, eventType: 'sessionStart', playerTime: { playhead: 0, ts: NOW } };
    const plain = await refusing(message, body);
    const { err } = await refusing(message, { ...body, customMetadata: { a: word } });
    const withoutPort = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, 'h');
    expect(err).toContain(message);
    expect(withoutPort(err)).toBe(withoutPort(plain.err));
  });

  test('a value that is long and odd is hidden, within a sentence that stays', async () => {
    const body = { customMetadata: { login: 'jane.doe-77', short: 'abc' }, params: {} };
    const { err } = await refusing('customMetadata.login "jane.doe-77" of media.channel abc', body);
    expect(err).toContain('The server said: customMetadata.login "[redacted]" of media.channel abc');
  });
});

const start = (hidden: object, custom: object = {}): string =>
  JSON.stringify({
    eventType: 'sessionStart',
    playerTime: { playhead: 0, ts: NOW },
    params: {
      'analytics.trackingServer': 'a.sc.omtrdc.net',
      'analytics.reportSuite': 'rs',
      'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
      'media.id': 'x',
      'media.length': 60,
      'media.contentType': 'vod',
      'media.playerName': 'p',
      'media.channel': 'c',
      'media.streamType': 'video',
      ...hidden,
    },
    customMetadata: custom,
  });

describe('explain reads what redaction left', () => {
  test.each<[string, string]>([
    ['text', start({ 'visitor.marketingCloudUserId': '[redacted text]' }, { a: '[redacted text]' })],
    ['customer IDs', start({ 'visitor.customerIDs': '[redacted object]' })],
    ['of older reports', start({ 'visitor.marketingCloudUserId': '[redacted]' }, { a: '[redacted]' })],
    ['a number', start({ 'media.length': '[redacted number]' })],
    ['a boolean', start({ 'media.resume': '[redacted boolean]' })],
  ])('%s: no finding', async (_, body) => {
    const { code, out } = await runMain({ b: body }, ['explain', 'b', '-v']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^body: valid\n/)]);
    expect(out).not.toMatch(/redacted/);
  });

  test.each<[string, string, string]>([
    [
      'a number',
      start({}, { a: '[redacted number]' }),
      'customMetadata value of a must be text, not [redacted number].',
    ],
    [
      'a boolean',
      start({ 'analytics.aid': '[redacted boolean]' }),
      'analytics.aid must be text, not [redacted boolean].',
    ],
    [
      'text',
      start({ 'media.length': '[redacted text]' }),
      'media.length must be a number, not [redacted text].',
    ],
    [
      'null',
      start({ 'analytics.visitorId': '[redacted null]' }),
      'analytics.visitorId must be text, not [redacted null].',
    ],
  ])('%s of a wrong type is an error still', async (_, body, message) => {
    const { code, out } = await runMain({ b: body }, ['explain', 'b']);
    expect([code, out]).toEqual([2, expect.stringContaining(message)]);
  });

  test('a HAR of ours: the type of what was hidden, and the same errors when it is explained', async () => {
    const body = JSON.parse(start({ 'analytics.visitorId': 98_765_432 }, { a: true, b: 'jane.doe-77' }));
    const text = '{"message":"no"}';
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('400 Bad Request', [], text)),
    });
    const context = fakeContext({ cwd: tempDirectory({ 'b.json': JSON.stringify(body) }) });
    const args = ['start', `--endpoint=${server.url}`, '--body', 'b.json', '--no-validate', '--har', 'o.har'];
    expect(await main([...args, ...ACCOUNT], context)).toBe(4);
    expect(context.err()).not.toMatch(/98765432|jane/);
    const explained = fakeContext({ cwd: context.cwd });
    expect(await main(['explain', 'o.har'], explained)).toBe(2);
    expect(explained.out()).toContain('analytics.visitorId must be text, not [redacted number].');
    expect(explained.out()).toContain('The customMetadata value of a must be text, not [redacted boolean].');
  });

  test('start --from leaves hidden values out, and says so', async () => {
    const body = start(
      { 'analytics.aid': '[redacted text]' },
      { a: '[redacted]', b: '[redacted number]', c: 'kept' },
    );
    const { code, out, err } = await runMain({ b: body }, ['start', '--from', 'b', '--dry-run', ...ACCOUNT]);
    expect([code, err]).toEqual([0, expect.stringMatching(/^warning\[capture-redacted\]: 3 values /)]);
    expect(JSON.parse(out).customMetadata).toEqual({ c: 'kept' });
    expect(out).not.toContain('redacted');
  });
});
