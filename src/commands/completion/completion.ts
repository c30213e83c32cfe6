import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../../cli/complete.ts';
import { discoverConfig } from '../../config/discover.ts';
import { explicitConfig } from '../../config/load.ts';
import { readConfig } from '../../config/read.ts';

import type { Context } from '../../context.ts';
import { InputError } from '../../model/errors.ts';
import type { Result } from '../../model/result.ts';
import { isShellName, SHELL_NAMES, SHELLS } from './shells.ts';
import { closest } from '../../rules/closest.ts';

/** What `completion` was asked for: a script, or, by that script, what may stand at the cursor. */
export type CompletionOptions = { action: 'script'; shell: string } | { action: 'answer'; answer: Answer };

/** In place of candidates: the shell is to complete the names of files. No candidate begins with a colon. */
const FILES = ':files';

/** Prints a completion script, or answers one. Throws InputError for a shell that is not known. */
export async function completion(options: CompletionOptions, context: Context): Promise<Result> {
  if (options.action === 'script') return script(options.shell);
  const output = await lines(options.answer, context);
  return {
    command: 'completion',
    sent: 'no',
    findings: [],
    output: output.map((line) => `${line}\n`).join(''),
  };
}

function script(shell: string): Result {
  if (!isShellName(shell)) throw unknownShell(shell);
  const { script: output } = SHELLS[shell];
  return { command: 'completion', sent: 'no', findings: [], output, data: { shell, script: output } };
}

/** One line per candidate, with its description behind a tab. */
async function lines(answer: Answer, context: Context): Promise<string[]> {
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
  { config, noConfig }: Extract<Answer, { kind: 'profiles' }>,
  context: Context,
): Promise<string[]> {
  // The shell would expand this only when the line is run.
  const configFlag =
    config?.startsWith('~/') && context.home !== undefined ? join(context.home, config.slice(2)) : config;
  try {
    const place = await discoverConfig(context, {
      ...explicitConfig({ context, configFlag }),
      disabled: noConfig,
    });
    // A pipe would keep the user waiting at the prompt, and would be used up.
    if (!place || !(await stat(place.path)).isFile()) return [];
    return [...(await readConfig(place, context)).profiles.keys()];
  } catch {
    return [];
  }
}

function unknownShell(shell: string): InputError {
  const suggestion = closest(shell, SHELL_NAMES);
  return new InputError('usage', [
    {
      code: 'usage-option-value',
      severity: 'error',
      expected: `one of ${SHELL_NAMES.join(', ')}`,
      actual: JSON.stringify(shell),
      args: { option: 'completion', ...(suggestion && { fix: `Did you mean ${suggestion}?` }) },
    },
  ]);
}
