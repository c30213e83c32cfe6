import { defineCommand, plainWords } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { isTopic, TOPICS, type Topic } from '../cli/topic-names.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';

/** `help`: of the program, of a command, or of a topic. A topic wins over a command of its name, which has `--help`. */
export const HELP = defineCommand<{ topic: Topic }>({
  options: [OUTPUT],
  words: { words: () => plainWords(Object.keys(TOPICS)) },
  examples: ['media-session help start', 'media-session help exit-codes'],
  exits: LOCAL_EXITS,
  read({ args: [words = []], showHelp }) {
    const named = [words].flat();
    const [first = ''] = named;
    return named.length === 1 && isTopic(first) ? { topic: first } : showHelp(named);
  },
  async run({ topic }, context) {
    const { topicText } = await import('../cli/topics.ts');
    const help = topicText(topic, context.stdout.columns);
    return { command: 'help', sent: 'no', findings: [], help };
  },
});
