import { readFileSync } from 'node:fs';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { mediarc } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { terminalPicture } from '../helpers/picture.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

const COLUMNS = 100;
const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What somebody sees who types `command` at a terminal; what differs from run to run is made the same. */
async function screen(command: string, files: Record<string, string> = {}): Promise<string> {
  const server = await sandboxForTest();
  const shown: string[] = [];
  const terminal = {
    isTTY: true,
    columns: COLUMNS,
    discarded: false,
    write: async (text: string) => void shown.push(text),
  };
  const cwd = tempDirectory({ '.mediarc': mediarc(server.url), ...files });
  const context = fakeContext({ cwd, stdout: terminal, stderr: terminal, now: () => Date.now() });
  await main(command.split(' ').slice(1), context);
  const text = shown
    .join('')
    .replaceAll(new URL(server.url).host, '127.0.0.1:8080')
    .replace(/[0-9a-f]{64}/g, '3f6c'.repeat(16))
    .replace(/\b\d+(\.\d+)? ms\b/g, '9 ms');
  return `\u001b[2m$\u001b[22m \u001b[1m${command}\u001b[22m\n${text}`;
}

async function picture(name: string, text: string): Promise<void> {
  const svg = terminalPicture(text, COLUMNS);
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(svg, 'image/svg+xml');
  await expect(svg).toMatchFileSnapshot(`../fixtures/pictures/${name}.svg`);
  expect(README).toContain(`(test/fixtures/pictures/${name}.svg)`);
}

test('a session that starts (npm run docs draws it)', async () => {
  const text = await screen('media-session start --smoke');
  expect(text).toContain('Session started');
  await picture('success', text);
});

test('a diagnosed 400 (npm run docs draws it)', async () => {
  const meta = {
    'media.id': 'video-1',
    'media.length': '60',
    'media.contentType': 'vod',
    'media.playerName': 'web',
    'media.chanel': 'sports',
  };
  const text = await screen('media-session start --body meta.json --no-validate', {
    'meta.json': JSON.stringify(meta, null, 2),
  });
  expect(text).toContain('400 Bad Request');
  expect(text).toContain('meta.json:3:19');
  await picture('diagnosed-400', text);
});
