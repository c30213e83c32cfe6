import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { Actual, Expected } from '../model/finding-values.ts';
import { didYouMean, shellWord, withArticle } from './phrases.ts';
import { sayYamlMistake } from './syntax.ts';
import { onlyType, plain, sayActual, sayExpected } from './values.ts';
import type { Wording } from './wording.ts';

type ConfigFileCode = Extract<FindingCode, `config-${string}` | 'ignore-invalid'>;

const PERMISSIONS = {
  'writable-by-all': 'every user of this machine may change it',
  'other-owner': 'it belongs to another user',
} as const;

/** The words for what can be wrong with the config file. */
export const CONFIG_FILE_WORDING: Wording<ConfigFileCode> = {
  'config-unknown-key': {
    summary: 'a key in the config file that means nothing here',
    say: (finding) => ({
      message: finding.args.missing
        ? `Unknown key "${finding.args.key}"; ${finding.args.suggestion} is missing (required).`
        : `Unknown key "${finding.args.key}", ignored.`,
      fix: keyFix(finding),
    }),
  },
  'ignore-invalid': {
    summary: 'a code to ignore that does not exist or cannot be ignored',
    say: ({ args: { name, stopping, suggestion } }) =>
      stopping
        ? {
            message: `${name} cannot be ignored: it stops the command.`,
            fix: 'Leave it out. Mistakes in the command line, in settings and in JSON, and what a server answered, always count.',
          }
        : {
            message: `Unknown finding code ${name}.`,
            fix: didYouMean(suggestion, 'media-session help findings lists the codes.'),
          },
  },
  'config-type': {
    summary: 'a value in the config file of the wrong type',
    say: (f) => ({
      message: typeMessage(f),
      fix: typeFix(f),
    }),
  },
  'config-syntax': {
    summary: 'YAML that cannot be read, or more than plain keys and values',
    say: ({ args }) => {
      const { reason, fix } = sayYamlMistake(args);
      return { message: `This is not valid YAML: ${reason}.`, fix };
    },
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
    say: ({ args: { reason, path } }) => ({
      message: `This file decides where requests go, and ${PERMISSIONS[reason]}.`,
      fix:
        reason === 'other-owner' ? 'Take it over, or copy it to a file of your own:' : 'Take the right away:',
      run: [
        reason === 'other-owner' ? `sudo chown "$USER" ${shellWord(path)}` : `chmod o-w ${shellWord(path)}`,
      ],
    }),
  },
  'config-owner': {
    summary: 'a config file of another user that was found, not named',
    say: ({ args: { owner, path } }) => ({
      message: `This file decides where requests go, and it belongs to another user (user ID ${owner}).`,
      fix: `If you trust it, name it: --config ${shellWord(path)}; or use --no-config.`,
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
      fix: 'Name one with --config, or write one:',
      run: ['media-session config init'],
    }),
  },
};

/** What to do with a config file that has just been written, a line each. */
export function sayNext(path: string, open: readonly { key: string; line: number }[]): string[] {
  const places = open.map(({ key, line }) => `${key} (line ${line})`).join(', ');
  return [
    'Next:',
    ...(open.length > 0 ? [`  Replace the placeholders in ${path}:`, `    ${places}`] : []),
    '  Check settings and connection, creating no session:',
    '    media-session doctor',
    '  For completion of the file in an editor:',
    '    media-session schema show config > mediarc.schema.json',
  ];
}

/** What the switches of an SDK come to. */
const SDK_SWITCHES = {
  https: 'Nothing takes its place: requests go over HTTPS as it is.',
  verbose: 'Use --verbose on the command line for what it did.',
} as const;

function keyFix({ args: { suggestion, belongs, sdk, missing } }: FindingOf<'config-unknown-key'>): string {
  if (sdk !== undefined) return SDK_SWITCHES[sdk];
  if (suggestion === undefined) return 'Delete it; media-session help config lists the keys.';
  if (belongs !== undefined) return `Put it in ${belongs} as ${suggestion}.`;
  return missing ? `Rename it to ${suggestion}.` : `Did you mean ${suggestion}?`;
}

const GIVE = 'Give it a value, or delete the line.';

function typeMessage({ path, args, actual, expected }: FindingOf<'config-type'>): string {
  const isNumber = actual?.type === 'number' && args.plain !== undefined;
  return isNumber && onlyType(expected) === 'string'
    ? `${path} must be text; without quotes, ${args.plain} is a number.`
    : `${path} must be ${typeName(expected)}, not ${actual && sayFound(actual)}.`;
}

function sayFound(actual: Actual): string {
  const words = sayActual(actual);
  return actual.type === 'object' || actual.type === 'array' ? withArticle(words) : words;
}

function typeFix({ args: { key, plain: unquoted }, actual, expected }: FindingOf<'config-type'>): string {
  if (unquoted === '' || actual?.type === 'null') return GIVE;
  const wantsText = expected?.kind === 'type' && expected.types.includes('string');
  if (unquoted !== undefined && onlyType(expected) !== 'object')
    return actual?.type === 'redacted'
      ? 'Put it in quotes.'
      : `Put it in quotes: ${key === undefined ? '' : `${key}: `}"${unquoted}".`;
  if (expected?.kind === 'form' && expected.form === 'profile-name') return 'Rename the profile.';
  const isScalar = actual?.type === 'number' || actual?.type === 'boolean';
  if (isScalar && wantsText)
    return `Put it in quotes: ${key === undefined ? '' : `"${key}": `}"${plain(actual)}".`;
  return `Give ${typeName(expected)}.`;
}

/** A type with its article, and any other form as it is said. */
function typeName(expected: Expected | undefined): string {
  if (!expected) return '';
  const type = expected.kind === 'type' ? expected.types[0] : undefined;
  const words = sayExpected(expected);
  return type === 'object' || type === 'array' || type === 'string' ? withArticle(words) : words;
}
