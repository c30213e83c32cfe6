import { SETTINGS, type SettingSpec } from '../config/settings.ts';
import { EXIT_CODES } from '../model/exit.ts';
import { SHELL_NAMES, SHELLS } from '../report/completion/index.ts';

/** The README with its generated blocks as the tables of the code have them. */
export function fillReadme(text: string): string {
  const blocks = { settings: settingsTable(), completion: completionLines(), 'exit-codes': exitCodeTable() };
  return Object.entries(blocks).reduce((filled, [name, content]) => fill(filled, name, content), text);
}

function fill(text: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!block.test(text)) throw new Error(`the README has no block ${name}`);
  return text.replace(block, (_all, open: string, close: string) => `${open}${content}\n${close}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
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

function exitCodeTable(): string {
  const rows = EXIT_CODES.map(({ code, name, meaning, session }) => [String(code), name, meaning, session]);
  return table(['code', 'name', 'meaning', 'may a session exist?'], rows);
}

function completionLines(): string {
  return ['```sh', ...SHELL_NAMES.map((name) => SHELLS[name].install), '```'].join('\n');
}
