import type { Option } from 'commander';
import { ENVIRONMENT } from '../../src/cli/environment.ts';
import { wholeProgram } from '../../src/cli/read.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { SHELL_NAMES, SHELLS } from '../../src/commands/completion/shells.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { SETTINGS, type SettingSpec } from '../../src/config/settings.ts';
import { findingSummaries } from '../../src/messages/index.ts';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { EXIT_CODES } from '../../src/model/exit-codes.ts';
import { fakeContext } from './context.ts';

/** The generated blocks of the README by name, each a table drawn from a table of the code. */
const BLOCKS: Record<string, () => string | Promise<string>> = {
  settings: settingsTable,
  environment: environmentTable,
  completion: completionLines,
  options: optionsTable,
  'exit-codes': exitCodeTable,
  findings: findingTable,
  errors: errorTable,
};

/** The README with its generated blocks as the code has them. */
export async function fillReadme(text: string): Promise<string> {
  let filled = text;
  for (const [name, content] of Object.entries(BLOCKS)) filled = fill(filled, name, await content());
  return filled;
}

function fill(text: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!block.test(text)) throw new Error(`the README has no block ${name}`);
  return text.replace(block, (_all, open: string, close: string) => `${open}${content}\n${close}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function settingsTable(): string {
  const rows = SETTINGS.map((spec: SettingSpec) => [
    spec.description,
    `\`${spec.flag}\``,
    `\`${spec.env}\``,
    `\`${spec.key}\``,
    spec.default ?? '',
  ]);
  return table(['setting', 'flag', 'environment', 'config key', 'default'], rows);
}

function environmentTable(): string {
  const code = (names: string): string => names.replace(/[A-Z_]+/g, '`$&`');
  return table(
    ['variable', 'what it is for'],
    ENVIRONMENT.map(([names, text]) => [code(names), text]),
  );
}

/** Every option of every command once, with the commands that have it. */
async function optionsTable(): Promise<string> {
  const program = await wholeProgram(COMMANDS, fakeContext());
  const found = new Map<string, { option: Option; verbs: string[] }>();
  const visit = (verb: Verb): void => {
    for (const option of verb.options) {
      const key = `${option.flags} ${option.description}`;
      const known = found.get(key) ?? { option, verbs: [] };
      found.set(key, { option, verbs: [...known.verbs, verb.path] });
    }
    for (const child of verb.commands) visit(child as Verb);
  };
  for (const child of program.commands) visit(child as Verb);
  const rows = [...found.values()].map(({ option, verbs }) => [
    `\`${option.flags}\``,
    option.description,
    verbs.join(', '),
  ]);
  return table(['option', 'what it does', 'commands'], rows);
}

function exitCodeTable(): string {
  const rows = EXIT_CODES.map(({ code, name, meaning, session }) => [String(code), name, meaning, session]);
  return table(['code', 'name', 'meaning', 'may a session exist?'], rows);
}

function findingTable(): string {
  return table(
    ['finding code', 'what it is'],
    findingSummaries().map(({ code, summary }) => [`\`${code}\``, summary]),
  );
}

function errorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { exit, summary }]) => [`\`${code}\``, summary, exit]);
  return table(['error code', 'what it is', 'exit'], rows);
}

function completionLines(): string {
  return ['```sh', ...SHELL_NAMES.map((name) => `# ${name}\n${SHELLS[name].install}`), '```'].join('\n');
}
