import type { FindingCode } from '../../model/finding.ts';
import type { SchemaCode } from '../rules-schema.ts';
import type { Explanation } from './explanation.ts';

type Covered = SchemaCode | Extract<FindingCode, `schema-${string}`>;

const SHOW = 'media-session schema show sessionStart';
const DIFF = 'media-session schema diff sessionStart';
const REFUSED = 'The API answers 400 to the whole request.';
const PING = '"playerTime": { "playhead": 10, "ts": 1795510155262 }';

const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});

/** The codes about a body and a schema. */
export const SCHEMA_EXPLANATIONS: Readonly<Record<Covered, Explanation>> = {
  'param-missing': {
    what: 'A key that the event needs is not in its params.',
    why: `${REFUSED} For a sessionStart, --smoke fills in missing content metadata with test data.`,
    example: {
      of: 'body',
      event: 'stateStart',
      before: '"params": {}',
      after: '"params": { "media.state.name": "mute" }',
    },
    deeper: [SHOW, 'media-session start --smoke --dry-run'],
  },
  'param-type': {
    what: 'A value in params has the wrong JSON type, or lies outside of what the schema allows.',
    why: `${REFUSED} The usual slip is a number in quotes.`,
    example: { of: 'params', before: '"media.length": "60"', after: '"media.length": 60' },
    deeper: [SHOW],
  },
  'param-unknown': {
    what: 'params has a key that the event does not take: it is misspelt, belongs elsewhere, or comes from another system such as XDM.',
    why: `${REFUSED} If the required key is missing because of it, both are reported as one mistake. --allow-unknown sends it anyway.`,
    example: { of: 'params', before: '"media.nam": "Sample video"', after: '"media.name": "Sample video"' },
    deeper: [SHOW, DIFF],
  },
  'body-missing': {
    what: 'A part of the body is missing, such as playerTime or params.',
    why: REFUSED,
    example: {
      of: 'whole',
      before: '{ "eventType": "ping" }',
      after: `{ "eventType": "ping", ${PING} }`,
    },
    deeper: ['media-session schema show ping'],
  },
  'body-type': {
    what: 'A part of the body has the wrong JSON type, or a value in playerTime or qoeData has.',
    why: REFUSED,
    example: { of: 'playerTime', before: '"playhead": "12"', after: '"playhead": 12' },
    deeper: [SHOW],
  },
  'body-unknown': {
    what: 'The body has a part that the API does not know. A body has playerTime, eventType, params, customMetadata and qoeData.',
    why: `${REFUSED} Keys of params that stand at the top of the body are the usual cause.`,
    example: {
      of: 'body',
      before: '"customMetaData": { "genre": "drama" }',
      after: '"customMetadata": { "genre": "drama" }',
    },
    deeper: [SHOW],
  },
  'event-type': {
    what: 'eventType is missing, unknown, or not the one that belongs to this request.',
    why: 'Sessions are started by sessionStart at /api/v1/sessions; all other events go to /api/v1/sessions/{id}/events. Names are case-sensitive.',
    example: {
      of: 'whole',
      before: `{ "eventType": "playing", ${PING} }`,
      after: `{ "eventType": "play", ${PING} }`,
    },
    deeper: ['media-session event --help'],
  },
  'custom-metadata-key': {
    what: 'A customMetadata key has characters other than letters, digits, "_" and ".".',
    why: `${REFUSED} Keys become names of context data variables in Analytics.`,
    example: { of: 'customMetadata', before: '"user-type": "guest"', after: '"user_type": "guest"' },
    deeper: [SHOW],
  },
  'custom-metadata-type': {
    what: 'A customMetadata value is not text.',
    why: `${REFUSED} Numbers and booleans go in quotes.`,
    example: { of: 'customMetadata', before: '"plan": 3', after: '"plan": "3"' },
    deeper: [SHOW],
  },
  'schema-unavailable': {
    what: "The endpoint's own schema could not be read, so that the bundled one was used instead.",
    why: 'Only the endpoint knows what it takes today. The bundled schema is as old as this version of media-session.',
    example: situation('GET /api/v1/schemas/sessionStart -> 404', 'GET /api/v1/schemas/sessionStart -> 200'),
    deeper: [DIFF, 'media-session doctor'],
  },
  'schema-disagrees': {
    what: "The endpoint's schema and the bundled one judge this body differently.",
    why: 'The endpoint decides. A rule of the bundled schema that the endpoint does not share cannot explain its 400.',
    example: situation('media-session check body.json', 'media-session check --live body.json'),
    deeper: [DIFF],
  },
  'schema-added': {
    what: "A key is in the endpoint's schema and not in the bundled one.",
    why: 'If it is required, the endpoint refuses bodies without it. If not, it may be sent with --allow-unknown.',
    example: situation('media-session start', 'media-session start --param media.newKey=x --allow-unknown'),
    deeper: [DIFF],
  },
  'schema-removed': {
    what: "A key is in the bundled schema and not in the endpoint's.",
    why: 'The endpoint may refuse bodies that have it.',
    example: situation('"params": { "media.oldKey": "x" }', '"params": {}'),
    deeper: [DIFF],
  },
  'schema-retyped': {
    what: 'A key has another JSON type at the endpoint than in the bundled schema.',
    why: 'The endpoint decides: send the type of its schema, and skip the check here with --no-validate.',
    example: situation('media-session start', 'media-session start --no-validate'),
    deeper: [DIFF],
  },
  'schema-required': {
    what: 'A key is required by one of the two schemas, and optional in the other.',
    why: 'What the endpoint requires, it refuses bodies without.',
    example: situation('media-session check body.json', 'media-session check --live body.json'),
    deeper: [DIFF],
  },
};
