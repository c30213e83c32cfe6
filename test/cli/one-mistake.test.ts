import { describe, expect, test } from 'vitest';
import { runMain } from '../helpers/run-main.ts';

const ORG = '0123456789ABCDEF01234567@AdobeOrg';
const COLLECTION = 'acme.hb-api.omtrdc.net';
const ANALYTICS = 'acme.sc.omtrdc.net';

const config = (endpoint: string, trackingServer: string, more = ''): string =>
  `endpoint: ${endpoint}\ntrackingServer: ${trackingServer}\nreportSuite: rs\norgId: "${ORG}"\n${more}`;

function body(trackingServer: string, ts = 1_795_510_155_262): string {
  const params = {
    'media.lenght': 60,
    'media.id': 'a',
    'media.contentType': 'vod',
    'media.playerName': 'p',
    'media.chanel': 'c',
    'analytics.trackingServer': trackingServer,
    'analytics.reportSuite': 'rs',
    'visitor.marketingCloudOrgId': ORG,
  };
  return JSON.stringify({ playerTime: { playhead: 0, ts }, eventType: 'sessionStart', params }, null, 2);
}

/** The codes and places of what is said, in its order; the exit code must be 2. */
async function told(files: Record<string, string>, args: string[]): Promise<string[]> {
  const { code, out, err } = await runMain(files, args);
  expect(code).toBe(2);
  const found = [...`${out}\n${err}`.matchAll(/^(?:error|warning)\[([a-z-]+)\]: .*\n(?: +--> (.*)\n)?/gm)];
  return found.map(([, name, place]) => [name, place].filter(Boolean).join(' '));
}

describe('hosts', () => {
  test('swapped in a file: the file is to be corrected', async () => {
    const { err } = await runMain({ '.mediarc': config(ANALYTICS, COLLECTION) }, ['start', '--smoke']);
    expect(err).toMatch(/Swap them in \.mediarc:\n +endpoint: "acme\.hb-api/);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'the file and a flag',
      { '.mediarc': config(ANALYTICS, 'x.example') },
      [`--tracking-server=${COLLECTION}`],
    ],
    [
      'the file and a body',
      { '.mediarc': config(ANALYTICS, 'x.example'), b: body(COLLECTION) },
      ['--body', 'b'],
    ],
    [
      'flags',
      {},
      [`--endpoint=${ANALYTICS}`, `--tracking-server=${COLLECTION}`, '--report-suite=a', `--org-id=${ORG}`],
    ],
  ])('swapped between %s: flags put it right', async (_name, files, args) => {
    const { code, err } = await runMain(files, ['start', '--smoke', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(`Swap them:\n      --endpoint ${COLLECTION} --tracking-server ${ANALYTICS}\n`);
    expect(err.match(/\[endpoint-host\]/g)).toHaveLength(1);
    expect(err).not.toContain('[tracking-server-host]');
  });

  test('one Analytics host for both: the endpoint is wrong, and the tracking server is not', async () => {
    const files = { '.mediarc': config(ANALYTICS, ANALYTICS) };
    expect(await told(files, ['check', '--smoke', '--strict'])).toEqual(['endpoint-host .mediarc:1:11']);
    const { out } = await runMain(files, ['check', '--smoke']);
    expect(out).toContain('Write the collection API host there: <company>.hb-api.omtrdc.net.');
  });

  test('one collection host for both: the tracking server is wrong, and the endpoint is not', async () => {
    const files = { '.mediarc': config(COLLECTION, COLLECTION) };
    expect(await told(files, ['check', '--smoke', '--strict'])).toEqual([
      'tracking-server-host .mediarc:2:17',
    ]);
  });

  test('swapped for every body of a file is said once, in the report', async () => {
    const line = JSON.stringify(JSON.parse(body(COLLECTION)));
    const files = { '.mediarc': config(ANALYTICS, 'x.example'), 'a.ndjson': `${line}\n${line}\n`, b: line };
    const { code, out, err } = await runMain(files, ['check', 'a.ndjson', 'b']);
    expect([code, err]).toEqual([2, '']);
    expect(out).toContain('is the collection API host.\n --> .mediarc:1:11\n');
    expect(out).toMatch(/Exit 2 \(input\)\.\n$/);
  });
});

describe('places', () => {
  test('findings of one file stay together, in its order', async () => {
    const files = { '.mediarc': config(ANALYTICS, 'x.example'), b: body(COLLECTION) };
    expect(await told(files, ['start', '--body', 'b'])).toEqual([
      'param-unknown b:8:5',
      'param-unknown b:12:5',
      'endpoint-host .mediarc:1:11',
    ]);
  });

  test('an unknown param of the config file is marked by its key', async () => {
    const more =
      'params:\n  media.lenght: 60\ncustomMetadata:\n  "a b": x\nprofiles:\n  eu:\n    params:\n      media.nmae: x\n';
    const files = { '.mediarc': config('c.example', 'x.example', more) };
    expect(await told(files, ['check', '--smoke', '--profile', 'eu'])).toEqual([
      'param-unknown .mediarc:6:3',
      'custom-metadata-key .mediarc:8:3',
      'param-unknown .mediarc:12:7',
    ]);
  });

  test('a missing config file is said where the missing settings are', async () => {
    const { out, err } = await runMain({}, ['check', '--smoke']);
    expect(out).toMatch(/\[config-none\]: .*\n[\s\S]*\nNothing was sent\. Exit 2 \(input\)\.\n$/);
    expect(err).toBe('');
  });

  test('files that cannot be read are said all at once', async () => {
    const args = ['check', 'none', 'b', 'nor-this', 'empty'];
    expect(await told({ b: '{', empty: '' }, args)).toEqual([
      'file-missing none',
      'json-syntax b:1:1',
      'file-missing nor-this',
      'file-empty empty',
    ]);
  });
});
