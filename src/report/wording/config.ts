import type { Finding, FindingCode } from '../../model/finding.ts';
import { table } from '../../model/table.ts';
import { CONFIG_FILE_WORDING } from './config-file.ts';
import type { Wording } from './types.ts';

type FileCode = Extract<FindingCode, `file-${string}` | `json-${string}`>;
type SettingCode =
  | Extract<FindingCode, `setting-${string}` | `profile-${string}`>
  | 'endpoint-invalid'
  | 'endpoint-insecure'
  | 'endpoint-credentials'
  | 'endpoint-path-removed';

/** Codes about files, their syntax, the config file and the settings. */
export type ConfigCode = FileCode | SettingCode | keyof typeof CONFIG_FILE_WORDING;

const arg = (finding: Finding, name: string): string => String(finding.args?.[name] ?? '');

/** The one thing to type for each kind of syntax mistake; the key is args.mistake. */
const SYNTAX_FIXES = table({
  'trailing-comma': 'Delete that comma.',
  'extra-comma': 'Delete the comma.',
  'extra-colon': 'Delete the colon, or use { } around keys and values instead of [ ].',
  'missing-comma': 'Put a comma after the value before it.',
  'missing-colon': 'Write "key": value.',
  'missing-value': 'Write a value there, "" for an empty one.',
  'single-quotes': 'Write " instead.',
  'curly-quotes': 'Type straight quotes, ", instead; word processors and web pages bend them.',
  'unquoted-key': 'Put the key in double quotes: "key": value.',
  'key-not-string': 'Put the key in double quotes: "key": value.',
  'unquoted-string': 'Put the text in double quotes.',
  'unclosed-string': 'Add the closing ", and write \\n where the text is to have a line break.',
  'number-form': 'Write plain decimal digits such as 60 or 60.5, or put the text in double quotes.',
  literal: 'Write true, false, null, a number, or text in double quotes.',
  ellipsis: 'Delete it; in the documentation it stands for "and so on".',
  invisible: 'Delete it and type a plain space; it often comes along when text is copied from a web page.',
  'after-root': 'Keep one { ... } and delete what follows it.',
  'cut-off': 'Add what is missing at the end; the file may have been copied or written only in part.',
  'wrong-bracket': 'Close { with } and [ with ].',
});

function syntaxFix(finding: Finding): string {
  const mistake = arg(finding, 'mistake');
  if (mistake === 'comment') {
    const yaml = ' To keep comments, use YAML: name it .mediarc.yaml, with # comments.';
    return `Delete it.${finding.args?.['config'] ? yaml : ''}`;
  }
  return SYNTAX_FIXES[mistake] ?? 'Mend that place; a JSON formatter shows it at once.';
}

/** The file of a finding; where a setting names it, with that setting. */
const theFile = (f: Finding): string =>
  f.args?.['via'] ? `The file that ${arg(f, 'via')} names` : 'The file';

const FILES: Wording<FileCode> = {
  'file-missing': {
    summary: 'a file that does not exist',
    say: (f) => ({
      message: `${theFile(f)} does not exist.`,
      fix: `Check the name; a relative one counts from ${f.args?.['fromConfig'] ? 'the directory of the config file' : 'the current directory'}.`,
    }),
  },
  'file-unreadable': {
    summary: 'a file that cannot be read',
    say: (f) => ({
      message: `${theFile(f)} cannot be read: ${arg(f, 'reason').replace(/^is /, 'it is ')}.`,
      fix: UNREADABLE_FIXES[arg(f, 'reason')] ?? 'Name a file that can be read.',
    }),
  },
  'file-too-large': {
    summary: 'a file beyond the size limit',
    say: (f) => ({
      message: `The file is larger than ${megabytes(Number(f.args?.['limit']))}, the most that is read.`,
      fix: 'Check that it is the file you mean.',
    }),
  },
  'file-empty': {
    summary: 'a file, or standard input, with nothing in it',
    say: (f) => ({
      message: f.origin?.kind === 'stdin' ? 'Nothing came on standard input.' : `${theFile(f)} is empty.`,
      fix:
        f.origin?.kind === 'stdin'
          ? 'Pipe the text in.'
          : f.args?.['via']
            ? 'Name the right file.'
            : 'Fill it or delete it.',
    }),
  },
  'file-encoding': {
    summary: 'text that is neither UTF-8 nor UTF-16',
    say: (f) => ({
      message: f.args?.['nul']
        ? `Byte ${arg(f, 'offset')} is NUL, so this is not text.`
        : `Byte ${arg(f, 'offset')} (${arg(f, 'byte')}) is not ${arg(f, 'encoding').toUpperCase()} text.`,
      fix: f.args?.['nul'] ? 'Give a text file.' : 'Save the file as UTF-8.',
    }),
  },
  'json-syntax': {
    summary: 'text that is not JSON',
    say: (f) => {
      const opener = f.args?.['firstLine'] ? ` (opened at ${place(f)})` : '';
      return { message: `This is not JSON: ${arg(f, 'reason')}${opener}.`, fix: syntaxFix(f) };
    },
  },
  'json-duplicate-key': {
    summary: 'a key that stands twice in one object',
    say: (f) => ({
      message: `The key "${arg(f, 'key')}" stands twice; the first is at ${place(f)}.`,
      fix: 'Delete one of the two.',
    }),
  },
  'json-number': {
    summary: 'a number that would lose digits or overflow',
    say: (f) => ({
      message: `The number ${arg(f, 'text')} cannot be kept exactly.`,
      fix: 'If it is an ID, put it in quotes; otherwise write a smaller number.',
    }),
  },
  'json-root': {
    summary: 'a document that is not an object',
    say: (f) =>
      f.args?.['har']
        ? {
            message: 'This is a HAR, and not a request body.',
            fix: `media-session start --from ${arg(f, 'file')} sends the session start in it; media-session explain reads it all.`,
          }
        : {
            message: `An object is needed here, but this is ${article(f.actual)}.`,
            fix: 'Put the keys and values in { ... } (in YAML, write a space after each colon).',
          },
  },
  'json-depth': {
    summary: 'values nested too deeply',
    say: (f) => ({
      message: `Values lie more than ${arg(f, 'limit')} levels deep in each other.`,
      fix: 'Check that it is the file you mean; a body has three levels.',
    }),
  },
  'json-unsafe-key': {
    summary: "a key that would reach into JavaScript's own objects",
    say: (f) => ({ message: `The key "${arg(f, 'key')}" is not allowed.`, fix: 'Delete it or rename it.' }),
  },
};

