import type { Finding, FindingCode } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';
import { argument, found, instruct, keyOf, toType, wanted } from './rules-phrases.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about a body and a schema. */
export type SchemaCode = Extract<
  FindingCode,
  `param-${string}` | `body-${string}` | 'event-type' | 'custom-metadata-key' | 'custom-metadata-type'
>;

// Flags that take key=value, so that they do not name the key.
const PAIRS = ['--qoe', '--custom'];

/** The words for {@link SchemaCode}. */
export const SCHEMA_WORDING: Wording<SchemaCode> = {
  'param-missing': {
    summary: 'a params key that the event needs is missing',
    say: (finding) => ({ message: `${keyOf(finding)} is required and missing.`, fix: addition(finding) }),
  },
  'param-type': {
    summary: 'a params value of the wrong JSON type, or outside what the schema allows',
    say: wrongValue,
  },
  'param-unknown': {
    summary: 'a params key that the event does not have',
    say: (finding) => ({ message: refusedKey(finding), fix: rename(finding) }),
  },
  'body-missing': {
    summary: 'a part of the request body is missing',
    say: (finding) => ({
      message: `The body needs ${keyOf(finding)}, which is missing.`,
      fix: addition(finding),
    }),
  },
  'body-type': {
    summary: 'a part of the request body has the wrong JSON type',
    say: wrongValue,
  },
  'body-unknown': {
    summary: 'the request body has a part or key that it may not have',
    say: (finding) => ({ message: refusedKey(finding), fix: rename(finding) }),
  },
  'event-type': {
    summary: 'eventType is missing, unknown, or not the one for this request',
    say: eventType,
  },
  'custom-metadata-key': {
    summary: 'a customMetadata key with characters that are not allowed',
    say: (finding) => {
      const suggestion = argument(finding, 'suggestion');
      return {
        message: `The customMetadata key "${keyOf(finding)}" is not allowed: a key is ${finding.expected ?? 'of another form'}.`,
        fix: suggestion === undefined ? 'Rename the key.' : `Rename the key, for instance to ${suggestion}.`,
      };
    },
  },
  'custom-metadata-type': {
    summary: 'a customMetadata value that is not text',
    say: (finding) => ({
      message: `The customMetadata value of ${keyOf(finding)} must be ${wanted(finding)}, but is ${found(finding)}.`,
      fix: instruct(finding),
    }),
  },
};

function wrongValue(finding: Finding): Words {
  const hint = finding.actual === 'null' ? ' JSON has null for NaN and undefined.' : '';
  return {
    message: `${subject(finding)} must be ${wanted(finding)}, but is ${found(finding)}.${hint}`,
    fix: instruct(finding),
  };
}

function subject(finding: Finding): string {
  return keyOf(finding) === 'body' ? 'The body' : keyOf(finding);
}

/** Says which key which object does not take. */
function refusedKey(finding: Finding): string {
  const path = parsePointer(finding.path ?? '');
  return `${path.at(-2) ?? 'The body'} takes no key "${path.at(-1) ?? keyOf(finding)}".`;
}

function addition(finding: Finding): string {
  const typed = toType(finding);
  const isWritten = finding.origin?.kind === 'file' || finding.origin?.kind === 'stdin';
  if (!isWritten && typed !== undefined) return `Add ${typed}.`;
  const text = `Add ${keyOf(finding)}${finding.expected === undefined ? '' : ` (${wanted(finding)})`}`;
  return `${text}${isWritten ? ' there' : ''}${typed === undefined ? '' : `, or ${typed}`}.`;
}

function rename(finding: Finding): string {
  const suggestion = argument(finding, 'suggestion');
  const belongs = argument(finding, 'belongs');
  const flag = argument(finding, 'flag');
  if (finding.args?.['removed']) return 'The API has dropped this key: leave it out.';
  if (belongs !== undefined && suggestion !== undefined) return `Put it in ${belongs} as ${suggestion}.`;
  if (belongs !== undefined) return `It belongs in ${belongs}.`;
  if (suggestion !== undefined)
    return `Did you mean ${suggestion}${flag === undefined || PAIRS.includes(flag) ? '' : ` (${flag})`}?`;
  if (finding.severity === 'warning') return 'Leave it out, unless the API has learned it since.';
  return 'Leave it out, or send it all the same with --allow-unknown if the API has learned it since.';
}

/** An event type that was an argument of the command line, and not a value in a body. */
function eventArgument(finding: Finding): Words {
  const { name, suggestion } = finding.args ?? {};
  const message = `${finding.actual} is no event type that can stand here.`;
  if (name === 'sessionStart') return { message, fix: 'media-session start sends it.' };
  return {
    message,
    fix: suggestion === undefined ? `Give ${finding.expected}.` : `Did you mean ${suggestion}?`,
  };
}

function eventType(finding: Finding): Words {
  if (finding.args?.['argument']) return eventArgument(finding);
  if (finding.args?.['paramsAlone']) {
    return {
      message: 'This is no request body: it holds params alone, without eventType and playerTime.',
      fix: 'media-session check --body <file> takes it as it is, and fills in the rest.',
    };
  }
  const suggestion = argument(finding, 'suggestion');
  const isMissing = finding.actual === undefined;
  const message = isMissing
    ? `The body has no eventType; it must be ${wanted(finding)}.`
    : `eventType must be ${wanted(finding)}, but is ${found(finding)}.`;
  const isOther =
    !finding.args?.['any'] &&
    suggestion !== undefined &&
    finding.expected !== undefined &&
    !finding.expected.includes(suggestion);
  if (isOther)
    return {
      message,
      fix: `Did you mean ${suggestion}? Send it with media-session event <session-id> ${suggestion}.`,
    };
  const startsOnly = !isMissing && finding.expected === '"sessionStart"';
  const elsewhere = startsOnly ? ' Other events are sent with media-session event <session-id> <type>.' : '';
  return {
    message,
    fix: `Write "eventType": ${suggestion === undefined ? '<type>' : `"${suggestion}"`}.${elsewhere}`,
  };
}
