import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHELLS } from '../../src/commands/completion/shells.ts';
import { inShell, missing, type Playground, playground, typeInto } from '../helpers/shells.ts';

const FILES = {
  '.mediarc': JSON.stringify({ profiles: { stage: {}, 'prod-eu': {}, 'prod-us': {} } }),
  'other config.json': JSON.stringify({ profiles: { elsewhere: {} } }),
  'body.json': '',
  'my file.json': '',
  'sub/capture.har': '',
};

/** Lines as typed, TABs included, and what is then called; the same in every shell. */
const LINES: [string, string[]][] = [
  ['sta\t--smo\t', ['start', '--smoke']],
  ['start --prof\tst\t', ['start', '--profile', 'stage']],
  ['start --profile=st\t', ['start', '--profile=stage']],
  ['start --profile prod-e\t--json', ['start', '--profile', 'prod-eu', '--json']],
  ['start --profile "st\t', ['start', '--profile', 'stage']],
  [
    'start --config "other config.json" --profile el\t',
    ['start', '--config', 'other config.json', '--profile', 'elsewhere'],
  ],
  [
    'start --config other\\ config.json --profile=el\t',
    ['start', '--config', 'other config.json', '--profile=elsewhere'],
  ],
  ['start --body bod\t', ['start', '--body', 'body.json']],
  ['start --body=bod\t', ['start', '--body=body.json']],
  ['start --body my\t', ['start', '--body', 'my file.json']],
  ['expl\tsu\tca\t', ['explain', 'sub/capture.har']],
  ['check -- bod\tmy\t', ['check', '--', 'body.json', 'my file.json']],
  // No blank behind a key: its value follows.
  [
    'event x adStart --param media.ad.adv\tme',
    ['event', 'x', 'adStart', '--param', 'media.ad.advertiser=me'],
  ],
  ['start --param=media.streamT\tv\t', ['start', '--param=media.streamType=video']],
  ['start --param media.contentT\tpod\t', ['start', '--param', 'media.contentType=podcast']],
  ['start --qoe errorS\tex\t', ['start', '--qoe', 'errorSource=external']],
  ['schema sh\tadBreakS\t', ['schema', 'show', 'adBreakStart']],
  ["start --name 'it is' --no-val\t", ['start', '--name', 'it is', '--no-validate']],
  ['sandbox --fault=not\t', ['sandbox', '--fault=not-http']],
  ['help conf\t', ['help', 'config']],
];

/** Answers that no real one is like, the first letters of each with what is then called. */
const ODD = ['a b\tan answer with a blank', "it's", 'x:y:z\t:', 'do$lar`s`', 'ke y=', 'q*?', '--o=p q\t'];
const ODD_LINES: [string, string][] = [
  ['a\t', 'a b'],
  ['i\t', "it's"],
  ['x:y\t', 'x:y:z'],
  ['do\t', 'do$lar`s`'],
  ['ke\t1', 'ke y=1'],
  ['q\t', 'q*?'],
  ['--o=\t', '--o=p q'],
];

/** Interactive shells by name: how they are started, and what switches completion on. */
const INTERACTIVE = {
  bash: { argv: ['bash', '--noprofile', '--norc', '-i'], setup: 'source <(media-session completion bash)' },
  zsh: {
    argv: ['zsh', '-f', '-i'],
    setup: 'autoload -Uz compinit; compinit -u -D; source <(media-session completion zsh)',
  },
} as const;

describe.each(['bash', 'zsh'] as const)('%s on a terminal', (shell) => {
  const { argv, setup } = INTERACTIVE[shell];
  const why = missing(shell, 'python3');
  const type = (place: Playground, lines: readonly string[], how: string = setup) =>
    typeInto(
      argv,
      place,
      how,
      lines.map((line) => `media-session ${line}`),
    );

  test('TAB completes what is typed', ({ skip }) => {
    if (why) skip(why);
    const typed = type(
      playground(FILES),
      LINES.map(([line]) => line),
    );
    expect(typed.map(({ args }) => args)).toEqual(LINES.map(([, args]) => args));
  });

  test('an answer arrives as it is, whatever characters it has', ({ skip }) => {
    if (why) skip(why);
    const typed = type(
      playground({}, ODD),
      ODD_LINES.map(([line]) => line),
    );
    expect(typed.map(({ args }) => args)).toEqual(ODD_LINES.map(([, arg]) => [arg]));
  });

  test('TAB runs nothing that stands on the line, and complains of nothing', ({ skip }) => {
    if (why) skip(why);
    const place = playground({ '.mediarc': '{"profiles": ' });
    const kill = '\u0015media-session x';
    const lines = ['"$(touch ran)" `touch ran` $(touch ran) --smo\t', 'start --profile \t\t', '\'"\t'];
    const typed = type(
      place,
      lines.map((line) => line + kill),
    );
    expect(typed.map(({ args }) => args)).toEqual(lines.map(() => ['x']));
    expect(existsSync(join(place.cwd, 'ran'))).toBe(false);
    expect(typed[1]?.screen).not.toMatch(/error|mediarc|expected/i);
  });
});

