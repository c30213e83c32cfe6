/** How the user wants the output; read from the raw arguments, for it also counts when they cannot be parsed. */
export interface OutputMode {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  color: boolean | undefined;
}

/** Reads {@link OutputMode} from the arguments before any `--`. */
export function outputMode(argv: readonly string[]): OutputMode {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const short = options.filter((arg) => /^-[a-z]+$/.test(arg)).join('');
  const color = options.findLast((arg) => arg === '--color' || arg === '--no-color');
  return {
    json: options.includes('--json'),
    quiet: options.includes('--quiet') || short.includes('q'),
    verbose: options.includes('--verbose') || short.includes('v'),
    color: color === undefined ? undefined : color === '--color',
  };
}
