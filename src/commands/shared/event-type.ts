import { MEANINGS } from '../../cli/meant.ts';
import { InputError } from '../../model/errors.ts';
import { closest } from '../../rules/closest.ts';

/** The mistake of an argument that is none of the event types a command takes; `suggestion` is the one probably meant. */
export function unknownEventType(
  given: string,
  allowed: readonly string[],
  suggestion: string | undefined,
): InputError {
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

/** The event type that a word of the command line probably means. */
export function meantEvent(word: string, allowed: readonly string[]): string | undefined {
  const meant = MEANINGS.events[word];
  return meant !== undefined && allowed.includes(meant) ? meant : closest(word, allowed);
}
