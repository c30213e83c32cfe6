import { EVENT_TYPES } from '../model/event-types.ts';
import type { FindingCode, FindingOf } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';
import type { Belongs, NamingSystem } from '../model/mistakes.ts';
import { didYouMean, listed } from './phrases.ts';
import { found, sayActual, sayExpected, wanted } from './values.ts';
import { instruct, isWritten, type Keyed, member, toType } from './what-to-type.ts';
import type { Ways, Wording, Words } from './wording.ts';

/** Codes about a body and a schema. */
export type SchemaCode = Extract<
  FindingCode,
  `param-${string}` | `body-${string}` | 'event-type' | 'custom-metadata-key' | 'custom-metadata-type'
>;

const EVENTS_PATH = 'Other events go to /api/v1/sessions/{id}/events.';

// Flags that take key=value, so that they do not name the key.
const PAIRS = ['--qoe', '--custom'];

/** The words for {@link SchemaCode}. */
export const SCHEMA_WORDING: Wording<SchemaCode> = {
  'param-missing': {
    summary: 'a params key that the event needs is missing',
    say: (finding, ways) => ({
      message: `${finding.args.key} is missing (required)${finding.args.disputed ? ', though the page on opt-out has a sample without it' : ''}.`,
      fix: addition(finding, ways),
    }),
  },
  'param-type': {
    summary: 'a params value of the wrong JSON type, or outside what the schema allows',
    say: wrongValue,
  },
  'param-unknown': {
    summary: 'a params key that the event does not have',
    say: (finding, ways) => ({ message: refusedKey(finding), fix: rename(finding, ways) }),
  },
  'body-missing': {
    summary: 'a part of the request body is missing',
    say: (finding, ways) => ({
      message: `${finding.args.key} is missing from the body (required).`,
      fix: addition(finding, ways),
    }),
  },
  'body-type': {
    summary: 'a part of the request body has the wrong JSON type',
    say: wrongValue,
  },
  'body-unknown': {
    summary: 'the request body has a part or key that it may not have',
    say: (finding, ways) => ({ message: refusedKey(finding), fix: rename(finding, ways) }),
  },
  'event-type': {
    summary: 'eventType is missing, unknown, or not the one for this request',
    say: eventType,
  },
  'custom-metadata-key': {
    summary: 'a customMetadata key with characters that are not allowed',
    say: ({ args: { key, suggestion }, expected }) => ({
      message: `The customMetadata key "${key}" is not allowed: a key is ${expected ? sayExpected(expected) : 'of another form'}.`,
      fix: suggestion === undefined ? 'Rename the key.' : `Rename the key, for instance to ${suggestion}.`,
    }),
  },
  'custom-metadata-type': {
    summary: 'a customMetadata value that is not text',
    say: (finding, ways) => ({
      message: `The customMetadata value of ${finding.args.key} must be ${wanted(finding.expected)}, not ${found(finding.actual)}.`,
      fix: instruct(finding, ways),
    }),
  },
};

function wrongValue(finding: Keyed, ways: Ways): Words {
  const { args, actual, expected } = finding;
  const subject = args.key === 'body' ? 'The body' : args.key;
  const hint = actual?.type === 'null' ? ' JSON has null for NaN and undefined.' : '';
  return {
    message: `${subject} must be ${wanted(expected)}, not ${found(actual)}.${hint}`,
    fix: instruct(finding, ways),
  };
}

/** A key that is not allowed where it stands. */
type UnknownKey = FindingOf<'param-unknown' | 'body-unknown'>;

/** Says which key which object does not take. */
function refusedKey(finding: UnknownKey): string {
  const path = parsePointer(finding.path ?? '');
  const name = path.at(-1) ?? finding.args.key;
  const message = `${path.at(-2) ?? 'The body'} has no key "${name}"`;
  const { required, suggestion, belongs } = finding.args;
  if (required)
    return belongs === undefined || (suggestion ?? name) !== name
      ? `${message}; ${suggestion} is missing (required).`
      : `${message}; it is missing from ${sayPlace(belongs)} (required).`;
  return finding.args.disputed
    ? `${message} by the tables of Adobe's documents, though their samples have it.`
    : `${message}.`;
}

function addition(finding: Keyed, ways: Ways): string {
  const typed = toType(finding, ways);
  const written = isWritten(finding);
  if (!written && typed !== undefined) return `Add ${typed}`;
  return `Add ${member(finding)}${typed === undefined ? '' : `, or pass ${typed}`}`;
}

