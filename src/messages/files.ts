import type { CaptureForm } from '../model/capture-facts.ts';
import type { FindingCode } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { Actual } from '../model/finding-values.ts';
import { BINARIES } from './binary.ts';
import { shellWord, withArticle } from './phrases.ts';
import { sayJsonMistake } from './syntax.ts';
import { sayReading } from './system-codes.ts';
import { sayActual } from './values.ts';
import type { Wording } from './wording.ts';

/** Bytes that no body has. */
const CAPTURE = 100 * 1024 * 1024;

/** Codes about files and the JSON in them. */
export type FileCode = Extract<FindingCode, `file-${string}` | `json-${string}`>;

/** What a config file may say in a comment, YAML can say, too. */
const COMMENTS = ' To keep comments, use YAML: name it .mediarc.yaml, with # comments.';

/** What a capture is called. */
const FORMS: Readonly<Record<CaptureForm, string>> = {
  body: 'a body',
  bruno: 'a Bruno request',
  charles: 'a Charles session',
  curl: 'a curl command',
  fetch: 'a call of fetch',
  har: 'a HAR',
  'har-entry': 'an entry of a HAR',
  http: 'an HTTP message',
  insomnia: 'an Insomnia export',
  json: 'JSON that holds bodies',
  ndjson: 'a log of bodies',
  newman: 'a report of newman',
  postman: 'a Postman collection',
  powershell: 'a PowerShell command',
  result: 'the JSON output of this program',
  text: 'text that holds bodies',
};

/** The words for {@link FileCode}. */
export const FILE_WORDING: Wording<FileCode> = {
  'file-missing': {
    summary: 'a file that does not exist',
    say: ({ args }) => ({
      message: `${theFile(args)} does not exist.`,
      ...(args?.code !== undefined && { run: [`media-session help ${args.code}`] }),
      fix:
        args?.code !== undefined
          ? 'explain reads captures. For what a code means, ask for help:'
          : `Check the name; a relative one counts from ${args?.fromConfig ? 'the directory of the config file' : 'the current directory'}.`,
    }),
  },
  'file-unreadable': {
    summary: 'a file that cannot be read',
    say: ({ args }) => {
      const { reason, fix } = sayReading(args.reason);
      return { message: `${theFile(args)} cannot be read: ${reason}.`, fix };
    },
  },
  'file-too-large': {
    summary: 'a file beyond the size limit',
    say: ({ args }) => ({
      message: `The file is larger than ${megabytes(args.limit)}, the most that is read.`,
      // Nothing but a capture may be as large as that.
      fix:
        args.limit > CAPTURE
          ? 'Export the requests to the collection API alone: filter for "sessions" before you save the HAR.'
          : 'Check that it is the file you mean.',
    }),
  },
  'file-empty': {
    summary: 'a file, or standard input, with nothing in it',
    say: ({ args, origin }) => {
      if (args?.list)
        return { message: 'The list is empty: there is no body to check.', fix: 'Put bodies into it.' };
      if (origin?.kind === 'stdin') return { message: 'stdin was empty.', fix: 'Pipe the text in.' };
      const fix = args?.via ? 'Name the right file.' : 'Fill it or delete it.';
      return { message: `${theFile(args)} is empty.`, fix };
    },
  },
  'file-binary': { summary: 'a file that holds no text', say: (f) => BINARIES[f.args.kind] },
  'file-encoding': {
    summary: 'text that is neither UTF-8 nor UTF-16',
    say: ({ args: { nul, offset, byte, encoding } }) =>
      nul
        ? { message: `Byte ${offset} is NUL, so this is not text.`, fix: 'Give a text file.' }
        : {
            message: `Byte ${offset} (${byte}) is not ${encoding.toUpperCase()} text.`,
            fix: 'Save the file as UTF-8.',
          },
  },
  'json-syntax': {
    summary: 'text that is not JSON',
    say: ({ args }) => {
      const { reason, fix } = sayJsonMistake(args);
      const opener = args.firstLine ? ` (opened at ${place(args)})` : '';
      const more = args.mistake === 'comment' && args.config ? COMMENTS : '';
      return { message: `This is not JSON: ${reason}${opener}.`, fix: fix + more };
    },
  },
  'json-duplicate-key': {
    summary: 'a duplicate key in one object',
    say: ({ args }) => ({
      message: `Duplicate key "${args.key}"; the first is at ${place(args)}.`,
      fix: 'Delete one of the two.',
    }),
  },
  'json-number': {
    summary: 'a number that would lose digits or overflow',
    say: ({ args }) => ({
      message: `The number ${args.text} cannot be kept exactly.`,
      fix: 'If it is an ID, put it in quotes; otherwise write a smaller number.',
    }),
  },
  'json-root': {
    summary: 'a document that is not an object',
    say: ({ args, actual }) =>
      args?.capture
        ? {
            message: `This is ${FORMS[args.capture]}, not a request body.`,
            fix: 'Read it, or send the session start in it:',
            run: [
              `media-session explain ${shellWord(String(args.file))}`,
              `media-session start --from ${shellWord(String(args.file))}`,
            ],
          }
        : args?.batch
          ? {
              message: 'This is a batch of downloaded content, not one request body.',
              fix: 'Send it as a batch:',
              run: [`media-session downloaded ${shellWord(String(args.file))}`],
            }
          : {
              message: `Expected an object here, found ${article(actual)}.`,
              fix: 'Put the keys and values in { ... } (in YAML, write a space after each colon).',
            },
  },
  'json-depth': {
    summary: 'values nested too deeply',
    say: ({ args }) => ({
      message: `Values are nested more than ${args.limit} levels deep.`,
      fix: 'Check that it is the file you mean; a body has three levels.',
    }),
  },
  'json-unsafe-key': {
    summary: "a key that would reach into JavaScript's own objects",
    say: ({ args }) => ({
      message: `The key "${args.key}" is not allowed.`,
      fix: 'Delete it or rename it.',
    }),
  },
};

/** The file of a finding; where a setting names it, with that setting. */
function theFile({ via, given }: NonNullable<FindingArgs['file-missing']> = {}): string {
  if (!via) return 'The file';
  return `The file that ${via}${given === undefined ? '' : ` ("${given}")`} names`;
}

function place({
  firstLine,
  firstColumn,
}: {
  firstLine?: number | undefined;
  firstColumn?: number | undefined;
}): string {
  return `line ${firstLine}, column ${firstColumn}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function article(actual: Actual | undefined): string {
  if (actual === undefined) return 'nothing';
  const type = sayActual(actual);
  return type === 'null' ? type : withArticle(type);
}
