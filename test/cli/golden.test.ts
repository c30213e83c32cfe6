import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { FINDING_CODES } from '../../src/model/finding.ts';
import { RULE_IDS, type RuleId } from '../../src/model/session-finding.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { GOLDEN_CASES, type GoldenCase } from '../helpers/golden-cases.ts';
import { rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const seen = new Set<string>();
const OWN = process.getuid?.();

/** Flags of the case replace the given ones of the same name. */
function argvOf({ args, bare }: GoldenCase, url: string): string[] {
  const given = args.map((arg) => arg.replace('{url}', url));
  if (bare) return given;
  const names = new Set(given.map((arg) => arg.split('=')[0]));
  const defaults = [...ACCOUNT, ...CONTENT, `--endpoint=${url}`].filter(
    (arg) => !names.has(arg.split('=')[0] ?? ''),
  );
  return [...given, ...defaults];
}

async function story(one: GoldenCase): Promise<string> {
  const { answer } = one;
  const server = await rawServer({
    ...(answer && { answer: (socket, request) => socket.end(answer(request)) }),
  });
  const cwd = tempDirectory(one.files ?? {});
  for (const [name, mode] of Object.entries(one.modes ?? {})) chmodSync(join(cwd, name), mode);
  if (one.foreign && OWN === 0) chownSync(join(cwd, one.foreign), 12_345, 12_345);
  const stdin = Buffer.from(one.stdin ?? (one.name === 'array for a body' ? '[]' : ''));
  const base = fakeContext();
  const context = fakeContext({
    cwd,
    env: one.env ?? {},
    ...(one.foreign && OWN !== 0 && { uid: (OWN ?? 0) + 1 }),
    readStdin: async () => stdin,
    stdout: { ...base.stdout, discarded: one.discarded === true },
  });
  const code = await main(argvOf(one, server.url), context);
  const text = `$ media-session ${one.args.join(' ')}\n${base.out()}--- stderr\n${context.err()}--- exit ${code}\n`;
  return text
    .replaceAll(cwd, '<dir>')
    .replaceAll(`127.0.0.1:${server.port}`, '127.0.0.1:<port>')
    .replace(/user ID \d+/g, 'user ID <n>')
    .replace(/node\/[\d.]+/g, 'node/<version>')
    .replace(/Node [\d.]+/g, 'Node <version>')
    .replace(/\([\d.]+ ms\)/g, '(<n> ms)')
    .replace(/(dns|connect|first byte|total) [\d.]+ ms/g, '$1 <n> ms');
}

test.each(GOLDEN_CASES)('$name', async (one) => {
  const text = await story(one);
  for (const [, code] of text.matchAll(/^\s*(?:error|warning|note)\[([a-z-]+)\]: /gm)) seen.add(code ?? '');
  await expect(text).toMatchFileSnapshot(`../fixtures/golden/${one.name.replace(/[^a-z0-9]+/gi, '-')}.txt`);
});

test('the cases show every finding code, each in a file of its own', () => {
  expect(GOLDEN_CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(GOLDEN_CASES.map(({ name }) => name)).size).toBe(GOLDEN_CASES.length);
  // Half of the rules of a session are enough: test/unit/session shows all of them.
  // How late an event leaves depends on the machine: test/faults/play.test.ts shows that. What a sandbox says needs one that runs:
  // test/e2e/sandbox-*.test.ts.
  const shown = FINDING_CODES.filter((code) => !/^(?:send-late|(?:sandbox|expected)-.*)$/.test(code));
  const expected = shown.filter((code) => !RULE_IDS.includes(code as RuleId));
  expect(expected.filter((code) => !seen.has(code))).toEqual([]);
});