function rename({ args, severity, path }: UnknownKey, ways: Ways): string {
  const { suggestion, removed } = args;
  const flag = ways.flags ? args.flag : undefined;
  const belongs = args.belongs === undefined ? undefined : sayPlace(args.belongs);
  if (args.group)
    return 'It is a group of fields in XDM: write them one by one, as media.id in params or media.qoe.bitrate in qoeData.';
  if (removed) return 'The API has dropped this key: leave it out.';
  const whose = args.from === undefined ? '' : `; ${NAMING_SYSTEMS[args.from]} it ${args.key.slice(0, 60)}`;
  if (args.disputed && suggestion === undefined && belongs !== undefined)
    return `Leave it out here: the tables have it in ${belongs}.`;
  if (args.required && belongs === undefined && suggestion !== undefined) {
    const typed = flag === undefined || PAIRS.includes(flag) ? '' : `, or write ${flag}`;
    return `Rename "${parsePointer(path ?? '').at(-1) ?? args.key}" to "${suggestion}"${typed}${whose}.`;
  }
  if (belongs !== undefined && suggestion !== undefined)
    return `Put it in ${belongs} as ${suggestion}${whose}.`;
  if (belongs !== undefined) return `It belongs in ${belongs}.`;
  if (args.from !== undefined)
    return `Write ${suggestion}${flag === undefined || PAIRS.includes(flag) ? '' : ` (${flag})`}${whose}.`;
  if (suggestion !== undefined)
    return `Did you mean ${suggestion}${flag === undefined || PAIRS.includes(flag) ? '' : ` (${flag})`}?`;
  if (severity === 'warning') return 'Leave it out, unless the API has learned it since.';
  if (!ways.allowUnknown) return 'Leave it out, unless the API has learned it since.';
  return 'Leave it out, or send it with --allow-unknown if the API has learned it since.';
}

const NAMING_SYSTEMS: Readonly<Record<NamingSystem, string>> = {
  analytics: 'Analytics calls',
  xdm: 'XDM calls',
  sdk: 'the SDKs call',
};

/** To be read after "belongs in". */
function sayPlace(belongs: Belongs): string {
  if (belongs === 'top') return 'the top level of the body';
  if (belongs === 'endpoint') return 'the endpoint setting (--endpoint), not in the body';
  if (typeof belongs === 'string') return belongs;
  if ('paramsOf' in belongs) return `the params of ${belongs.paramsOf.join(' or ')}`;
  const { events } = belongs;
  return `${events.slice(0, -1).join(', ')} or ${events.at(-1)}`;
}

function eventType({ args, actual, expected }: FindingOf<'event-type'>, ways: Ways): Words {
  // An argument of the command line, and not a value in a body.
  if ('argument' in args) {
    const message = `Unknown event type ${actual && sayActual(actual)}.`;
    if (args.name === 'sessionStart')
      return {
        message: 'sessionStart cannot be sent to a session: it starts one.',
        fix: 'Start a session:',
        run: ['media-session start'],
      };
    if (args.swapped !== undefined)
      return { message: 'The session ID comes before the event type.', fix: 'Write:', run: [args.swapped] };
    const give = `Give ${expected && sayExpected(expected)}.`;
    return { message, fix: didYouMean(args.suggestion, give) };
  }
  if (args.paramsAlone) {
    return {
      message: 'This is no request body: it holds params alone, without eventType and playerTime.',
      fix: 'This fills in the rest:',
      run: ['media-session check --body <file>'],
    };
  }
  const { suggestion, any } = args;
  const message =
    actual === undefined
      ? `The body has no eventType; it must be ${wanted(expected)}.`
      : `eventType must be ${wanted(expected)}, not ${found(actual)}.`;
  const allowed = expected?.kind === 'one-of' ? expected.values : [];
  if (!any && suggestion !== undefined && expected !== undefined && !allowed.includes(suggestion))
    return {
      message,
      fix: `Did you mean ${suggestion}? ${ways.flags ? 'Send it with:' : EVENTS_PATH}`,
      ...(ways.flags && { run: [`media-session event <session-id> ${suggestion}`] }),
    };
  if (any && suggestion === undefined)
    return { message, fix: `Use one of ${listed(EVENT_TYPES, EVENT_TYPES.length)}.` };
  const startsOnly = actual !== undefined && allowed.length === 1 && allowed[0] === 'sessionStart';
  const elsewhere = startsOnly ? ` ${ways.flags ? 'Other events are sent with:' : EVENTS_PATH}` : '';
  return {
    message,
    fix: `Write "eventType": ${suggestion === undefined ? '<type>' : `"${suggestion}"`}.${elsewhere}`,
    ...(startsOnly && ways.flags && { run: ['media-session event <session-id> <type>'] }),
  };
}
