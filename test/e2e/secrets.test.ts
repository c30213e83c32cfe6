import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const PATH = 'collect.example/api/v1/sessions';
const BODY = '{"eventType":"sessionStart"}';

/** A HAR of one request to a URL, which the server answered with a redirect and a text. */
function harOf(url: string, location: string, text: string, headers: object[] = []): string {
  const request = { method: 'POST', url, headers, postData: { mimeType: 'application/json', text: BODY } };
  const response = { status: 302, statusText: 'Found', headers: [{ name: 'Location', value: location }] };
  return JSON.stringify({ log: { entries: [{ request, response: { ...response, content: { text } } }] } });
}

const basic = Buffer.from('operator:pw-CANARY').toString('base64');
const said = `{"message":"no pw-CANARY here, nor ${basic}, nor https://operator:pw-CANARY@h.example/"}`;

describe('fault row 114: user names and passwords of a capture are never shown', () => {
  test.each<[string, string]>([
    ['a curl command', `curl 'https://operator:pw-CANARY@${PATH}' -d '${BODY}'`],
    ['curl without a scheme', `curl operator:pw-CANARY@${PATH} -d '${BODY}'`],
    [
      'curl -u',
      `curl -u operator:pw-CANARY -H 'Authorization: Bearer pw-CANARY' https://${PATH} -d '${BODY}'`,
    ],
    ['two curl commands', `curl https://operator:pw-CANARY@${PATH} -d '{'\n`.repeat(2)],
    ['a password in escapes', `curl 'https://operator:pw-C%41NARY@${PATH}' -d '${BODY}'`],
    ['a HAR', harOf(`https://operator:pw-CANARY@${PATH}`, 'https://operator:pw-CANARY@h.example/', said)],
    [
      'a HAR whose password is only in its answer',
      harOf(`https://${PATH}`, 'https://operator:pw-CANARY@h.example/', 'no'),
    ],
    [
      'a header of a HAR',
      harOf(`https://${PATH}`, `/x?${basic}`, said, [{ name: 'authorization', value: `Basic ${basic}` }]),
    ],
    [
      'output of this tool',
      JSON.stringify({
        schemaVersion: 1,
        command: 'start',
        request: { method: 'POST', url: `https://operator:pw-CANARY@${PATH}`, body: JSON.parse(BODY) },
        http: { status: 302, headers: { location: `https://operator:pw-CANARY@${PATH}` } },
      }),
    ],
  ])('%s', async (_, capture) => {
    for (const more of [[], ['-v'], ['--json'], ['-q']]) {
      const outcome = await run(['explain', '-', ...more], { stdin: capture });
      expect(outcome.code).toBe(2);
      expect(outcome.stdout + outcome.stderr).not.toMatch(/CANARY|operator/);
      expect(outcome.stdout + outcome.stderr).not.toContain(basic);
    }
  });
});

describe('fault row 119: a secret is hidden however it is written', () => {
  test('in what config show prints of custom metadata and visitor IDs', async () => {
    const file = JSON.stringify({
      customMetadata: { login: 'CANARY' },
      params: { 'analytics.visitorId': 'CANARY', 'media.id': 'kept' },
    });
    const cwd = tempDirectory({ '.mediarc': file });
    for (const more of [[], ['--json'], ['-v']]) {
      const { code, stdout, stderr } = await run(['config', 'show', ...more], { cwd });
      expect([code, /CANARY/.test(stdout + stderr)]).toEqual([0, false]);
      expect(stdout).toContain('customMetadata.login');
      expect(stdout).toContain('kept');
    }
  });

  test.each([
    'VISITOR-ÉTOILE',
    'visitor%2d%c3%a9toile',
    '{"message":"Visitor-\\u00C9toile"}',
    '<html><title>visitor&#45;&eacute;toile</title>',
    '<html><h1>visitor&#x2d;&#XE9;toile</h1>',
    JSON.stringify({ error: JSON.stringify({ id: 'visitor-étoile' }).replace('é', '\\u00e9') }),
  ])('in an answer: %s', async (text) => {
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('400 Bad Request', [`X-Echo: ${encodeURI(text)}`], text)),
    });
    const cwd = tempDirectory({ '.mediarc': mediarc(server.url) });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--visitor-id', 'Visitor-étoile'];
    for (const more of [[], ['-v'], ['--json']]) {
      const { code, stdout, stderr } = await run([...args, ...more], { cwd });
      expect(code).toBe(4);
      expect(stdout + stderr).not.toMatch(/toile/i);
    }
  });
});

describe('fault row 110: a capture of thousands of requests, each with a visitor ID of its own', () => {
  const bodyOf = (index: number): string =>
    JSON.stringify({
      eventType: 'ping',
      playerTime: { playhead: index, ts: Date.now() + index },
      customMetadata: { 'analytics.visitorId': `visitor-CANARY-${index}` },
    });
  const indexes = [...Array(8_000).keys()];
  const entries = indexes.map((index) => ({
    request: { method: 'POST', url: `https://${PATH}/abc/events`, postData: { text: bodyOf(index) } },
    response: { status: 400, content: { text: `{"message":"no visitor-canary-${index}"}` } },
  }));

  test.each([
    ['NDJSON', indexes.map(bodyOf).join('\n')],
    ['HAR', JSON.stringify({ log: { entries } })],
  ])('%s', async (form, stdin) => {
    const outcome = await run(['explain', '-', '--json'], { stdin });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).not.toMatch(/canary/i);
    const { requests } = JSON.parse(outcome.stdout);
    expect(requests).toHaveLength(8_000);
    if (form === 'HAR') expect(JSON.stringify(requests.at(-1))).toContain('no [redacted]');
  });
});
