import { InputError } from '../../model/errors.ts';
import { closest } from '../../rules/closest.ts';

/** The mistake of a word of the command line that is none of the event types a command takes, with the one probably meant. */
export async function unknownEventType(given: string, allowed: readonly string[]): Promise<InputError> {
  const suggestion = await meantEvent(given, allowed);
  return new InputError('usage', [
    {
      code: 'event-type',
      severity: 'error',
      expected: { kind: 'one-of', values: [...allowed] },
      actual: { type: 'text', value: given },
      args: {
        key: 'eventType',
        argument: true,
        name: given,
        ...(suggestion !== undefined && { suggestion }),
      },
    },
  ]);
}

async function meantEvent(word: string, allowed: readonly string[]): Promise<string | undefined> {
  const { MEANINGS } = await import('../../cli/meant.ts');
  const meant = MEANINGS.events[word];
  return meant !== undefined && allowed.includes(meant) ? meant : closest(word, allowed);
}