const UNREADABLE_FIXES = table({
  'is a directory': 'Name a file in it.',
  'is not a regular file': 'Name a regular file: a pipe or a device may never end.',
  'permission denied': 'Make it readable (chmod u+r), or run as its owner.',
  'is a symbolic link to nothing': 'Mend the link or delete it.',
});

const SETTINGS: Wording<SettingCode> = {
  'profile-unknown': {
    summary: 'a profile that the config file does not have',
    say: (f) => ({
      message: `There is no profile "${arg(f, 'name')}"${f.args?.['config'] ? '' : ', since no config file was found'}.`,
      fix: profileFix(f),
    }),
  },
  'profile-none': {
    summary: '--all-profiles, but the config file has no profiles',
    say: (f) => ({
      message: f.args?.['config']
        ? `${arg(f, 'config')} has no profiles, so there is nothing to run --all-profiles for.`
        : 'There are no profiles to run --all-profiles for, since no config file was found.',
      fix: 'Add "profiles" to the config file (.mediarc.example shows how), or leave --all-profiles out.',
    }),
  },
  'setting-missing': {
    summary: 'a setting that is needed and not set',
    say: (f) => ({
      message: `${arg(f, 'key')} is not set.`,
      fix: `Add ${arg(f, 'flag')} <value>, set ${arg(f, 'env')}, or write ${arg(f, 'key')} in a .mediarc.`,
    }),
  },
  'setting-invalid': {
    summary: 'a setting whose value cannot be used',
    say: (f) => ({
      // A value that may hold a password is not shown.
      message: `${arg(f, 'key')} ${f.actual === undefined ? 'cannot be used' : `is ${f.actual}`}: ${arg(f, 'reason')}.`,
      fix: f.expected
        ? `Give ${f.expected}.`
        : f.actual === '""'
          ? 'Give it a value, or leave it out.'
          : 'Give the value alone, without blanks or line breaks around it.',
    }),
  },
  'endpoint-invalid': {
    summary: 'an endpoint that is no host or URL',
    say: (f) => ({
      message: `The endpoint ${f.actual ? `"${f.actual}" ` : ''}cannot be used: ${arg(f, 'reason')}.`,
      fix: 'Write the host alone, such as company.hb-api.omtrdc.net, or https://host:port/prefix.',
    }),
  },
  'endpoint-insecure': {
    summary: 'plain http to another machine',
    say: (f) => ({
      message: `The endpoint uses plain http, which is only for this machine; ${arg(f, 'host')} is another.`,
      fix: `Write https://${arg(f, 'host')}.`,
    }),
  },
  'endpoint-credentials': {
    summary: 'a user name or password in the endpoint',
    say: () => ({
      message: 'The endpoint holds a user name or a password; the API takes neither.',
      fix: 'Delete everything from after https:// up to and including the @.',
    }),
  },
  'endpoint-path-removed': {
    summary: 'an API path that was pasted with the endpoint and removed',
    say: (f) => ({
      message: `${arg(f, 'removed')} was left out: the endpoint is ${arg(f, 'endpoint')}.`,
      fix: `Write ${arg(f, 'endpoint')}.`,
    }),
  },
};

function profileFix(finding: Finding): string {
  const suggestion = arg(finding, 'suggestion');
  const known = arg(finding, 'known');
  if (suggestion) return `Did you mean ${suggestion}? Profiles here: ${known}.`;
  if (known) return `Use one of ${known}.`;
  return finding.args?.['config']
    ? `Add it under profiles in ${arg(finding, 'config')}.`
    : 'Name the file with --config, or run media-session config init.';
}

function place(finding: Finding): string {
  return `line ${arg(finding, 'firstLine')}, column ${arg(finding, 'firstColumn')}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function article(type: string | undefined): string {
  if (type === undefined) return 'nothing';
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** The words for {@link ConfigCode}. */
export const CONFIG_WORDING: Wording<ConfigCode> = { ...FILES, ...CONFIG_FILE_WORDING, ...SETTINGS };
