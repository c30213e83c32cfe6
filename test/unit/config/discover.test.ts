import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discoverConfig } from '../../../src/config/discover.ts';
import type { Context } from '../../../src/model/context.ts';
import { fakeContext } from '../../helpers/context.ts';
import { findingOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const find = (overrides: Partial<Context>) => discoverConfig(fakeContext(overrides), { disabled: false });

describe('the search', () => {
  test.each(['.mediarc', '.mediarc.json', '.mediarc.yaml', '.mediarc.yml'])(
    '%s in the working directory',
    async (name) => {
      const cwd = tempDirectory({ [name]: '{}' });
      expect(await find({ cwd })).toEqual({ path: join(cwd, name), label: name });
    },
  );

  test('nothing to find', async () => {
    expect(await find({ cwd: tempDirectory() })).toBeUndefined();
  });

  test('within a directory the order is fixed', async () => {
    const cwd = tempDirectory({
      '.mediarc.yml': 'a: 1',
      '.mediarc.json': '{}',
      'package.json': '{"media": {}}',
    });
    expect((await find({ cwd }))?.label).toBe('.mediarc.json');
  });

  test('the nearest directory wins, labels say how far it is', async () => {
    const root = tempDirectory({ '.git/': '', '.mediarc': 'x: 1', 'a/.mediarc.yml': 'x: 2', 'a/b/c/': '' });
    expect((await find({ cwd: root }))?.label).toBe('.mediarc');
    expect((await find({ cwd: join(root, 'a') }))?.label).toBe('.mediarc.yml');
    expect((await find({ cwd: join(root, 'a/b') }))?.label).toBe(join('..', '.mediarc.yml'));
    expect((await find({ cwd: join(root, 'a/b/c') }))?.label).toBe(join(root, 'a/.mediarc.yml'));
  });

  test.each(['.git/', '.git'])('it stops at the repository root (%s)', async (git) => {
    const root = tempDirectory({ '.mediarc': 'x: 1', [`repo/${git}`]: '', 'repo/deep/er/': '' });
    expect(await find({ cwd: join(root, 'repo/deep/er'), home: root })).toBeUndefined();
    writeFileSync(join(root, 'repo/.mediarc'), 'x: 2');
    expect((await find({ cwd: join(root, 'repo/deep/er'), home: root }))?.path).toBe(
      join(root, 'repo/.mediarc'),
    );
  });

  test('it stops at home, under either of its names', async () => {
    const root = tempDirectory({ '.mediarc': 'x: 1', 'home/work/': '', 'home/.mediarc': 'x: 2' });
    symlinkSync(join(root, 'home'), join(root, 'link'));
    const cwd = join(root, 'home/work');
    expect((await find({ cwd, home: `${join(root, 'home')}/` }))?.path).toBe(join(root, 'home/.mediarc'));
    rmSync(join(root, 'home/.mediarc'));
    expect(await find({ cwd, home: join(root, 'home') })).toBeUndefined();
    expect(await find({ cwd, home: join(root, 'link') })).toBeUndefined();
  });

  test('below neither repository nor home only the working directory counts', async () => {
    const root = tempDirectory({ '.mediarc': 'x: 1', 'a/': '' });
    for (const home of [undefined, '/nonexistent', '/', '']) {
      expect(await find({ cwd: join(root, 'a'), home })).toBeUndefined();
    }
  });

  test('the user’s own directory comes last', async () => {
    const root = tempDirectory({
      'home/.config/media-session/config.yml': 'x: 1',
      'xdg/media-session/config.json': '{}',
      'cwd/': '',
    });
    const cwd = join(root, 'cwd');
    const home = join(root, 'home');
    expect((await find({ cwd, home }))?.path).toBe(join(home, '.config/media-session/config.yml'));
    const env = { XDG_CONFIG_HOME: join(root, 'xdg') };
    expect((await find({ cwd, home, env }))?.path).toBe(join(root, 'xdg/media-session/config.json'));
    expect((await find({ cwd, home, env: { XDG_CONFIG_HOME: 'relative' } }))?.path).toContain('.config');
    writeFileSync(join(cwd, '.mediarc'), 'x: 2');
    expect((await find({ cwd, home, env }))?.label).toBe('.mediarc');
  });

  test('an empty file is found, not passed over', async () => {
    const root = tempDirectory({ '.git/': '', '.mediarc': 'x: 1', 'a/.mediarc': '' });
    expect((await find({ cwd: join(root, 'a') }))?.path).toBe(join(root, 'a/.mediarc'));
  });

  test('links are followed, a link to nothing is an error (row 86)', async () => {
    const root = tempDirectory({ real: 'x: 1', 'a/': '', 'b/': '' });
    symlinkSync(join(root, 'real'), join(root, 'a/.mediarc'));
    symlinkSync(join(root, 'none'), join(root, 'b/.mediarc'));
    expect((await find({ cwd: join(root, 'a') }))?.path).toBe(join(root, 'a/.mediarc'));
    expect(await findingOf(() => find({ cwd: join(root, 'b') }))).toMatchObject({
      code: 'file-unreadable',
      args: { reason: 'dangling-link' },
    });
  });

  test('no home, a deleted working directory (row 95)', async () => {
    const xdg = tempDirectory({ 'media-session/.mediarc': 'x: 1' });
    expect(await find({ cwd: undefined })).toBeUndefined();
    expect((await find({ cwd: undefined, env: { XDG_CONFIG_HOME: xdg } }))?.path).toBe(
      join(xdg, 'media-session/.mediarc'),
    );
    expect(await find({ cwd: '/nonexistent/deleted' })).toBeUndefined();
  });

  test('disabled', async () => {
    const cwd = tempDirectory({ '.mediarc': '{}' });
    const explicit = { path: '.mediarc', origin: { kind: 'env', name: 'X' } } as const;
    expect(await discoverConfig(fakeContext({ cwd }), { disabled: true, explicit })).toBeUndefined();
  });
});

describe('files that cannot be read are errors', () => {
  test.each(['.mediarc', '.mediarc.yml'])('%s is a directory', async (name) => {
    const cwd = tempDirectory({ [`${name}/`]: '', '.mediarc.json': '{}' });
    expect(await findingOf(() => find({ cwd }))).toMatchObject({
      code: 'file-unreadable',
      origin: { name },
      args: { reason: 'EISDIR' },
    });
  });

  test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
    const cwd = tempDirectory();
    execFileSync('mkfifo', [join(cwd, '.mediarc')]);
    expect((await findingOf(() => find({ cwd }))).args).toEqual({ reason: 'not-regular' });
  });

  test('too large', async () => {
    const cwd = tempDirectory({ '.mediarc': '' });
    truncateSync(join(cwd, '.mediarc'), 2 * 1024 * 1024);
    expect((await findingOf(() => find({ cwd }))).code).toBe('file-too-large');
  });

  test.skipIf(process.platform === 'win32')('no permission', async () => {
    const cwd = tempDirectory({ '.mediarc': 'x: 1', '.mediarc.json': '{}' });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, '.mediarc'), 0o000);
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      expect(await findingOf(() => find({ cwd }))).toMatchObject({
        code: 'file-unreadable',
        args: { reason: 'EACCES' },
      });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});

