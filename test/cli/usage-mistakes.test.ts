import { describe, expect, test } from 'vitest';
import { MEANINGS } from '../../src/cli/meant.ts';
import { wholeProgram } from '../../src/cli/read.ts';
import { longName, type Verb } from '../../src/cli/verb.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { main } from '../../src/main.ts';
import { EVENT_TYPES } from '../../src/model/event-types.ts';
import { fakeContext } from '../helpers/context.ts';

/** What a command line that cannot be understood is told: code, message and fix of each finding, in their order. */
async function told(line: string): Promise<string[]> {
  const context = fakeContext();
  expect(await main([...line.split(' '), '--json'], context)).toBe(2);
  const { findings, error, sent } = JSON.parse(context.out());
  expect([error.code, sent]).toEqual(['usage', 'no']);
  return findings.map(({ message, fix }: { message: string; fix: string }) => `${message} ${fix}`);
}

const program = await wholeProgram(COMMANDS, fakeContext());
const below = (verb: Verb): Verb[] => verb.visible.flatMap((one) => [one, ...below(one)]);
const VERBS = below(program);

test('in JSON, the error says the first mistake, and how many more there are', async () => {
  const message = async (line: string): Promise<string> => {
    const context = fakeContext();
    expect(await main([...line.split(' '), '--json'], context)).toBe(2);
    return JSON.parse(context.out()).error.message;
  };
  expect(await message('start --smok')).toBe('Unknown option --smok. Nothing was sent.');
  expect(await message('start --smok --rsid x')).toBe(
    'Unknown option --smok (and 1 more problem). Nothing was sent.',
  );
  expect(await message('check nope.json')).toBe('The file does not exist. Nothing was sent.');
});

