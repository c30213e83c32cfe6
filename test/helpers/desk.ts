import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mediarc } from './account.ts';
import { BIN, type Outcome, run } from './cli.ts';
import { NOW, NOW_ISO } from './now.ts';
import { sandboxForTest } from './sandbox.ts';
import { tempDirectory } from './temp.ts';

const TIME = { playhead: 0, ts: NOW };
const META = {
  'media.id': 'video-1',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'web',
  'media.channel': 'sports',
  'media.streamType': 'video',
};
const ACCOUNT = {
  'analytics.trackingServer': 'analytics.example.com',
  'analytics.reportSuite': 'example-rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
};
const BODY = { playerTime: TIME, eventType: 'sessionStart', params: { ...META, ...ACCOUNT } };
const HAR_ENTRY = {
  startedDateTime: NOW_ISO,
  request: {
    method: 'POST',
    url: 'https://c.hb-api.omtrdc.net/api/v1/sessions',
    postData: { text: JSON.stringify(BODY) },
  },
  response: {
    status: 201,
    statusText: 'Created',
    headers: [{ name: 'Location', value: '/api/v1/sessions/abc' }],
    content: {},
  },
};

/** A session of a moment. */
const SCENARIO = { content: META, steps: ['play', { for: 0.5 }, 'sessionComplete', 'sessionEnd'] };

/** The files that examples and recipes name, all without mistakes. */
const FILES = {
  'meta.json': JSON.stringify(META),
  'scenario.yaml': JSON.stringify(SCENARIO),
  'body.json': JSON.stringify(BODY),
  'batch.json': JSON.stringify([BODY, { playerTime: TIME, eventType: 'play' }]),
  'events.ndjson': `${JSON.stringify(BODY)}\n${JSON.stringify({ playerTime: TIME, eventType: 'play' })}\n`,
  'customer.har': JSON.stringify({ log: { entries: [HAR_ENTRY] } }),
  'curl.txt': `curl https://c.hb-api.omtrdc.net/api/v1/sessions -d '${JSON.stringify(BODY)}'\n`,
};

/** A desk as the documentation has in mind: `media-session` on the PATH, a .mediarc, files, and a session in `$id`. */
export interface Desk {
  cwd: string;
  env: Record<string, string>;
  /** Runs a text in bash, as CI does: it ends at the first failure. */
  bash(script: string, env?: Record<string, string>): Promise<Outcome>;
  read(name: string): string;
}

/** Sets up a {@link Desk}; the endpoint is a stand-in on loopback. */
export async function desk(): Promise<Desk> {
  const server = await sandboxForTest();
  const config = mediarc(server.url, { profiles: { staging: {}, prod: { reportSuite: 'prod-rsid' } } });
  const cwd = tempDirectory({ ...FILES, '.mediarc': config });
  const bin = join(cwd, '.bin');
  mkdirSync(bin);
  symlinkSync(BIN, join(bin, 'media-session'));
  const env = { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter) };
  const session = async (): Promise<string> =>
    (await run(['start', '--body', 'meta.json'], { cwd })).stdout.trim();
  const bash: Desk['bash'] = async (script, extra = {}) => {
    const id = script.includes('$id') ? await session() : '';
    return run([], {
      cwd,
      env: { ...env, id, SCRIPT: script, ...extra },
      shell: 'exec bash -e -o pipefail -c "$SCRIPT"',
    });
  };
  return { cwd, env, bash, read: (name) => readFileSync(join(cwd, name), 'utf8') };
}
