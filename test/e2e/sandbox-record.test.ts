import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { Player } from '../helpers/player.ts';
import { runningSandbox } from '../helpers/running-sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

const SECRET = { 'visitor.marketingCloudUserId': '12345678901234567890123456789012345678' };

describe.each(['play.har', 'play.ndjson'])('--record %s', (name) => {
  test('is whole after each request, even if the sandbox is killed, and explain reads it', async () => {
    const sandbox = await runningSandbox(['--record', name, '-q']);
    const path = join(sandbox.cwd, name);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const player = new Player(sandbox.url);
    await player.start();
    await player.send('play', 0.1, 0);
    await player.post('/api/v1/sessions', 'eventType=play&x=1');
    const early = readJsonOutput(await run(['explain', name, '--json'], { cwd: sandbox.cwd }));
    expect(early.requests?.map(({ status }) => status)).toEqual([201, 204, 400]);
    await player.send('ping', 10);
    await sandbox.stop('SIGKILL');
    const output = readJsonOutput(await run(['explain', name, '--json'], { cwd: sandbox.cwd }));
    expect(output.requests?.map(({ status }) => status)).toEqual([201, 204, 400, 204]);
    expect(output.requests?.[2]?.findings.map(({ code }) => code)).toContain('capture-not-json');
    expect(output.sessions?.map(({ events }) => events.map(({ eventType }) => eventType))).toEqual([
      ['sessionStart', 'play', 'ping'],
    ]);
  });

  test('without what identifies somebody, unless --no-redact', async () => {
    for (const args of [[], ['--no-redact']]) {
      const sandbox = await runningSandbox(['--record', name, '-q', ...args]);
      const player = new Player(sandbox.url);
      await player.start(SECRET, { customMetadata: { plan: 'premium-plus-9' } });
      await player.start({ ...SECRET, 'media.nam': 'x' });
      await player.post(
        '/api/v1/sessions',
        `visitor.marketingCloudUserId=${SECRET['visitor.marketingCloudUserId']}`,
      );
      await sandbox.stop();
      const text = readFileSync(join(sandbox.cwd, name), 'utf8');
      expect(/1234567890123456789|premium-plus-9/.test(text)).toBe(args.length > 0);
      expect(text).toContain('clip-1');
    }
  });

  test.skipIf(process.platform !== 'linux')('is whole where the disk takes no more', async () => {
    const sandbox = await runningSandbox(['--record', name, '-q']);
    const player = new Player(sandbox.url);
    await player.start();
    execFileSync('prlimit', ['--pid', `${sandbox.child.pid}`, '--fsize=6000']);
    for (let at = 1; at <= 40; at += 1) await player.send('ping', at);
    await sandbox.stop();
    expect(sandbox.stderr()).toContain(`${name} could not be written`);
    const text = readFileSync(join(sandbox.cwd, name), 'utf8');
    const entries = name.endsWith('.har')
      ? JSON.parse(text).log.entries
      : text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    expect(entries.length).toBeGreaterThan(1);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('takes the place of an earlier file', async () => {
    const cwd = tempDirectory({ [name]: 'old '.repeat(10_000) });
    const sandbox = await runningSandbox(['--record', name, '-q'], { cwd });
    await new Player(sandbox.url).start();
    await sandbox.stop();
    const text = readFileSync(join(cwd, name), 'utf8');
    expect(text).not.toContain('old');
    expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
    if (name.endsWith('.har')) expect(JSON.parse(text).log.entries).toHaveLength(1);
  });

  test('a place where nothing can be written is refused', async () => {
    const outcome = await run(['sandbox', '--record', `no/such/directory/${name}`]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('--record wants a file that can be written');
  });
});
