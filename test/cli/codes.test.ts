import { describe, expect, test } from 'vitest';
import { codeText } from '../../src/cli/code-help.ts';
import { main } from '../../src/main.ts';
import { EXPLANATIONS, type Example } from '../../src/messages/codes/index.ts';
import { CODES, type Code } from '../../src/model/codes.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { bodyWith, linesOf, trafficOf } from '../helpers/examples.ts';
import { rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** What no file or command line brings about by itself: the network, the disk, other users, Adobe's servers. */
const SITUATIONS = CODES.filter((code) => EXPLANATIONS[code].example.of === 'situation');

/** Every code of a JSON document, wherever it stands. */
function codesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'code' in value && typeof value.code === 'string' ? [value.code] : [];
  return [...own, ...Object.values(value).flatMap(codesIn)];
}

async function run(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  stdin = '',
): Promise<string[]> {
  const bytes = Buffer.from(stdin);
  const context = fakeContext({
    cwd: tempDirectory(files),
    now: () => 1_795_510_155_262,
    readStdin: async () => bytes,
    stdinChunks: async function* () {
      yield bytes;
    },
  });
  await main([...args, '--json'], context);
  return codesIn(JSON.parse(context.out()));
}

const SETTINGS = {
  endpoint: 'company.hb-api.omtrdc.net',
  trackingServer: 'company.sc.omtrdc.net',
  reportSuite: 'example-rsid',
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
};

/** What every scenario holds besides its example. */
const SCENARIO_CONTENT =
  'content: { media.id: x, media.length: 1680, media.contentType: vod, media.playerName: p, media.channel: c }\n';

/** The settings that an example does not set itself, as YAML, and the example. */
function configWith(text: string): string {
  const others = Object.entries(SETTINGS).filter(([key]) => !text.toLowerCase().includes(key.toLowerCase()));
  const isMapping = !text.startsWith('-');
  return isMapping ? `${others.map(([key, value]) => `${key}: ${value}\n`).join('')}${text}\n` : text;
}

/** The flags of a whole account and content that an example does not have itself. */
function flagsFor(text: string): string[] {
  if (!/^(?:check|start)\b/.test(text) || /--no-config|--profile|--all-profiles|check \S+\.json/.test(text))
    return [];
  return [...ACCOUNT, ...CONTENT].filter((flag) => !text.includes(flag.split('=')[0] ?? ''));
}

