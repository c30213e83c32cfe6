import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { MISTAKES, type Mistake } from '../helpers/mistakes.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** What somebody sees who makes one of the commonest mistakes, on a terminal of so many columns. */
async function seen({ args, files = {}, answer }: Mistake, columns: number): Promise<string> {
  const server = await rawServer({
    answer: (socket, request) =>
      socket.end(request.startsWith('GET') ? httpAnswer('404 Not Found') : (answer ?? httpAnswer('500 No'))),
  });
  const base = fakeContext();
  const terminal = { isTTY: true, columns };
  const context = fakeContext({
    cwd: tempDirectory(files),
    env: { LANG: 'en_US.UTF-8', TERM: 'xterm' },
    stdout: { ...base.stdout, ...terminal },
    stderr: { ...base.stdout, ...terminal, write: base.stdout.write },
  });
  const more = answer ? [`--endpoint=${server.url}`, ...ACCOUNT, ...CONTENT] : [];
  const code = await main([...args, ...more, '--no-color'], context);
  const text = `$ media-session ${args.join(' ')}\n${base.out()}--- exit ${code}\n`;
  // Progress is erased before anything else is written.
  return text.replaceAll('\r\u001b[K', '').replaceAll(`127.0.0.1:${server.port}`, '127.0.0.1:<port>');
}

test.each(MISTAKES.flatMap((one) => [80, 120].map((columns) => ({ ...one, columns }))))(
  '$name at $columns columns',
  async ({ columns, ...one }) => {
    const text = await seen(one, columns);
    const file = `../fixtures/mistakes/${one.name.replaceAll(' ', '-')}-${columns}.txt`;
    await expect(text).toMatchFileSnapshot(file);
    const [, ...lines] = text.split('\n');
    const long = lines.filter((line) => line.length > columns);
    expect(long.filter((line) => !/^ +media-session /.test(line))).toEqual([]);
    // The first line says the most important thing, the last what became of the request.
    expect(lines[0]).toMatch(one.first);
    expect(lines.at(-3)).toMatch(/^(?:Nothing was sent|The request was sent)\. Exit \d \([a-z-]+\)\.$/);
  },
);
