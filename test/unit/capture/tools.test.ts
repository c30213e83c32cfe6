import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CapturedRequest } from '../../../src/capture/capture.ts';
import { readCapture } from '../../../src/capture/detect.ts';
import { readCaptureText } from '../../../src/capture/input.ts';
import { asObject } from '../../../src/model/json.ts';
import { fakeContext } from '../../helpers/context.ts';

/** Samples that the tools themselves wrote; README.md there says how. */
const TOOLS = fileURLToPath(new URL('../../fixtures/tools/', import.meta.url));

const HTTPS = 'https://example.hb-api.omtrdc.net/api/v1/sessions';
const SID = '5c9f6a4ab12c1b7c4f8f9a1be4c8d3e27f5a6b7c8d9e0f1a2b3c4d5e6f708192';
const EVENTS = `${HTTPS}/${SID}/events`;
const LOOPBACK = '127.0.0.1:4599/api/v1/sessions';

/** A title that is hard to quote, and what is left of it in the copy for the Windows command prompt. */
const NAME = 'It\'s "7": 100% of <Café> & 😀 `x` $HOME ^';
const CMD_NAME = 'It\'s "7": 100% of <Caf > &    `x` $HOME ^';
const SHORT_NAME = 'It\'s "7" – Café 😀';

/** What a sample is read as: the title or the event type of each body, the URL, the status of the response. */
type Row = [form: string, ...requests: [body: string | undefined, url: string, status?: number | string][]];

const ROWS: Readonly<Record<string, Row>> = {
  'chromium-curl-bash.txt': ['curl', [NAME, HTTPS]],
  'chromium-curl-cmd.txt': ['curl', [CMD_NAME, HTTPS]],
  'chromium-fetch.txt': ['fetch', [NAME, HTTPS]],
  'chromium-fetch-node.txt': ['fetch', [NAME, HTTPS]],
  'chromium-powershell.txt': ['powershell', [NAME, HTTPS]],
  'chromium-all-curl-bash.txt': ['curl', [NAME, HTTPS], ['pley', EVENTS]],
  'chromium-all-curl-cmd.txt': ['curl', [CMD_NAME, HTTPS], ['pley', EVENTS]],
  'chromium-all-fetch.txt': ['fetch', [NAME, HTTPS], ['pley', EVENTS]],
  'chromium-all-powershell.txt': ['powershell', [NAME, HTTPS], ['pley', EVENTS]],
  'chromium-copied.har': ['har', [NAME, HTTPS, 400], ['pley', EVENTS, 204]],
  'chromium-exported.har': ['har', [NAME, HTTPS, 400], ['pley', EVENTS, 204]],
  'chromium-failures.har': [
    'har',
    [NAME, HTTPS.replace('example', 'nocors'), 'failed'],
    [NAME, HTTPS.replace('example', 'nocors'), 201],
    [NAME, HTTPS.replace('example', 'refused'), 'connection'],
    [NAME, HTTPS.replace('example', 'nohost'), 'dns'],
    [NAME, HTTPS.replace('example', 'slow'), 'aborted'],
    [NAME, HTTPS, 201],
  ],
  'httpie-offline.txt': ['http', [SHORT_NAME, HTTPS.slice('https://'.length)]],
  'httpie-colours.txt': ['http', [SHORT_NAME, HTTPS.slice('https://'.length)]],
  'httpie-verbose.txt': ['http', [SHORT_NAME, LOOPBACK, 400]],
  'newman-report.json': ['newman', [SHORT_NAME, `http://${LOOPBACK}`, 400]],
  'newman-collection.json': ['postman', [SHORT_NAME, `http://${LOOPBACK}`]],
  'curl-include.txt': ['curl', [SHORT_NAME, `http://${LOOPBACK}`, 400]],
  'curl-verbose.txt': ['http', [undefined, LOOPBACK, 400]],
  'wget-debug.txt': ['http', [undefined, LOOPBACK, 400]],
};

const read = async (file: string) => {
  const { text, origin } = await readCaptureText(`${TOOLS}${file}`, fakeContext());
  return readCapture(text, origin);
};

function rowOf({ body, address, response }: CapturedRequest): unknown[] {
  const value = asObject(body?.value);
  const told = asObject(value['params'])['media.name'] ?? value['eventType'];
  const status = response?.kind === 'seen' ? response.status : response?.reason;
  return [told, address, ...(status === undefined ? [] : [status])];
}

test.each(readdirSync(TOOLS).filter((file) => file !== 'README.md'))('%s', async (file) => {
  const { form, requests } = await read(file);
  expect([form, ...requests.map(rowOf)]).toEqual(ROWS[file]);
});

test('what was answered is read without the remarks of a tool', async () => {
  for (const file of [
    'chromium-exported.har',
    'httpie-verbose.txt',
    'newman-report.json',
    'curl-verbose.txt',
  ]) {
    const [start] = (await read(file)).requests;
    const text = start?.response?.kind === 'seen' ? start.response.bodyText : '';
    expect([file, JSON.parse(text)]).toEqual([file, { message: 'Request had improper format.' }]);
  }
  const [copied] = (await read('chromium-copied.har')).requests;
  expect(copied?.response).toMatchObject({ bodyText: '', bodyKept: false });
});

test('Chromium records a preflight behind the request that it refuses', async () => {
  const { requests } = await read('chromium-failures.har');
  expect(requests.map(({ cors }) => cors?.problem)).toEqual([
    'preflight-refused',
    'no-allow-origin',
    ...[undefined, undefined, undefined, undefined],
  ]);
});

test('a body that is sent from a file, and is not printed, is missing and not empty', async () => {
  for (const file of ['curl-verbose.txt', 'wget-debug.txt'])
    expect((await read(file)).requests).toMatchObject([{ bodyProblem: [{ args: { reason: 'omitted' } }] }]);
});