/** A command line as a shell takes it apart. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

async function codesOf(example: Example, text: string): Promise<string[]> {
  switch (example.of) {
    case 'scenario':
      return run({ 's.yaml': `${SCENARIO_CONTENT}${text}\n` }, ['play', 's.yaml', '--dry-run', '--sandbox']);
    case 'command':
      return run({ 'session.har': '{"log":{"entries":[]}}', 'body.json': '{}' }, [
        ...wordsOf(text),
        ...flagsFor(text),
      ]);
    case 'config':
      return run({ '.mediarc': configWith(text) }, ['check', '--smoke']);
    case 'whole':
      return run({ 'b.json': text }, ['check', 'b.json']);
    case 'batch':
      return run({ 'b.json': text }, ['downloaded', 'b.json', '--dry-run', '--endpoint=c.example']);
    case 'from':
      return run({ b: text }, ['start', '--from', 'b', '--dry-run', ...ACCOUNT, ...CONTENT]);
    case 'capture':
      return run({}, ['explain', '-'], text);
    case 'traffic':
      return run({ 'x.har': trafficOf(text) }, ['explain', 'x.har']);
    case 'session':
      return run({ 'x.ndjson': linesOf(text) }, ['explain', 'x.ndjson']);
    case 'response': {
      const [head = '', body = ''] = text.split('\n\n');
      const bytes = [...head.split('\n'), `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(
        '\r\n',
      );
      const server = await rawServer({
        answer: (socket, request) =>
          socket.end(
            request.startsWith('GET') ? 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n' : bytes,
          ),
      });
      return run({}, ['start', `--endpoint=${server.url}`, ...ACCOUNT, ...CONTENT]);
    }
    case 'situation':
      return [];
    default:
      return run({ 'b.json': bodyWith(example.of, text, example.event) }, ['check', 'b.json']);
  }
}

test.each(CODES.filter((code) => !SITUATIONS.includes(code)))(
  '%s: the example has it, and put right has it no more',
  async (code) => {
    const { example } = EXPLANATIONS[code];
    expect(await codesOf(example, example.before)).toContain(code);
    expect(await codesOf(example, example.after)).not.toContain(code);
  },
);

test('only what a file cannot bring about is told as a situation', () => {
  const family =
    /^(?:usage|scenario-(?!capture)|json|param|body|custom|ts|length|playhead|capture|request|ad|ping|chapter|state|session)-/;
  const own: Code[] = ['json-depth', 'session-24h', 'usage-missing-command'];
  expect(SITUATIONS.filter((code) => family.test(code) && !own.includes(code))).toEqual([]);
  expect(SITUATIONS.length).toBeLessThan(CODES.length * 0.4);
});

describe('the text of each code', () => {
  test.each(CODES)('%s is complete, and fits 80 columns where it is not to be copied', (code) => {
    const { what, why, example, deeper } = EXPLANATIONS[code];
    for (const text of [what, why]) expect(text).toMatch(/^\S.{10,}\.$/);
    expect(`${what} ${why}`).not.toMatch(/undefined(?!")|stand-in|answer of/);
    expect(example.before).not.toBe(example.after);
    expect(deeper.length).toBeGreaterThan(0);
    const text = codeText(code, 80);
    for (const heading of ['What it means', 'Why it matters', 'Before', 'After', 'Look deeper'])
      expect(text).toMatch(new RegExp(`^${heading}`, 'm'));
    const prose = text.slice(0, text.indexOf('\nBefore'));
    expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('every command to look deeper with is one of ours that can be read, or a program of the system', async () => {
    const lines = CODES.flatMap((code) => EXPLANATIONS[code].deeper).filter((line) =>
      line.startsWith('media-session '),
    );
    for (const line of new Set(lines)) {
      const [, command = '', ...rest] = (line.split(' |')[0] ?? '').split(' ');
      if (command.startsWith('--')) continue;
      const context = fakeContext({ cwd: tempDirectory() });
      const args = command === 'help' ? [command, ...rest] : [command, '--help', ...rest];
      expect([line, await main(args, context), context.err()]).toEqual([line, 0, '']);
    }
  });
});

describe('asked for', () => {
  const told = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const context = fakeContext({ cwd: tempDirectory() });
    const code = await main(args, context);
    return { code, out: context.out(), err: context.err() };
  };

  test('help <code> explains it; a mistyped code is guessed', async () => {
    expect(await told('help', 'param-type')).toEqual({ code: 0, out: codeText('param-type', 80), err: '' });
    const { code, err } = await told('help', 'param-typ');
    expect(code).toBe(2);
    expect(err).toContain('Unknown command, topic or code "param-typ".');
    expect(err).toContain('Did you mean:\n      media-session help param-type\n');
  });

  test('explain of a code that is no file points at help, and a file of that name is read', async () => {
    for (const word of ['param-type', 'param-typ', 'tls-expired']) {
      const { code, err } = await told('explain', word);
      expect(code).toBe(2);
      expect(err).toMatch(/^ +media-session help (?:param-type|tls-expired)$/m);
    }
    expect((await told('explain', 'missing.har')).err).not.toContain('media-session help');
    const context = fakeContext({ cwd: tempDirectory({ 'param-type': '{"eventType":"play"}' }) });
    await main(['explain', 'param-type'], context);
    expect(context.out()).not.toContain('media-session help');
  });
});
