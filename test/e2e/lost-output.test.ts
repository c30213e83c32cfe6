import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../helpers/account.ts';
import { expectFailure, type Outcome, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const BATCH = JSON.stringify([
  {
    eventType: 'sessionStart',
    playerTime: { playhead: 0, ts: NOW },
    params: {
      'analytics.trackingServer': 'analytics.example.com',
      'analytics.reportSuite': 'example-rsid',
      'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
      'media.id': 'video-1',
      'media.length': 60,
      'media.contentType': 'vod',
      'media.playerName': 'player',
      'media.channel': 'channel',
      'media.downloaded': true,
    },
  },
]);

async function endpoint(start: string): Promise<string> {
  const { url } = await rawServer({
    answer: (socket, request) =>
      socket.end(
        /\/events /.test(request)
          ? httpAnswer('204 No Content')
          : /\/downloaded /.test(request)
            ? httpAnswer('201 Created')
            : start,
      ),
  });
  return url;
}

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);
const REFUSED = httpAnswer('400 Bad Request', [], 'no');

/** Runs the binary with what stands behind it in a shell. */
function inShell(args: readonly string[], after: string): Promise<Outcome> {
  const words = args.map((arg) => `'${arg}'`).join(' ');
  return run([], { shell: `"$NODE" "$BIN" ${words} ${after}`, cwd: tempDirectory({ 'batch.json': BATCH }) });
}

describe('a play whose report is lost tells of its session on stderr', () => {
  const play = (url: string): string[] => ['play', '--instant', '--endpoint', url, ...ACCOUNT];

  test.each([['-v'], ['--json'], ['-q']])('stdout is full (%s): 8, and the ID', async (more) => {
    const outcome = await inShell([...play(await endpoint(CREATED)), more], '>/dev/full');
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toMatch(/Session abc123 was started, but its ID could not be written to stdout/);
  });

  test('a report that cannot be written: 8, and the ID', async () => {
    const url = await endpoint(CREATED);
    const outcome = await run([...play(url), '--har', '/dev/full']);
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toMatch(/^error\[report-failed\]: Session abc123 was started, but \/dev\/full/);
  });

  test.each([[['-v']], [['--json']]])('a start that was refused (%s): its reason', async (more) => {
    const outcome = await inShell([...play(await endpoint(REFUSED)), ...more], '>/dev/full');
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toContain('error[bad-request]: 400 Bad Request');
    expect(outcome.stderr).toContain('stdout could not be written: no space left on the device');
  });
});

test.each([[[]], [['--json']]])('doctor whose report is lost says what it found (%s)', async (more) => {
  const args = ['doctor', '--endpoint', 'http://127.0.0.1:9', ...ACCOUNT, ...more];
  const outcome = await inShell(args, '>/dev/full');
  expect([outcome.code, outcome.stdout]).toEqual([6, '']);
  expect(outcome.stderr).toMatch(/^error\[connection-refused\]: Nothing accepts connections/);
});

describe('what was accepted is not undone by a report that is lost: 8, and it is not to be sent again', () => {
  const SENDING: [args: string[], what: string][] = [
    [['event', 'abc', 'ping'], 'event'],
    [['end', 'abc'], 'event'],
    [['end', 'abc', '--complete'], 'event'],
    [['downloaded', 'batch.json'], 'batch'],
  ];

  test.each(SENDING)('%j', async (args, what) => {
    const url = await endpoint(CREATED);
    const full = await inShell([...args, '--json', '--endpoint', url], '>/dev/full');
    expectFailure(full, 8);
    expect(full.stderr).toContain(`The ${what} was accepted, but stdout could not be written`);
    expect(full.stderr).toContain('Do not send it again');
    const har = await inShell([...args, '--har', '/dev/full', '--json', '--endpoint', url], '');
    expect([har.code, readJsonOutput(har).error?.code]).toEqual([8, 'report-failed']);
  });

  test('of a dry run nothing was sent: 2', async () => {
    const args = ['event', 'abc', 'ping', '--dry-run', '--endpoint', 'http://127.0.0.1:9'];
    const outcome = await inShell(args, '>/dev/full');
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('Nothing was sent.');
  });
});
