import type { OutputMode } from '../model/output-mode.ts';

/** What the arguments say before commander reads them. Nothing else looks at the raw arguments. */
export interface Words {
  /** The arguments as given. */
  readonly all: readonly string[];
  readonly output: OutputMode;
  /** The first argument: the command, in all but a mistaken or empty command line. */
  readonly first: string;
  /** Whether help or completion may be wanted: every option has to exist then. */
  readonly wantsAll: boolean;
  /** The flags (`--id`) among the arguments, without their values. */
  readonly flags: ReadonlySet<string>;
  /** Whether an argument is exactly this text. */
  has(text: string): boolean;
}

/** Reads the arguments once, for everything that has to be known before or without commander. */
export function readWords(argv: readonly string[]): Words {
  // The words that completion looks at are half typed.
  const isHidden = argv[0]?.startsWith('__') === true;
  const longs = argv.filter((word) => word.startsWith('--'));
  return {
    all: argv,
    output: outputMode(argv),
    first: argv[0] ?? '',
    wantsAll: argv.some((word) => word === 'help' || word === '--help' || /^-[^-]*h/.test(word)) || isHidden,
    flags: new Set(longs.map((word) => word.split('=', 1)[0] ?? word)),
    has: (text) => argv.includes(text),
  };
}

/** Of what comes before any `--`; short options may be run together. */
function outputMode(argv: readonly string[]): OutputMode {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const short = options.filter((arg) => /^-[a-z]+$/.test(arg)).join('');
  const color = options.findLast((arg) => arg === '--color' || arg === '--no-color');
  return {
    json: options.includes('--json'),
    quiet: options.includes('--quiet') || short.includes('q'),
    verbose: options.includes('--verbose') || short.includes('v'),
    excerpts: !options.includes('--no-excerpt'),
    color: color === undefined ? undefined : color === '--color',
  };
}
