/** The subjects that `media-session help <topic>` explains besides the commands. */
export const TOPICS = {
  config: 'settings, the config file, and which value wins',
  environment: 'every variable that is read',
  options: 'the options that commands share',
  params: 'every param; help params <type>: those of an event',
  events: 'the event types and the params that each needs',
  faults: 'what the sandbox can get wrong on purpose',
  findings: 'every finding code and error code',
  'exit-codes': 'what each code means; may a session exist?',
} as const;

/** The name of a topic. */
export type Topic = keyof typeof TOPICS;

/** Whether a word names a topic. */
export function isTopic(word: string): word is Topic {
  return Object.hasOwn(TOPICS, word);
}
