/** What the value of a key must be. */
export type FieldType =
  | 'text'
  | 'texts'
  | 'flag'
  | 'time'
  | 'interval'
  | 'seconds'
  | 'object'
  | 'event'
  | 'statuses'
  | 'scalars'
  | 'pings'
  | 'expect'
  | 'numbers'
  | 'rules'
  | 'steps'
  | 'sessions';

/** One key of a scenario file. */
export interface Field {
  type: FieldType;
  /** One line for the JSON Schema and the docs; no full stop. */
  description: string;
  required?: true;
}

/** The keys of one part of a scenario file, in the order of the docs. */
export type Fields = Readonly<Record<string, Field>>;

const SESSION: Fields = {
  content: {
    type: 'object',
    description:
      'params of sessionStart, such as media.id and media.length; account params come from the settings',
  },
  customMetadata: { type: 'object', description: 'custom metadata of sessionStart, every value a string' },
  qoeData: { type: 'object', description: 'quality data of sessionStart' },
  playhead: { type: 'seconds', description: 'playhead at the start, in seconds (default: 0)' },
  steps: {
    type: 'steps',
    description: 'what happens after sessionStart, which is always the first event',
    required: true,
  },
  expect: { type: 'expect', description: 'what the run must lead to' },
};

/** The keys of the file, when it holds one session. */
const FILE: Fields = {
  $schema: { type: 'text', description: 'where an editor finds the JSON Schema of this file' },
  title: { type: 'text', description: 'what is played, in one line' },
  about: { type: 'text', description: 'what it proves, in one line' },
  notes: { type: 'texts', description: 'remarks for the reader' },
  downloaded: {
    type: 'flag',
    description: 'send all events as one batch to /api/v1/downloaded, as for content that was played offline',
  },
  variables: {
    type: 'scalars',
    description:
      'values for the variables in texts of content, params, customMetadata and qoeData; --var sets others',
  },
  pings: { type: 'pings', description: 'how often a step with "for" sends a ping' },
};

/** Every part of a scenario file, by name: reader, JSON Schema and docs are drawn from this. */
export const FORMAT = {
  single: { ...FILE, ...SESSION },
  several: {
    ...FILE,
    sessions: {
      type: 'sessions',
      description: 'several sessions, instead of content and steps',
      required: true,
    },
  },
  session: {
    at: {
      type: 'time',
      description:
        'when it starts, from the start of the scenario (default: 1 s after the session before it)',
    },
    ...SESSION,
  },
  pings: {
    content: { type: 'interval', description: 'in main content (default: 10s)' },
    ads: { type: 'interval', description: 'in ads (default: 1s)' },
  },
  event: {
    at: {
      type: 'time',
      description: 'when it is sent, from the start of the session (default: right after the step before it)',
    },
    event: { type: 'event', description: 'the event type', required: true },
    playhead: {
      type: 'seconds',
      description:
        'playhead in seconds, for a seek (default: what playing, pausing, buffering and ads lead to)',
    },
    params: { type: 'object', description: 'params of the event' },
    customMetadata: { type: 'object', description: 'custom metadata of the event, every value a string' },
    qoeData: { type: 'object', description: 'quality data of the event' },
    expect: { type: 'statuses', description: 'status of the response, or a list of them (default: 204)' },
  },
  wait: {
    for: { type: 'time', description: 'how long playback goes on, with pings', required: true },
    pings: { type: 'interval', description: 'how often to send a ping, or none' },
  },
  expect: {
    numbers: {
      type: 'numbers',
      description: 'numbers of the session by their keys in --json, each a value or a range [least, most]',
    },
    findings: {
      type: 'rules',
      description: 'the session rules that the run breaks: these and no others; [] for none',
    },
  },
} as const satisfies Record<string, Fields>;

/** A part of a scenario file. */
export type Part = keyof typeof FORMAT;