/** What some scripts do to bash, npm's own among them. */
const UNSPLIT = `COMP_WORDBREAKS=\${COMP_WORDBREAKS//=}`;

/** Names of files that would do something if a shell read them, each with what is typed to get it. */
const HOSTILE: [file: string, typed: string][] = [
  ['$(touch ran)x', '\\$\t'],
  ['`touch ran`y', '\\`\t'],
  ['semi;touch ran', 'se\t'],
  ['two words', 'tw\t'],
  ["it's", 'i\t'],
  ['back\\slash', 'ba\t'],
  ['pipe|touch ran', 'pi\t'],
  ['til~de', 'ti\t'],
  ['a dir/', 'a\t'],
];

describe.each([
  ['bash', 'bash', INTERACTIVE.bash.setup],
  ['bash, without = in COMP_WORDBREAKS', 'bash', `${UNSPLIT}; ${INTERACTIVE.bash.setup}`],
  ['zsh', 'zsh', INTERACTIVE.zsh.setup],
] as const)('%s: names of files arrive as they are, and nothing in them is run', (_name, shell, setup) => {
  const why = missing(shell, 'python3');

  test('as a word of their own, and behind =', ({ skip }) => {
    if (why) skip(why);
    const files = Object.fromEntries(HOSTILE.map(([file]) => [file, '']));
    const place = playground({ ...files, 'new\nline': '' });
    for (const option of ['--body=', '--body ']) {
      const lines = HOSTILE.map(([, typed]) => `media-session start ${option}${typed}`);
      const typed = typeInto(INTERACTIVE[shell].argv, place, setup, lines);
      const got = typed.map(({ args }) =>
        args
          .slice(1)
          .join('')
          .replace(/^--body=?/, ''),
      );
      // zsh takes the slash behind a directory away again when the line is entered.
      const plain = (name: string): string => name.replace(/\/$/, '');
      expect(got.map(plain)).toEqual(HOSTILE.map(([file]) => plain(file)));
    }
    expect(existsSync(join(place.cwd, 'ran'))).toBe(false);
  });
});

test('bash, without = in COMP_WORDBREAKS: nothing is run within quotes either', ({ skip }) => {
  const why = missing('bash', 'python3');
  if (why) skip(why);
  const place = playground({ '$(touch ran)x': '', '`touch ran`y': '' });
  const lines = ['"\\$\t"', '"\\`\t"', '"$\t"', "'$\t'"].map(
    (typed) => `media-session start --body=${typed}`,
  );
  typeInto(INTERACTIVE.bash.argv, place, `${UNSPLIT}; ${INTERACTIVE.bash.setup}`, lines);
  expect(existsSync(join(place.cwd, 'ran'))).toBe(false);
});

/** A call of the bash function: the line up to its end, and the words into which bash cuts it. */
interface Call {
  words: string[];
  line?: string;
  /** Where the cursor is, if not at the end. */
  point?: number;
  before?: string;
}

describe('the bash function, called as bash calls it', () => {
  const why = missing('bash');

  function reply({ words, line = words.join(' '), point = line.length, before = '' }: Call): string[] {
    const script = `${before}
      source <(media-session completion bash)
      COMP_LINE=$1 COMP_POINT=$2; shift 2
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _media_session
      [[ -z \${COMPREPLY[*]} ]] || printf '%s\\n' "\${COMPREPLY[@]}"`;
    const argv = ['bash', '--noprofile', '--norc', '-c', script, 'bash', line, String(point), ...words];
    const { stdout, stderr, code } = inShell(argv, playground(FILES));
    expect([code, stderr]).toEqual([0, '']);
    return stdout.split('\n').slice(0, -1);
  }

  test.for<[string, Call, string[]]>([
    ['a word', { words: ['media-session', 'end', 'x', '--comp'] }, ['--complete']],
    [
      'an empty word, answers in their order',
      { words: ['media-session', 'start', '--profile', ''] },
      ['stage', 'prod-eu', 'prod-us'],
    ],
    [
      'more blanks than one',
      { words: ['media-session', 'start', '--profile', 's'], line: 'media-session  start\t --profile   s' },
      ['stage'],
    ],
    [
      'words that bash split at =, answered from behind the =',
      {
        words: ['media-session', 'start', '--param', '=', 'media.streamType', '=', 'a'],
        line: 'media-session start --param=media.streamType=a',
      },
      ['audio'],
    ],
    [
      'nothing behind the = yet',
      { words: ['media-session', 'start', '--profile', '='], line: 'media-session start --profile=' },
      ['stage', 'prod-eu', 'prod-us'],
    ],
    [
      'a word that bash split at :',
      {
        words: ['media-session', 'start', '--name', 'a', ':', 'b', '--smo'],
        line: 'media-session start --name a:b --smo',
      },
      ['--smoke'],
    ],
    [
      'a bash told not to split at =',
      {
        words: ['media-session', 'start', '--profile=prod-e'],
        before: UNSPLIT,
      },
      ['--profile=prod-eu'],
    ],
    [
      'files, for a bash told not to split at =',
      {
        words: ['media-session', 'start', '--body=s'],
        before: UNSPLIT,
      },
      ['--body=sub/'],
    ],
    [
      'a cursor within the word',
      { words: ['media-session', 'start', '--smXX'], line: 'media-session start --smXX', point: 24 },
      ['--smoke'],
    ],
    ['strict bash', { words: ['media-session', 'sch'], before: 'set -eu' }, ['schema']],
    ['nothing fits', { words: ['media-session', 'start', '--nonsense'] }, []],
  ])('%s', ([, call, expected], { skip }) => {
    if (why) skip(why);
    expect(reply(call)).toEqual(expected);
  });
});

