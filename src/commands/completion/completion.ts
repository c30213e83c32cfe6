import { defineCommand, plainWords } from '../../cli/definition.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { usage } from '../../cli/usage.ts';
import { refusals } from '../../cli/values.ts';
import { wrap } from '../../messages/layout.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';
import { closest } from '../../rules/closest.ts';
import { isShellName, SHELL_NAMES, SHELLS, type ShellName } from './shells.ts';

/** `completion`: prints the script for a shell. Throws InputError for a shell that is not known. */
export const COMPLETION = defineCommand<{ shell: string }>({
  options: [OUTPUT],
  words: { shell: () => plainWords(SHELL_NAMES) },
  examples: ['source <(media-session completion bash)', 'media-session completion fish > media-session.fish'],
  exits: LOCAL_EXITS,
  more: installHelp,
  read: ({ args: [shell] }) => ({ shell: String(shell) }),
  refuse: async ({ args: [shell] }) => refusals(() => shell === undefined || knownShell(String(shell))),
  async run({ shell }) {
    const name = knownShell(shell);
    const script = { shell: name, text: SHELLS[name].script };
    return { command: 'completion', sent: 'no', findings: [], script };
  },
});

function installHelp(width: number): string {
  const text = (sentence: string): string => wrap(sentence, width, '');
  const lines = SHELL_NAMES.map((name) => `  ${name.padEnd(4)}  ${SHELLS[name].install}`);
  return [
    text('Completes commands, options, profiles of the config file, params, event types and files.'),
    '',
    'To install it, type once:',
    ...lines,
    text(
      'zsh needs compinit before that line; or write the script as _media-session into a directory of $fpath.',
    ),
  ].join('\n');
}

/** Throws InputError (`usage`) for a shell that is not known. */
function knownShell(shell: string): ShellName {
  if (isShellName(shell)) return shell;
  const suggestion = closest(shell, SHELL_NAMES);
  throw usage({
    code: 'usage-option-value',
    expected: { kind: 'one-of', values: [...SHELL_NAMES] },
    actual: { type: 'text', value: shell },
    args: { option: 'completion', ...(suggestion && { advice: { advice: 'meant', suggestion } }) },
  });
}