describe('what is meant', () => {
  test.each([
    ['start --rsid x', 'Did you mean --report-suite?'],
    ['start --host x', 'Did you mean --endpoint?'],
    ['doctor --url=https://x', 'Did you mean --endpoint?'],
    ['start --org x', 'Did you mean --org-id?'],
    ['start --suite x', 'Did you mean --report-suite?'],
    ['start --tracking x', 'Did you mean --tracking-server?'],
    ['start --ecid x', 'Did you mean --marketing-cloud-user-id?'],
    ['start --title x', 'Did you mean --name?'],
    ['start -d {}', 'Did you mean --body?'],
    ['start --dryrun', 'Did you mean --dry-run?'],
    ['start -n', 'Did you mean --dry-run?'],
    ['start --debug', 'Did you mean --verbose?'],
    ['start --mock', 'Did you mean --sandbox?'],
    ['end abc --position 3', 'Did you mean --playhead?'],
    ['explain --html x a.har', 'Did you mean --report?'],
    ['start -o json', 'Did you mean --json?'],
    ['start --output=json', 'Did you mean --json?'],
    ['start --output out.har', 'Did you mean --har <file>?'],
    ['check --format junit', 'Did you mean --junit <file>?'],
    ['start --jsn', 'Did you mean --json?'],
    ['start -k', 'TLS certificates are always verified.'],
    ['start --insecure', 'TLS certificates are always verified.'],
    ['start --token x', 'takes no credentials'],
    ['start --proxy x', 'HTTPS_PROXY'],
    ['start -H a:b', 'start --curl'],
    ['explain a.har --smoke', '--smoke is an option of start and check.'],
    ['explain a.har --mock', '--sandbox is an option of start and play.'],
    ['doctor --fault 503', '--fault is an option of start and sandbox.'],
    ['start --qqqqqq', 'To list the options: media-session start --help'],
    ['event abc adStart --ad-id a1', 'Did you mean --param media.ad.id=<value>?'],
    ['event abc adStart --ad-lenght 15', 'Did you mean --param media.ad.length=<value>?'],
    ['event --ad-pod-index 1 abc adBreakStart', 'Did you mean --param media.ad.podIndex=<value>?'],
    ['event abc chapterStart --chapter-offset=0', 'Did you mean --param media.chapter.offset=<value>?'],
    ['event abc play --ad-id a1', 'To list the options: media-session event --help'],
    ['pause abc', 'Did you mean: media-session event <session-id> pauseStart'],
    [
      'events',
      'Did you mean one of these: media-session event <session-id> <type>, media-session help events',
    ],
    ['faults', 'Did you mean: media-session help faults'],
    ['explain a.har --report=', '--report needs a value. Write --report <file>.'],
    ['validate', 'Did you mean: media-session check'],
    ['lint', 'Did you mean: media-session check'],
    ['init', 'Did you mean: media-session config init'],
    ['test', 'Did you mean: media-session start --smoke'],
    ['mock', 'Did you mean: media-session sandbox'],
    ['server', 'Did you mean: media-session sandbox'],
    ['send', 'Did you mean: media-session event <session-id> <type>'],
    ['ping', 'Did you mean one of these: media-session event <session-id> ping, media-session doctor'],
    ['stop', 'Did you mean: media-session end <session-id>'],
    ['adStart', 'Did you mean: media-session event <session-id> adStart'],
    ['report', 'Did you mean: media-session explain <file>'],
    ['har', 'Did you mean: media-session explain <file>'],
    ['customer.har', 'Did you mean: media-session explain customer.har'],
    ['login', 'There is no login'],
    [
      'sandbox npm test',
      'A command runs only with --check, as in: media-session sandbox --check -- npm test',
    ],
    [
      'sandbox --json -- npm test',
      'A command runs only with --check, as in: media-session sandbox --check -- npm test',
    ],
    ['sandbox 8080', 'Did you mean --port 8080?'],
    ['help 6', 'Did you mean: media-session help exit-codes'],
    ['help 400', 'has the code that each leads to: media-session help findings'],
    ['help 4000', 'To list the commands and topics'],
    ['help topics', 'To list the topics: media-session --help'],
    ['help media.length', 'Did you mean: media-session help params'],
    ['help media.ad.id', 'Did you mean: media-session help params'],
    ['help MEDIA_SESSION_RETRY', 'Did you mean: media-session help environment'],
    ['help trackingServer', 'Did you mean: media-session help config'],
    ['help adStart', 'Did you mean: media-session help params adStart'],
    ['help start doctor', 'Unexpected argument "doctor". help takes one command, topic or code.'],
    ['help findings doctor', 'Unexpected argument "doctor". help takes one command, topic or code.'],
    ['help param-type doctor', 'Unexpected argument "doctor". help takes one command, topic or code.'],
    ['help config show doctor', 'Unexpected argument "doctor". help takes one command, topic or code.'],
    ['help nonsense doctor', 'Unknown command, topic or code "nonsense".'],
    ['config set', '.mediarc is edited by hand'],
    ['config get', 'Did you mean: media-session config show'],
    ['config shwo', 'Did you mean: media-session config show'],
    ['schema print', 'Did you mean: media-session schema show'],
    ['help validate', 'Did you mean: media-session help check'],
    ['help init', 'Did you mean: media-session help config init'],
    ['start --sandbox --fault 503', 'Did you mean 503-retry-after?'],
    ['start --sandbox --fault 403', 'Did you mean waf?'],
    ['start --sandbox --fault timeout', 'Did you mean hang?'],
    ['start --sandbox --fault hnag', 'Did you mean hang?'],
    ['start --sandbox --fault 418', 'To list them: media-session help faults'],
    ['start --fault hang', 'Add --sandbox'],
    ['sandbox --fault hang --fault-on nothing', 'got "nothing". Give --fault-on one of them.'],
    ['start --sandbox-url http://x', 'Did you mean --endpoint?'],
    ['start --timeout 5 s', 'Did you mean --timeout 5s?'],
    ['sandbox --latency 200 ms', 'A command runs only with --check'],
    ['doctor --connect-timeout 1.5 m', 'Did you mean --connect-timeout 1.5m?'],
    ['config init --force', 'A config file is never overwritten'],
    ['config init --overwrite', 'A config file is never overwritten'],
    ['start --force', 'Did you mean --no-validate?'],
    ['simulate', 'Did you mean: media-session play'],
    ['show', 'Did you mean one of these: media-session config show, media-session schema show'],
    ['logs', 'Did you mean: media-session explain <file>'],
    ['event abc play --profile a --profile b', '--profile a and --profile b cannot be combined.'],
    ['end abc --profile=a --profile=b', '--profile a and --profile b cannot be combined.'],
    ['event play abc', 'The session ID comes before the event type.'],
  ])('%s', async (line, fix) => {
    expect(await told(line)).toEqual([expect.stringContaining(fix)]);
  });

  test.each([
    ['pause', 'pauseStart'],
    ['resume', 'play'],
    ['stop', 'sessionEnd'],
    ['heartbeat', 'ping'],
    ['adEnd', 'adComplete'],
    ['pauseStrat', 'pauseStart'],
  ])('event abc %s', async (word, type) => {
    expect(await told(`event abc ${word}`)).toEqual([expect.stringContaining(`Did you mean ${type}?`)]);
  });
});

test.each([
  ['ping', ['media-session event <session-id> ping', 'media-session doctor']],
  ['config set', ['media-session config path', 'media-session config init']],
  ['login', ['media-session config init']],
  ['start --method', ['media-session start --curl']],
  ['start --qqqqqq', ['media-session start --help']],
])('%s: what to paste stands on lines of its own, however narrow the terminal is', async (line, commands) => {
  const base = fakeContext();
  const context = fakeContext({
    stderr: { ...base.stderr, isTTY: true, columns: 40 },
    env: { NO_COLOR: '1' },
  });
  expect(await main(line.split(' '), context)).toBe(2);
  const shown = base.err() + context.err();
  for (const command of commands) expect(shown).toMatch(new RegExp(`^ +${command}$`, 'm'));
});