describe('package.json', () => {
  test('with an object under media', async () => {
    const cwd = tempDirectory({ 'package.json': '\uFEFF{"name": "x", "media": {"endpoint": "h"}}' });
    expect((await find({ cwd }))?.label).toBe('package.json');
  });

  test.each([
    '{"name": "x"}',
    '{"media": "text"}',
    '{"media": null}',
    '{ broken',
    '[]',
    'null',
    '""',
    '',
    '{"media.x": {}}',
  ])('is ignored when it holds %j (row 88)', async (content) => {
    const root = tempDirectory({ '.git/': '', '.mediarc': 'x: 1', 'a/package.json': content });
    expect((await find({ cwd: join(root, 'a') }))?.path).toBe(join(root, '.mediarc'));
  });

  test('a directory of that name is ignored', async () => {
    expect(await find({ cwd: tempDirectory({ 'package.json/': '' }) })).toBeUndefined();
  });
});

describe('an explicit file', () => {
  const explicit = (path: string) => ({
    explicit: { path, origin: { kind: 'flag', name: '--config' } as const },
    disabled: false,
  });

  test('counts from the working directory', async () => {
    const cwd = tempDirectory({ '.mediarc': 'x: 1', 'other.conf': 'x: 2' });
    expect(await discoverConfig(fakeContext({ cwd }), explicit('other.conf'))).toEqual({
      path: join(cwd, 'other.conf'),
      label: 'other.conf',
    });
  });

  test('missing, a directory, relative without a working directory', async () => {
    const cwd = tempDirectory({ 'dir/': '' });
    const missing = await findingOf(() => discoverConfig(fakeContext({ cwd }), explicit('none.yml')));
    expect(missing).toMatchObject({
      code: 'file-missing',
      origin: { name: 'none.yml' },
      args: { via: '--config' },
    });
    const directory = await findingOf(() => discoverConfig(fakeContext({ cwd }), explicit('dir')));
    expect(directory.code).toBe('file-unreadable');
    const nowhere = await findingOf(() => discoverConfig(fakeContext({ cwd: undefined }), explicit('x.yml')));
    expect(nowhere.code).toBe('file-missing');
  });

  test.each(['a.js', 'a.cjs', 'a.MJS', 'a.ts'])('%s is refused as code', async (name) => {
    const cwd = tempDirectory({ [name]: 'x' });
    expect((await findingOf(() => discoverConfig(fakeContext({ cwd }), explicit(name)))).code).toBe(
      'config-executable',
    );
  });
});