describe('zsh', () => {
  const why = missing('zsh', 'python3');
  const config = 'media-session config \t\u0015media-session x';

  test('a list of answers has their descriptions', ({ skip }) => {
    if (why) skip(why);
    const [typed] = typeInto(INTERACTIVE.zsh.argv, playground({}), INTERACTIVE.zsh.setup, [config]);
    expect(typed?.screen).toMatch(/path +-- print which config file is used/);
  });

  test('the script also works from a directory of fpath', ({ skip }) => {
    if (why) skip(why);
    const place = playground(FILES);
    mkdirSync(join(place.home, 'functions'));
    writeFileSync(join(place.home, 'functions', '_media-session'), SHELLS.zsh.script);
    const setup = 'fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u -D';
    const lines = ['media-session sta\t', 'media-session start --profile=st\t'];
    const typed = typeInto(INTERACTIVE.zsh.argv, place, setup, lines);
    expect(typed.map(({ args }) => args)).toEqual([['start'], ['start', '--profile=stage']]);
  });

  test('without compinit it says what is missing', ({ skip }) => {
    const absent = missing('zsh');
    if (absent) skip(absent);
    const place = playground({});
    const { stdout, stderr } = inShell(['zsh', '-f', '-c', 'source <(media-session completion zsh)'], place);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^media-session completion: run compinit first .*\n$/);
  });
});

describe('fish', () => {
  const why = missing('fish');

  /** What fish would offer for a line: answer, tab, description. */
  function offered(line: string, place: Playground = playground(FILES)): string[] {
    const script = 'media-session completion fish | source; complete -C$argv[1]';
    const { stdout, stderr, code } = inShell(['fish', '-c', script, line], place);
    expect([code, stderr]).toEqual([0, '']);
    return stdout.split('\n').slice(0, -1);
  }

  test.for<[string, string[]]>([
    ['sta', ['start\tstart a session and print its ID']],
    ['start --pro', ['--profile\tuse this profile of the config file (repeatable)']],
    ['start --profile ', ['stage', 'prod-eu', 'prod-us']],
    ['start --profile=st', ['--profile=stage']],
    ['start --profile "st', ['stage']],
    ['start --config "other config.json" --profile ', ['elsewhere']],
    ['start --config other\\ config.json --profile=', ['--profile=elsewhere']],
    ['start --body ', ['body.json', 'my file.json', 'other config.json', 'sub/']],
    ['start --body=bod', ['--body=body.json']],
    ['explain sub/', ['sub/capture.har']],
    ['event x adStart --param media.ad.adv', ['media.ad.advertiser=\tBrand behind the ad.']],
    ['start --param=media.streamType=', ['--param=media.streamType=video', '--param=media.streamType=audio']],
    ['schema show adBreakS', ['adBreakStart']],
    [
      'start --name "$(touch ran)" --no-val',
      ['--no-validate\tsend although the check here fails; a whole body as it is'],
    ],
    ['start --id ', []],
  ])('%s', ([line, expected], { skip }) => {
    if (why) skip(why);
    const place = playground(FILES);
    expect(offered(`media-session ${line}`, place)).toEqual(expected);
    expect(existsSync(join(place.cwd, 'ran'))).toBe(false);
  });

  test('an answer arrives as it is, whatever characters it has', ({ skip }) => {
    if (why) skip(why);
    expect(offered('media-session ', playground({}, ODD)).map((line) => line.split('\t')[0])).toEqual(
      ODD.map((line) => line.split('\t')[0]),
    );
  });

  test('a broken config file means no answers, and no words', ({ skip }) => {
    if (why) skip(why);
    const place = playground({ '.mediarc': '{"profiles": ' });
    expect(offered('media-session start --profile ', place)).toEqual([]);
  });

  test('installed as the help says, it is found', ({ skip }) => {
    if (why) skip(why);
    const place = playground(FILES);
    const script = `mkdir -p ~/.config/fish/completions; ${SHELLS.fish.install}`;
    expect(inShell(['fish', '-c', script], place)).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = inShell(['fish', '-c', "complete -C'media-session start --profile=st'"], place);
    expect(stdout).toBe('--profile=stage\n');
  });
});
