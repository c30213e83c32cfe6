import type { Finding } from '../../model/finding.ts';
import { closest } from '../../rules/closest.ts';

/** A word of the command line that is to be an event type. */
export interface EventWord {
  given: string;
  /** The types that the command takes. */
  allowed: readonly string[];
  /** What comes before the word, as it is typed after `media-session`. */
  before: string;
  /** The words as they are to be typed, where they are given in the wrong order. */
  swapped?: string;
}

/** The mistake of a word that is none of the event types a command takes, with the one probably meant. */
export async function eventTypeFinding({ given, allowed, before, swapped }: EventWord): Promise<Finding> {
  const suggestion = await meantEvent(given, allowed);
  return {
    code: 'event-type',
    severity: 'error',
    expected: { kind: 'one-of', values: [...allowed] },
    actual: { type: 'text', value: given },
    args: {
      key: 'eventType',
      argument: true,
      name: given,
      before,
      ...(suggestion !== undefined && { suggestion }),
      ...(swapped !== undefined && { swapped }),
    },
  };
}

async function meantEvent(word: string, allowed: readonly string[]): Promise<string | undefined> {
  const { MEANINGS } = await import('../../cli/meant.ts');
  const meant = MEANINGS.events[word];
  return meant !== undefined && allowed.includes(meant) ? meant : closest(word, allowed);
}