describe('every mistake at once, in the order of the line', () => {
  test.each<[string, string[]]>([
    ['start --rsid x --host y --jsn', ['--rsid', '--host', '--jsn']],
    ['start extra --nonsense --ts noon --id', ['extra', '--nonsense', '--ts', '--id']],
    ['start --timeout soon --length 1:30 --param nothing', ['timeout', '--length', '--param']],
    ['start --endpoint ftp://x --retry 1000', ['ftp', '1000']],
    ['start --body a --from b --id --smoke', ['--body', '--id']],
    ['event ping', ['"ping" is an event type; the session ID before it is missing.']],
    ['event ping --nonsense', ['--nonsense', '"ping" is an event type']],
    ['event abc', ['Missing argument <type>.']],
    ['event --nonsense', ['--nonsense', '<session-id>', '<type>']],
    ['sandbox --fault 503 --wrong', ['--fault', '--wrong']],
    ['sandbox --port x --fault nope --latency soon', ['--port', '--fault', '--latency']],
    ['sandbox --keep 0 --prefix ? --fault 500 --fault-on x', ['--keep', '--prefix', '--fault-on']],
    ['sandbox --port x --fault-next 1', ['--port', '--fault-next works only with --fault']],
    ['event abc paly --nonsense', ['"paly"', '--nonsense']],
    ['event a$b paly', ['The session ID', '"paly"']],
    ['end a$b --nonsense', ['The session ID', '--nonsense']],
    ['schema diff adStrat --nonsense', ['"adStrat"', '--nonsense']],
    ['schema show --nonsense=1 scenaroi', ['--nonsense', '"scenaroi"']],
    ['completion fihs --nonsense=1', ['"fihs"', '--nonsense']],
    ['doctor 5 s', ['"5"', '"s"']],
    ['start --dry-run --curl --rsid x', ['--dry-run', '--rsid']],
  ])('%s', async (line, about) => {
    expect(await told(line)).toEqual(about.map((word) => expect.stringContaining(word)));
  });

  test('one bad value is left to the command, which has more to say with it', async () => {
    const context = fakeContext();
    expect(await main(['start', '--timeout', 'soon', '--json'], context)).toBe(2);
    expect(JSON.parse(context.out()).error.code).toBe('config');
  });
});

describe('the word behind an option that does not exist', () => {
  test.each<[string, string[]]>([
    // Its value, if what is meant takes one.
    ['end --rsid abc', ['--rsid', '<session-id>']],
    ['end --token abc', ['--token', '<session-id>']],
    ['end -o json', ['-o', '<session-id>']],
    // An argument, if what is meant takes none.
    ['end --debug abc', ['--debug']],
    ['end --debug abc def', ['--debug', 'def']],
    ['end -k abc', ['-k']],
    // Nobody knows: then nothing is said of it.
    ['end --qqqqqq abc', ['--qqqqqq']],
    ['end abc --qqqqqq def', ['--qqqqqq']],
  ])('%s', async (line, about) => {
    const found = await told(line);
    expect(found).toEqual(about.map((word) => expect.stringContaining(word)));
  });
});

describe('the table of meanings', () => {
  const options = new Set(['--help', '--version', ...VERBS.flatMap(({ specs }) => specs.map(longName))]);
  const paths = VERBS.map(({ path }) => path);

  test('leads only to options that there are, from words that are none', () => {
    const targets = [...Object.values(MEANINGS.options), ...Object.values(MEANINGS.formatValues)].flat();
    expect(targets.filter((text) => !options.has(text.split(' ', 1)[0] ?? ''))).toEqual([]);
    const words = [...Object.keys(MEANINGS.options), ...Object.keys(MEANINGS.notes.options)];
    // These mean something in the sandbox, and elsewhere what people know from other programs.
    const ofSandbox = ['--env', '--host'];
    expect(words.filter((word) => options.has(word) && !ofSandbox.includes(word))).toEqual([]);
    expect(words.length).toBeGreaterThan(100);
  });

  test('leads only to commands that there are', () => {
    const texts = [MEANINGS.commands, ...Object.values(MEANINGS.families)].flatMap((rows) =>
      Object.values(rows).flat(),
    );
    const isCommand = (text: string): boolean =>
      text === '--version' || paths.some((path) => text === path || text.startsWith(`${path} `));
    expect(texts.filter((text) => !isCommand(text))).toEqual([]);
    const flags = texts.flatMap((text) => text.split(' ').filter((word) => word.startsWith('--')));
    expect(flags.filter((flag) => !options.has(flag))).toEqual([]);
  });

  test('leads only to event types that there are', () => {
    expect(Object.values(MEANINGS.events).filter((type) => !EVENT_TYPES.includes(type))).toEqual([]);
    expect(Object.keys(MEANINGS.events).filter((type) => EVENT_TYPES.includes(type))).toEqual([]);
  });
});