describe('nothing in the working directory is executed (row 87)', () => {
  const extensions = ['js', 'cjs', 'mjs', 'ts'];
  const spy = (marker: string, extension: string) =>
    extension === 'mjs'
      ? `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(marker)}, 'x'); export default {};`
      : `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'x'); module.exports = {};`;

  test.each(extensions)('.config/config.%s', async (extension) => {
    const cwd = tempDirectory({ '.mediarc': 'x: 1', 'package.json': '{ broken' });
    const marker = join(cwd, 'executed');
    mkdirSync(join(cwd, '.config'));
    writeFileSync(join(cwd, `.config/config.${extension}`), spy(marker, extension));
    const before = process.cwd();
    process.chdir(cwd);
    try {
      expect((await find({ cwd }))?.label).toBe('.mediarc');
      // cosmiconfig would load .mjs and .ts asynchronously.
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      process.chdir(before);
    }
    expect(existsSync(marker)).toBe(false);
  });

  test('a meta config of cosmiconfig has no effect', async () => {
    const cwd = tempDirectory({
      '.mediarc': 'x: 1',
      '.config/config.json':
        '{"cosmiconfig": {"searchPlaces": ["evil.json"]}, "media": {"endpoint": "evil"}}',
      'evil.json': '{}',
    });
    const before = process.cwd();
    process.chdir(cwd);
    try {
      expect((await find({ cwd }))?.label).toBe('.mediarc');
    } finally {
      process.chdir(before);
    }
  });

  test.each([...extensions, 'cts', 'mts'])('.mediarc.%s alone is refused by name', async (extension) => {
    const cwd = tempDirectory();
    const marker = join(cwd, 'executed');
    writeFileSync(join(cwd, `.mediarc.${extension}`), spy(marker, extension));
    const finding = await findingOf(() => find({ cwd }));
    expect(finding).toMatchObject({ code: 'config-executable', origin: { name: `.mediarc.${extension}` } });
    expect(existsSync(marker)).toBe(false);
  });

  test('.mediarc.js beside a .mediarc is left alone', async () => {
    const cwd = tempDirectory({ '.mediarc': 'x: 1', '.mediarc.js': 'throw 1' });
    expect((await find({ cwd }))?.label).toBe('.mediarc');
  });

  test('a config file is not asked for imports while it is searched (row 89)', async () => {
    const cwd = tempDirectory({ '.mediarc.json': '{"$import": "./x.cjs"}' });
    writeFileSync(join(cwd, 'x.cjs'), spy(join(cwd, 'executed'), 'cjs'));
    expect((await find({ cwd }))?.label).toBe('.mediarc.json');
    expect(existsSync(join(cwd, 'executed'))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('files of other users', () => {
  const own = process.getuid?.() ?? 0;
  const OTHER = 12_345;
  /** As root, the file is given away; else it is the reader who is somebody else. */
  const foreign = (path: string): number => {
    if (own !== 0) return own + 1;
    lchownSync(path, OTHER, OTHER);
    return 0;
  };
  const owner = own === 0 ? OTHER : own;

  test.each(['.mediarc', '.mediarc.json', '.mediarc.yml', 'package.json'])('%s is refused', async (name) => {
    const cwd = tempDirectory({ [name]: '{"media": {}}' });
    const path = join(cwd, name);
    const uid = foreign(path);
    const error = await findingOf(() => find({ cwd, uid }));
    expect(error).toMatchObject({ code: 'config-owner', origin: { name }, args: { owner, path } });
  });

  test('also above the working directory, where a .git leads to it', async () => {
    const root = tempDirectory({ '.git/': '', '.mediarc': '{}', 'a/b/': '' });
    const uid = foreign(join(root, '.mediarc'));
    expect((await findingOf(() => find({ cwd: join(root, 'a/b'), uid }))).code).toBe('config-owner');
  });

  test('also a link of theirs to a file of ours', async () => {
    const root = tempDirectory({ 'ours.json': '{}', 'a/': '' });
    symlinkSync(join(root, 'ours.json'), join(root, 'a/.mediarc'));
    const uid = foreign(join(root, 'a/.mediarc'));
    expect((await findingOf(() => find({ cwd: join(root, 'a'), uid }))).code).toBe('config-owner');
  });

  test('not where it is named, and not in the directory that HOME names', async () => {
    const cwd = tempDirectory({
      '.mediarc': '{}',
      'home/.config/media-session/config.json': '{}',
      'empty/': '',
    });
    const path = join(cwd, '.mediarc');
    const uid = foreign(path);
    const explicit = { path, origin: { kind: 'flag', name: '--config' } as const };
    expect((await discoverConfig(fakeContext({ cwd, uid }), { explicit, disabled: false }))?.path).toBe(path);
    const config = join(cwd, 'home/.config/media-session/config.json');
    foreign(config);
    expect((await find({ cwd: join(cwd, 'empty'), home: join(cwd, 'home'), uid }))?.path).toBe(config);
  });

  test('not a package.json that has nothing for us', async () => {
    const cwd = tempDirectory({ 'package.json': '{}' });
    expect(await find({ cwd, uid: foreign(join(cwd, 'package.json')) })).toBeUndefined();
  });

  test('not where files have no owners', async () => {
    const cwd = tempDirectory({ '.mediarc': '{}' });
    const uid = foreign(join(cwd, '.mediarc'));
    expect(await find({ cwd, uid, platform: 'win32' })).toBeDefined();
    expect(await find({ cwd, uid: undefined })).toBeDefined();
  });

  test.runIf(own === 0)("root's are everybody's, and root under sudo takes those of the caller", async () => {
    const cwd = tempDirectory({ '.mediarc': '{}' });
    expect(await find({ cwd, uid: OTHER })).toBeDefined();
    chownSync(join(cwd, '.mediarc'), OTHER, OTHER);
    expect(await find({ cwd, uid: OTHER })).toBeDefined();
    expect(await find({ cwd, uid: 0, env: { SUDO_UID: String(OTHER) } })).toBeDefined();
    for (const SUDO_UID of ['', '1', '-1', 'x', '012345x']) {
      const error = await findingOf(() => find({ cwd, uid: 0, env: { SUDO_UID } }));
      expect([SUDO_UID, error.code]).toEqual([SUDO_UID, 'config-owner']);
    }
    // Only root is helped by sudo: anybody can set a variable.
    const error = await findingOf(() => find({ cwd, uid: 777, env: { SUDO_UID: String(OTHER) } }));
    expect(error.code).toBe('config-owner');
  });
});
