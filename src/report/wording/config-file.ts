import type { Finding, FindingCode } from '../../model/finding.ts';
import { table } from '../../model/table.ts';
import { shellWord } from './phrases.ts';
import type { Wording } from './types.ts';

type ConfigFileCode = Extract<FindingCode, `config-${string}`>;

const arg = (finding: Finding, name: string): string => String(finding.args?.[name] ?? '');

/** What to type for each kind of YAML that is not read; the key is args.mistake. */
const YAML_FIXES = table({
  anchor: 'Write the value out; if it is text that starts with &, put it in quotes.',
  alias: 'Write the value out; if it is text that starts with *, put it in quotes.',
  tag: 'Delete the tag; to make a value text, put it in quotes.',
  merge: 'Write the keys out in each profile.',
  directive: 'Delete that line; if it is text that starts with %, put it in quotes.',
  documents: 'Keep one document per file; several sets of settings go under profiles.',
  key: 'Write the key as plain text.',
  'tab-as-indent': 'Use spaces.',
  'unclosed-quote': 'Add the closing quote; text that holds a quote goes in quotes of the other kind.',
  'unclosed-bracket': 'Add the closing bracket.',
  'bad-scalar-start': 'Put the value in quotes.',
});

/** The words for what can be wrong with the config file. */
export const CONFIG_FILE_WORDING: Wording<ConfigFileCode> = {
  'config-unknown-key': {
    summary: 'a key in the config file that means nothing here',
    say: (f) => ({
      message: `The key "${arg(f, 'key')}" is not known and has no effect.`,
      fix: f.args?.['suggestion']
        ? `Did you mean ${arg(f, 'suggestion')}?`
        : 'Delete it, or see media-session config init.',
    }),
  },
  'config-type': {
    summary: 'a value in the config file of the wrong type',
    say: (f) => ({
      message: `${f.path} must be ${typeName(f.expected)}, but is ${f.actual}.`,
      fix: typeFix(f),
    }),
  },
  'config-syntax': {
    summary: 'YAML that cannot be read, or more than plain keys and values',
    say: (f) => ({
      message: `This YAML is not read: ${arg(f, 'reason')}.`,
      fix:
        YAML_FIXES[arg(f, 'mistake')] ?? 'Write one key: "value" per line, with spaces in front to nest it.',
    }),
  },
  'config-executable': {
    summary: 'a config file written as code',
    say: () => ({
      message: 'A config file written as code is never run.',
      fix: 'Move its values into a .mediarc (YAML or JSON) beside it.',
    }),
  },
  'config-import': {
    summary: '$import in the config file',
    say: () => ({
      message: '$import is not supported: a config file cannot pull in others.',
      fix: 'Delete it and write the settings here; variants go under profiles.',
    }),
  },
  'config-permissions': {
    summary: 'a config file that others can change',
    say: (f) => ({
      message: `This file decides where requests go, and ${arg(f, 'reason')}.`,
      fix: `Run chmod o-w, or chown, on ${arg(f, 'path')}.`,
    }),
  },
  'config-owner': {
    summary: 'a config file of another user that was found, not named',
    say: (f) => ({
      message: `This file decides where requests go, and it belongs to another user (user ID ${arg(f, 'owner')}).`,
      fix: `If you trust it, name it: --config ${shellWord(arg(f, 'path'))}; or use --no-config.`,
    }),
  },
  'config-exists': {
    summary: 'a config file that would be overwritten',
    say: () => ({
      message: 'The file is already there and was left as it is.',
      fix: 'Edit it, or move it away and run the command again.',
    }),
  },
  'config-none': {
    summary: 'no config file in use',
    say: () => ({
      message: 'No config file is in use.',
      fix: 'Write one with media-session config init, or name one with --config.',
    }),
  },
};

function typeFix(finding: Finding): string {
  const plain = finding.args?.['plain'];
  if (plain === '' || finding.actual === 'null') return 'Give it a value, or delete the line.';
  if (plain !== undefined && finding.expected !== 'object')
    return `Put it in quotes: ${arg(finding, 'key')}: "${plain}".`;
  if (finding.expected?.startsWith('a profile name')) return 'Rename the profile.';
  const [, written] = /^(?:number|boolean) (.+)$/.exec(finding.actual ?? '') ?? [];
  if (written !== undefined && finding.expected?.startsWith('string')) {
    return `Put it in quotes: "${arg(finding, 'key')}": "${written}".`;
  }
  return `Give ${typeName(finding.expected)}.`;
}

function typeName(expected = ''): string {
  if (expected === 'object') return 'an object';
  return expected.startsWith('string') ? `a ${expected}` : expected;
}
