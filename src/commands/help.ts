import { defineCommand, plainWords } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { isTopic, TOPICS, type Topic } from '../cli/topic-names.ts';
import { type Code, isCode } from '../model/codes.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';

/** `help`: of the program, of a command, of a topic, or of a code. A topic wins over a command of its name, which has `--help`. */
export const HELP = defineCommand<{ topic: Topic } | { code: Code }>({
  options: [OUTPUT],
  words: { words: () => plainWords(Object.keys(TOPICS)) },
  examples: ['media-session help start', 'media-session help exit-codes', 'media-session help param-type'],
  exits: LOCAL_EXITS,
  read({ args: [words = []], showHelp }) {
    const named = [words].flat();
    const [first = ''] = named;
    if (named.length === 1 && isTopic(first)) return { topic: first };
    return named.length === 1 && isCode(first) ? { code: first } : showHelp(named);
  },
  async run(asked, { stdout }) {
    return { command: 'help', sent: 'no', findings: [], help: await textOf(asked, stdout.columns) };
  },
});

async function textOf(asked: { topic: Topic } | { code: Code }, width: number): Promise<string> {
  if ('topic' in asked) return (await import('../cli/topics.ts')).topicText(asked.topic, width);
  return (await import('../cli/code-help.ts')).codeText(asked.code, width);
}
