import type { OptionGroup } from '../definition.ts';

/** How a body is sent. */
export interface SendOptions {
  /** false: send although the check here fails. */
  validate: boolean;
  allowUnknown: boolean;
  dryRun: boolean;
  retryUnsafe: boolean;
  /** After a 400, ask the endpoint for its own schema. */
  schemaFetch: boolean;
}

/** The options of {@link SendOptions}, but for --allow-unknown, which belongs to the body. */
export const SEND: OptionGroup<SendOptions> = {
  specs: () => [
    {
      flags: '--dry-run',
      description: 'print the body that would be sent; sends nothing',
      conflicts: ['--curl'],
    },
    {
      flags: '--no-validate',
      description: 'send although the check here fails; a whole body as it is',
    },
    { flags: '--no-schema-fetch', description: 'after a 400, do not ask the endpoint for its own schema' },
    {
      flags: '--retry-unsafe',
      description: 'let --retry repeat after 5xx and lost responses: may count twice',
    },
  ],
  read: (given) => ({
    validate: !given.flag('--no-validate'),
    allowUnknown: given.flag('--allow-unknown'),
    dryRun: given.flag('--dry-run'),
    retryUnsafe: given.flag('--retry-unsafe'),
    schemaFetch: !given.flag('--no-schema-fetch'),
  }),
};

/** The same for a batch: an endpoint has a schema for each event, and none for a batch. */
export const SEND_BATCH: OptionGroup<SendOptions> = {
  specs: () => SEND.specs().filter(({ flags }) => flags !== '--no-schema-fetch'),
  read: (given) => ({ ...SEND.read(given), schemaFetch: false }),
};
