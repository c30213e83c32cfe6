import { linkSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sayWriting } from '../../../src/messages/system-codes.ts';
import { unfitReports } from '../../../src/output/report-targets.ts';
import { fakeContext } from '../../helpers/context.ts';
import { argsOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const PLAIN = { github: false, noRedact: false };

async function unfit(
  cwd: string,
  reports: Record<string, string>,
  inputs: string[] = [],
): Promise<Record<string, unknown>> {
  const found = await unfitReports({ ...PLAIN, ...reports }, inputs, fakeContext({ cwd }));
  return Object.fromEntries(
    [...found].map(([kind, finding]) => {
      if (finding.code === 'report-not-written') return [kind, sayWriting(finding.args.reason)];
      return [kind, argsOf(finding)['other'] ?? finding.code];
    }),
  );
}

describe('names that are one file', () => {
  test('however it is written, and through links', async () => {
    const cwd = tempDirectory({ 'd/': '', a: '', 'b.json': '{}' });
    symlinkSync('d', join(cwd, 'same'));
    symlinkSync('b.json', join(cwd, 'link.json'));
    expect(await unfit(cwd, { har: 'd/x', junit: 'same/../same/x' })).toEqual({ junit: '--har d/x' });
    expect(await unfit(cwd, { har: 'b.json' }, ['link.json'])).toEqual({ har: 'link.json' });
    expect(await unfit(cwd, { har: 'link.json' }, ['b.json'])).toEqual({ har: 'b.json' });
    expect(await unfit(cwd, { har: './a', dotenv: join(cwd, 'a') })).toEqual({ dotenv: '--har ./a' });
  });

  test('not two that only share their content: one is replaced, and the other stays', async () => {
    const cwd = tempDirectory({ a: '' });
    linkSync(join(cwd, 'a'), join(cwd, 'b'));
    expect(await unfit(cwd, { har: 'a', junit: 'b' })).toEqual({});
  });

  test('not two that others replace at this moment', async () => {
    const cwd = tempDirectory();
    const names = ['a.har', 'j.xml', 's.env'];
    let turning = true;
    const turn = async (): Promise<void> => {
      for (let at = 0; turning; at += 1) {
        const name = names[at % 3] ?? '';
        writeFileSync(join(cwd, 'new'), '');
        renameSync(join(cwd, 'new'), join(cwd, name));
        await new Promise(setImmediate);
      }
    };
    const turns = turn();
    for (let count = 0; count < 400; count += 1) {
      expect(await unfit(cwd, { har: 'a.har', junit: 'j.xml', dotenv: 's.env' })).toEqual({});
    }
    turning = false;
    await turns;
  });
});

test.each([
  ['a path below a file', 'file/x', 'a part of its path is no directory'],
  ['a path below a path below a file', 'file/x/y', 'a part of its path is no directory'],
  ['a name that is too long', 'x'.repeat(300), 'its name is too long'],
  ['a directory whose name is too long', `${'x'.repeat(300)}/y`, 'its name is too long'],
  ['a path that is too long', `${'d/'.repeat(3000)}y`, 'its name is too long'],
  ['a path below links that lead in a circle', 'loop/x', 'its symbolic links lead in a circle'],
  ['a path below a link to nothing', 'dangling/x', 'its directory does not exist'],
  ['no such directory', 'none/x', 'its directory does not exist'],
  ['a directory', 'dir', 'it is a directory'],
  ['a NUL', 'a\0b', 'its name holds a NUL character'],
  ['what is no directory under /dev', '/dev/null/x', 'a part of its path is no directory'],
])('%s is refused', async (_name, path, reason) => {
  const cwd = tempDirectory({ file: '', 'dir/': '' });
  symlinkSync('loop', join(cwd, 'loop'));
  symlinkSync('nowhere', join(cwd, 'dangling'));
  for (const kind of ['har', 'junit', 'dotenv'])
    expect(await unfit(cwd, { [kind]: path })).toEqual({ [kind]: reason });
  expect(readdirSync(cwd).sort()).toEqual(['dangling', 'dir', 'file', 'loop']);
});

test.each(['new', 'file', 'dir/new', 'dangling', 'loop', 'x'.repeat(255), '/dev/null', '/dev/full'])(
  '%s is taken',
  async (path) => {
    const cwd = tempDirectory({ file: '', 'dir/': '' });
    symlinkSync('loop', join(cwd, 'loop'));
    symlinkSync('nowhere', join(cwd, 'dangling'));
    expect(await unfit(cwd, { har: path })).toEqual({});
  },
);
