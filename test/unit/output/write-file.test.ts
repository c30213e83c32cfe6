import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayWriting } from '../../../src/messages/system-codes.ts';
import { systemCodeOf } from '../../../src/model/system-code.ts';
import { removeTemporaries, writePrivately } from '../../../src/output/write-file.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;
const failed = (path: string): Promise<string> =>
  writePrivately(path, 'text').then(
    () => 'written',
    (error) => sayWriting(systemCodeOf(error)),
  );

test('the end of the process takes away what is being written', async () => {
  const root = tempDirectory();
  const writing = writePrivately(join(root, 'out.har'), 'x'.repeat(50_000_000)).catch(() => 'stopped');
  while (readdirSync(root).length === 0) await new Promise((resolve) => setImmediate(resolve));
  removeTemporaries();
  expect(readdirSync(root)).toEqual([]);
  expect(await writing).toBe('stopped');
});

describe('writes whole files for their owner only', () => {
  test('a new one', async () => {
    const root = tempDirectory();
    await writePrivately(join(root, 'out.har'), 'text');
    expect(readFileSync(join(root, 'out.har'), 'utf8')).toBe('text');
    expect(mode(join(root, 'out.har'))).toBe(0o600);
    expect(readdirSync(root)).toEqual(['out.har']);
  });

  test('one in the place of another that all could read', async () => {
    const root = tempDirectory({ 'out.har': 'a longer text than before' });
    chmodSync(join(root, 'out.har'), 0o666);
    await writePrivately(join(root, 'out.har'), 'text');
    expect(readFileSync(join(root, 'out.har'), 'utf8')).toBe('text');
    expect(mode(join(root, 'out.har'))).toBe(0o600);
  });

  test('one with the longest name there can be', async () => {
    const root = tempDirectory();
    const name = 'x'.repeat(255);
    await writePrivately(join(root, name), 'text');
    expect(readdirSync(root)).toEqual([name]);
  });

  test('in the place of a link, not of what it points to', async () => {
    const root = tempDirectory({ other: 'untouched' });
    for (const target of ['other', 'nowhere', '/dev/null']) {
      const link = join(root, 'out.har');
      rmSync(link, { force: true });
      symlinkSync(target, link);
      await writePrivately(link, 'text');
      expect([target, lstatSync(link).isFile(), mode(link)]).toEqual([target, true, 0o600]);
    }
    expect(readFileSync(join(root, 'other'), 'utf8')).toBe('untouched');
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  test('in /dev/shm, which holds ordinary files', async ({ skip }) => {
    if (!existsSync('/dev/shm')) skip('no /dev/shm');
    const path = `/dev/shm/media-session-test-${process.pid}`;
    try {
      await writePrivately(path, 'first');
      await writePrivately(path, 'second');
      expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['second', 0o600]);
    } finally {
      rmSync(path, { force: true });
    }
  });
});

describe('leaves what is not a file of its own', () => {
  test('a directory, also by a link', async () => {
    const root = tempDirectory({ 'dir/': '' });
    symlinkSync('dir', join(root, 'link'));
    expect(await failed(join(root, 'dir'))).toBe('it is a directory');
    expect(await failed(join(root, 'link'))).toBe('it is a directory');
    expect(readdirSync(root).sort()).toEqual(['dir', 'link']);
  });

  test('a device, which is written to', async ({ skip }) => {
    if (!existsSync('/dev/full')) skip('no /dev/full');
    expect(await failed('/dev/full')).toBe('no space left on the device');
    expect(await failed('/tmp/../dev/null')).toBe('written');
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe, which is written to', async ({ skip }) => {
    const root = tempDirectory();
    const pipe = join(root, 'pipe');
    try {
      execFileSync('mkfifo', [pipe]);
    } catch {
      skip('mkfifo is not installed');
    }
    const [text] = await Promise.all([
      import('node:fs/promises').then(({ readFile }) => readFile(pipe, 'utf8')),
      writePrivately(pipe, 'text'),
    ]);
    expect(text).toBe('text');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });
});

describe('says why it failed and leaves nothing behind', () => {
  test.each([
    ['missing/out.har', 'its directory does not exist'],
    ['file/out.har', 'a part of its path is no directory'],
    ['out.har/', 'a part of its path is no directory'],
    ['x'.repeat(256), 'its name is too long'],
  ])('%s', async (name, reason) => {
    const root = tempDirectory({ file: '' });
    expect(await failed(`${root}/${name}`)).toBe(reason);
    expect(readdirSync(root)).toEqual(['file']);
  });

  test('a directory that cannot be written to', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const root = tempDirectory({ 'dir/': '' });
    chmodSync(join(root, 'dir'), 0o500);
    expect(await failed(join(root, 'dir/out.har'))).toBe('permission denied');
    chmodSync(join(root, 'dir'), 0o700);
  });

  test('an existing file stays as it was', async () => {
    const root = tempDirectory();
    writeFileSync(join(root, 'out.har'), 'before');
    const text = { toString: () => 'text' } as unknown as string;
    await expect(writePrivately(join(root, 'out.har'), text)).rejects.toThrow();
    expect(readFileSync(join(root, 'out.har'), 'utf8')).toBe('before');
    expect(readdirSync(root)).toEqual(['out.har']);
  });

  test('an error without a system code is an unknown one', () => {
    expect(systemCodeOf(new Error('odd'))).toBe('unknown');
    expect(systemCodeOf(undefined)).toBe('unknown');
    expect(systemCodeOf(Object.assign(new Error(''), { code: 'EIO' }))).toBe('EIO');
  });
});
