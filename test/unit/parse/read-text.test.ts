import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { decodeText, readTextFile } from '../../../src/parse/read-text.ts';
import { findingOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const stdin: Origin = { kind: 'stdin', name: 'stdin' };

describe('readTextFile (fault row 67)', () => {
  test('reads a file', async () => {
    const root = tempDirectory({ 'a.json': '{}\n' });
    expect(await readTextFile(join(root, 'a.json'), 'a.json')).toBe('{}\n');
  });

  test('a missing file', async () => {
    const finding = await findingOf(() => readTextFile(join(tempDirectory(), 'none.json'), 'none.json'));
    expect(finding).toMatchObject({ code: 'file-missing', origin: { kind: 'file', name: 'none.json' } });
  });

  test('a directory', async () => {
    const finding = await findingOf(() => readTextFile(tempDirectory(), 'dir'));
    expect(finding).toMatchObject({ code: 'file-unreadable', args: { reason: 'EISDIR' } });
  });

  test('a file below a file, a circle of links, a name with NUL', async () => {
    const root = tempDirectory({ file: 'x' });
    symlinkSync('circle', join(root, 'circle'));
    const said = async (path: string) => sayFinding(await findingOf(() => readTextFile(path, 'f'))).message;
    expect(await said(join(root, 'file', 'below'))).toContain(': part of its path is not a directory.');
    expect(await said(join(root, 'circle'))).toContain(': its symbolic links lead in a circle.');
    expect(await said('a\0b')).toContain(': its name holds a NUL character.');
  });

  test.skipIf(process.platform === 'win32')('a file without permission', async () => {
    const root = tempDirectory({ secret: 'x' });
    execFileSync('chmod', ['000', join(root, 'secret')]);
    const work = () => readTextFile(join(root, 'secret'), 'secret');
    const finding = await asUnprivileged(root, () => findingOf(work));
    expect(finding).toMatchObject({ code: 'file-unreadable', args: { reason: 'EACCES' } });
  });

  test('an empty file, and one of whitespace', async () => {
    const root = tempDirectory({ empty: '', blank: ' \r\n\t\n' });
    for (const name of ['empty', 'blank']) {
      expect((await findingOf(() => readTextFile(join(root, name), name))).code).toBe('file-empty');
    }
  });

  test('200 MB are refused at once, and a smaller limit counts', async () => {
    const root = tempDirectory({ huge: '', ten: '0123456789' });
    truncateSync(join(root, 'huge'), 200 * 1024 * 1024);
    const finding = await findingOf(() => readTextFile(join(root, 'huge'), 'huge'));
    expect(finding).toMatchObject({ code: 'file-too-large', args: { limit: 16 * 1024 * 1024 } });
    const small = await findingOf(() => readTextFile(join(root, 'ten'), 'ten', { maxBytes: 9 }));
    expect(small.code).toBe('file-too-large');
    expect(await readTextFile(join(root, 'ten'), 'ten', { maxBytes: 10 })).toHaveLength(10);
  });

  test.skipIf(process.platform === 'win32')('pipes and devices are refused without waiting', async () => {
    const pipe = join(tempDirectory(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero', '/dev/null', '/dev/tty']) {
      const finding = await findingOf(() => readTextFile(path, 'it'));
      expect(finding.code).toBe('file-unreadable');
    }
    expect((await findingOf(() => readTextFile(pipe, 'it'))).args).toEqual({
      reason: 'not-regular',
    });
  });
});

/** Root may read everything, so under root the work is done as another user. */
async function asUnprivileged<T>(root: string, work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  execFileSync('chmod', ['755', root]);
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('decodeText (fault row 68)', () => {
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from('{"a":"é€😀"}')],
    ['UTF-8 with BOM', Buffer.from('\uFEFF{"a":"é€😀"}')],
    ['UTF-16 LE with BOM', Buffer.from('\uFEFF{"a":"é€😀"}', 'utf16le')],
    ['UTF-16 BE with BOM', utf16be('\uFEFF{"a":"é€😀"}')],
  ])('%s', (_name, bytes) => {
    expect(decodeText(bytes, stdin)).toBe('{"a":"é€😀"}');
  });

  test('UTF-16 without BOM is known by its NUL bytes', () => {
    expect(decodeText(Buffer.from('{"a": 1}', 'utf16le'), stdin)).toBe('{"a": 1}');
    expect(decodeText(utf16be('{"a": 1}'), stdin)).toBe('{"a": 1}');
  });

  test('a view into a larger buffer', () => {
    const whole = Buffer.from('xx\uFEFF{"a":1}yy', 'utf16le');
    expect(decodeText(whole.subarray(4, -4), stdin)).toBe('{"a":1}');
  });

  test.each<[string, number[], number]>([
    ['Latin-1', [0x61, 0xe9, 0x20], 1],
    ['a cut off sequence', [0x61, 0x62, 0xe2, 0x82], 2],
    ['a lone continuation byte', [0x80], 0],
    ['an overlong form', [0x61, 0xc0, 0xaf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 0],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 0],
    ['after a BOM', [0xef, 0xbb, 0xbf, 0x61, 0xff], 4],
    ['half a UTF-16 unit', [0xff, 0xfe, 0x61, 0x00, 0x62], 4],
    ['a lone surrogate in UTF-16', [0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x61, 0x00], 4],
    ['a NUL byte', [0x61, 0x62, 0x00, 0x63], 2],
  ])('%s is refused with its offset', async (_name, bytes, offset) => {
    const finding = await findingOf(() => decodeText(Uint8Array.from(bytes), stdin));
    expect(finding).toMatchObject({ code: 'file-encoding', args: { offset } });
  });

  test('the place is given as line and column too', async () => {
    const bytes = Buffer.concat([Buffer.from('a\né'), Buffer.from([0xe9])]);
    const { origin } = await findingOf(() => decodeText(bytes, stdin));
    expect(origin).toEqual({ kind: 'stdin', name: 'stdin', line: 2, column: 2 });
  });

  test('every code point survives', () => {
    for (const point of [0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff]) {
      const text = `x${String.fromCodePoint(point)}`;
      expect(decodeText(Buffer.from(text), stdin)).toBe(text);
      expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le'), stdin)).toBe(text);
    }
  });
});
