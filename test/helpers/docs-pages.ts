import { ENVIRONMENT } from '../../src/cli/environment.ts';
import { optionOwners } from '../../src/cli/owners.ts';
import { describe } from '../../src/cli/verb.ts';
import { SHELL_NAMES, SHELLS } from '../../src/commands/completion/shells.ts';
import { optionUses } from '../../src/commands/help/reference.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { SETTINGS, type SettingSpec } from '../../src/config/settings.ts';
import { findingSummaries } from '../../src/messages/index.ts';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { EVENT_TYPES } from '../../src/model/event-types.ts';
import { EXIT_CODES } from '../../src/model/exit-codes.ts';
import { type ParamSpec, paramSpecs } from '../../src/rules/params.ts';
import { FAULTS } from '../../src/sandbox/faults.ts';

/** The generated blocks by name, each drawn from a table of the code. */
const BLOCKS: Record<string, () => string | Promise<string>> = {
  settings: settingsTable,
  environment: environmentTable,
  completion: completionLines,
  options: optionsTable,
  params: paramTables,
  faults: faultTable,
  'exit-codes': exitCodeTable,
  findings: findingTable,
  errors: errorTable,
};

/** The names of the generated blocks. */
export const BLOCK_NAMES: readonly string[] = Object.keys(BLOCKS);

/** The names of the generated blocks of a page, in their order. */
export function blocksOf(text: string): string[] {
  return [...text.matchAll(/^<!-- ([\w-]+) -->$/gm)].map(([, name = '']) => name);
}

/** A page with its generated blocks as the code has them. Throws for one that is not closed. */
export async function fillPage(text: string): Promise<string> {
  let filled = text;
  for (const name of blocksOf(text).filter((one) => BLOCK_NAMES.includes(one))) {
    const content = await BLOCKS[name]?.();
    const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (content === undefined || !block.test(text)) throw new Error(`no block ${name}`);
    filled = filled.replace(block, (_all, open: string, close: string) => `${open}${content}\n${close}`);
  }
  return filled;
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

/** Every option once, but those for params, with the commands that have it. */
async function optionsTable(): Promise<string> {
  const uses = optionUses(await optionOwners(COMMANDS)).filter(({ spec }) => spec.param === undefined);
  const rows = uses.map(({ spec, paths }) => [`\`${spec.flags}\``, describe(spec), paths.join(', ')]);
  return table(['option', 'what it does', 'commands'], rows);
}

/** The params of each event. */
function paramTables(): string {
  const required = ({ required }: ParamSpec): string => (required ? 'required' : '');
  const parts = EVENT_TYPES.map((type) => {
    const specs = paramSpecs(type);
    if (specs.length === 0) return `## ${type}\n\nNo params.`;
    const starts = type === 'sessionStart';
    const rows = specs.map((spec) => [
      `\`${spec.key}\``,
      ...(starts ? [`\`${spec.flag}\``] : []),
      spec.type,
      required(spec),
      spec.description,
    ]);
    const head = ['param', ...(starts ? ['option'] : []), 'type', '', 'what it is'];
    return `## ${type}\n\n${table(head, rows)}`;
  });
  return parts.join('\n\n');
}

function faultTable(): string {
  const rows = Object.entries(FAULTS).map(([name, { summary, how }]) => [`\`${name}\``, summary, how]);
  return table(['fault', 'what it is', 'what goes over the wire'], rows);
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
