import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The content metadata of every `start`, as flags. */
export const FLAGS = [
  '--id=video-1',
  '--name=Sample video',
  '--length=60.5',
  '--content-type=vod',
  '--player-name=player',
  '--channel=channel',
  '--stream-type=video',
];

/** The account settings of every `start`. */
export const ACCOUNT = {
  trackingServer: 'analytics.example.com',
  reportSuite: 'example-rsid',
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
};

const BODY = {
  playerTime: { playhead: 0, ts: Date.now() },
  eventType: 'sessionStart',
  params: {
    'analytics.trackingServer': ACCOUNT.trackingServer,
    'analytics.reportSuite': ACCOUNT.reportSuite,
    'visitor.marketingCloudOrgId': ACCOUNT.orgId,
    'media.id': 'video-1',
    'media.name': 'Sample video',
    'media.length': 60.5,
    'media.contentType': 'vod',
    'media.playerName': 'player',
    'media.channel': 'channel',
    'media.streamType': 'video',
  },
};

/** One request body as a line of text. */
export const BODY_TEXT = JSON.stringify(BODY);

/** Makes an empty directory with a config file for an endpoint, and a body. Gives its path, and how to remove it. */
export function makePlace(origin) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'media-session-bench-')));
  const put = (name, text) => writeFileSync(join(path, name), text);
  put('.mediarc', JSON.stringify({ endpoint: origin, ...ACCOUNT }, null, 2));
  put('body.json', BODY_TEXT);
  put('newman.json', JSON.stringify(newmanCollection(origin)));
  mkdirSync(join(path, 'bad'));
  put('bad/.mediarc', '{ "endpoint": "http://127.0.0.1:1", "reportSuite": 5 }');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a config file with as many profiles into a directory. Gives its path. */
export function writeProfiles(directory, origin, number) {
  const names = Array.from({ length: number }, (_, at) => [`p${at}`, { reportSuite: `suite-${at}` }]);
  const file = join(directory, `profiles-${number}.json`);
  writeFileSync(file, JSON.stringify({ endpoint: origin, ...ACCOUNT, profiles: Object.fromEntries(names) }));
  return file;
}

function newmanCollection(origin) {
  const request = {
    method: 'POST',
    url: `${origin}/api/v1/sessions`,
    header: [{ key: 'content-type', value: 'application/json' }],
    body: { mode: 'raw', raw: BODY_TEXT },
  };
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { info: { name: 'bench', schema }, item: [{ name: 'start', request }] };
}
