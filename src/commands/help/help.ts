import { type Candidate, defineCommand } from '../../cli/definition.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { isTopic, TOPICS } from '../../cli/topic-names.ts';
import { type Code, isCode } from '../../model/codes.ts';
import { InputError } from '../../model/errors.ts';
import { EVENT_TYPES } from '../../model/event-types.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';
import { eventTypeFinding } from '../shared/event-type.ts';
import type { TopicRequest } from './topics.ts';

/**
 * `help`: of the program, of a command, of a topic, or of a code. A topic wins over a command of its name, which has `--help`, and
 * over a code, of which it says in its last line what it means.
 */
export const HELP = defineCommand<TopicRequest | { code: Code }>({
  options: [OUTPUT],
  words: {
    words: () => Object.entries(TOPICS).map(([text, description]): Candidate => ({ text, description })),
  },
  examples: [
    'media-session help start',
    'media-session help exit-codes',
    'media-session help params adStart',
    'media-session help param-type',
  ],
  exits: LOCAL_EXITS,
  read({ args: [words = []], showHelp, everyOption }) {
    const named = [words].flat();
    const [topic = '', eventType] = named;
    if (named.length === 1 && isCode(topic) && !isTopic(topic)) return { code: topic };
    if (!isTopic(topic) || named.length > (topic === 'params' ? 2 : 1)) return showHelp(named);
    return { topic, eventType, everyOption };
  },
  async run(asked, { stdout }) {
    return { command: 'help', sent: 'no', findings: [], help: await textOf(asked, stdout.columns) };
  },
});

async function textOf(asked: TopicRequest | { code: Code }, width: number): Promise<string> {
  if ('code' in asked) return (await import('../../cli/code-help.ts')).codeText(asked.code, width);
  const { eventType } = asked;
  if (eventType !== undefined && !EVENT_TYPES.includes(eventType))
    throw new InputError('usage', [
      await eventTypeFinding({ given: eventType, allowed: EVENT_TYPES, before: 'help params' }),
    ]);
  const text = await (await import('./topics.ts')).topicText(asked, width);
  return isCode(asked.topic)
    ? text + (await import('../../cli/code-help.ts')).codeNote(asked.topic, width)
    : text;
}
