/** The subjects that `media-session help <topic>` explains besides the commands. */
export const TOPICS = {
  'exit-codes': 'what each exit code means, and whether a session may exist',
  findings: 'every finding code and error code, with one line each',
  config: 'settings, variables, the config file and which of them wins',
} as const;

/** The name of a topic. */
export type Topic = keyof typeof TOPICS;

/** Whether a word names a topic. */
export function isTopic(word: string): word is Topic {
  return Object.hasOwn(TOPICS, word);
}
