import type { OptionGroup } from '../definition.ts';

const heading = 'Output:';

/** The options that every command has. They are read before all others: see readWords. */
export const OUTPUT: OptionGroup<undefined> = {
  specs: () => [
    { heading, flags: '--json', description: 'print one JSON document on stdout, whatever happens' },
    { heading, flags: '-q, --quiet', description: 'no warnings, one-line errors' },
    {
      heading,
      flags: '-v, --verbose',
      description: 'request and response headers, timings and proxy on stderr',
    },
    { heading, flags: '--no-excerpt', description: 'findings without the line that each is about' },
    { heading, flags: '--color', description: 'colour even when the output is not a terminal' },
    { heading, flags: '--no-color', description: 'no colour' },
  ],
  read: () => undefined,
};
