import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Completion, defineCommand } from '../../cli/definition.ts';
import { findConfig } from '../../config/load.ts';
import { readConfig } from '../../config/read.ts';
import type { Context } from '../../model/context.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';

/** In place of candidates: the shell is to complete the names of files. No candidate begins with a colon. */
const FILES = ':files';

/** The hidden command that the scripts call: `__complete -- <words>`, the last being the word at the cursor. */
export const ANSWER = defineCommand<{ answer: Completion }>({
  options: [],
  examples: [],
  exits: LOCAL_EXITS,
  read: ({ args: [words = []], complete }) => ({ answer: complete([words].flat()) }),
  async run({ answer }, context) {
    return { command: 'completion', sent: 'no', findings: [], lines: await lines(answer, context) };
  },
});

/** One line per candidate, with its description behind a tab. */
async function lines(answer: Completion, context: Context): Promise<string[]> {
  switch (answer.kind) {
    case 'files':
      return [FILES];
    case 'profiles':
      return (await profileNames(answer, context)).map((name) => answer.prefix + name);
    case 'candidates':
      return answer.candidates.map(({ text, description }) =>
        description ? `${text}\t${description}` : text,
      );
  }
}

/** The profiles of the config file that the command would use. Whatever is wrong with it, nobody asked for it yet. */
async function profileNames(
  { config, noConfig }: Extract<Completion, { kind: 'profiles' }>,
  context: Context,
): Promise<string[]> {
  // The shell would expand this only when the line is run.
  const file =
    config?.startsWith('~/') && context.home !== undefined ? join(context.home, config.slice(2)) : config;
  try {
    const place = await findConfig({ config: file, noConfig }, context);
    // A pipe would keep the user waiting at the prompt, and would be used up.
    if (!place || !(await stat(place.path)).isFile()) return [];
    return [...(await readConfig(place, context)).profiles.keys()];
  } catch {
    return [];
  }
}
