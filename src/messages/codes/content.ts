import type { AccountCode } from '../rules-account.ts';
import type { ContentCode } from '../rules-content.ts';
import type { Explanation } from './explanation.ts';

type Part = 'params' | 'playerTime' | 'customMetadata';

const member = (of: Part, before: string, after: string, event?: string): Explanation['example'] => ({
  of,
  before,
  after,
  ...(event !== undefined && { event }),
});
const params = (before: string, after: string, event?: string) => member('params', before, after, event);

const SHOW = 'media-session config show';
const SCHEMA = 'media-session schema show sessionStart';
const NOT_REFUSED = 'The API accepts it, and the data is lost or wrong without any error.';
const START = '{ "eventType": "sessionStart", "playerTime": { "playhead": 0, "ts": 1795510155262 }';

/** The codes about whose data it is and where it goes. */
export const ACCOUNT_EXPLANATIONS: Readonly<Record<Exclude<AccountCode, 'endpoint-host'>, Explanation>> = {
  placeholder: {
    what: 'A value is still the placeholder of a template or of the documentation.',
    why: 'Such a request would be refused, or count for nobody.',
    example: params('"media.name": "[YOUR_TITLE]"', '"media.name": "Sample video"'),
    deeper: [SHOW, 'media-session config path'],
  },
  'tracking-server-form': {
    what: 'The tracking server is more than a host name: it has a scheme, a port or a path.',
    why: NOT_REFUSED,
    example: params(
      '"analytics.trackingServer": "https://company.sc.omtrdc.net/"',
      '"analytics.trackingServer": "company.sc.omtrdc.net"',
    ),
    deeper: [SHOW, 'media-session doctor'],
  },
  'tracking-server-host': {
    what: 'The tracking server is a host of another service, usually the collection API itself.',
    why: `The tracking server is the Analytics host that the data is forwarded to. ${NOT_REFUSED}`,
    example: params(
      '"analytics.trackingServer": "company.hb-api.omtrdc.net"',
      '"analytics.trackingServer": "company.sc.omtrdc.net"',
    ),
    deeper: [SHOW, 'media-session doctor'],
  },
  'report-suite-form': {
    what: 'The report suite is not one plain ID of letters, digits, ".", "_" and "-".',
    why: 'A session counts in one report suite. The ID is the one that Analytics shows, not the friendly name.',
    example: params('"analytics.reportSuite": "prod,dev"', '"analytics.reportSuite": "prod"'),
    deeper: [SHOW, 'Analytics: Admin, Report Suites, column Report Suite ID.'],
  },
  'org-id-form': {
    what: 'The organisation ID does not have the usual form: 24 hexadecimal digits in upper case, then @AdobeOrg.',
    why: 'Under another ID, visitors are not recognised.',
    example: params(
      '"visitor.marketingCloudOrgId": "0123456789abcdef01234567"',
      '"visitor.marketingCloudOrgId": "0123456789ABCDEF01234567@AdobeOrg"',
    ),
    deeper: [SHOW, 'Adobe Admin Console: the ID is in the organisation details.'],
  },
  'ecid-form': {
    what: 'The Experience Cloud ID is not 38 digits.',
    why: 'A made-up ID makes a visitor of its own, or many viewers one. A client that has none leaves the key out.',
    example: params(
      '"visitor.marketingCloudUserId": "123"',
      '"visitor.marketingCloudUserId": "30250035503789876473484580554595324209"',
    ),
    deeper: [SCHEMA],
  },
};

/** The codes about times, lengths and content that no schema checks. */
export const CONTENT_EXPLANATIONS: Readonly<Record<ContentCode, Explanation>> = {
  'ts-seconds': {
    what: 'playerTime.ts looks like seconds since 1970; the API wants milliseconds.',
    why: 'The event would lie in January 1970, so that the order of events, and all times, come out wrong.',
    example: member('playerTime', '"ts": 1795510155', '"ts": 1795510155262'),
    deeper: ['date +%s000'],
  },
  'ts-rounded': {
    what: 'The last digits of playerTime.ts are zeros, as when the number went through a 32-bit float or was printed with an exponent.',
    why: 'Events of one minute get one ts, and then their order is left to chance.',
    example: member('playerTime', '"ts": 1795680000000', '"ts": 1795680012345'),
    deeper: ['Keep ts in a 64-bit integer (long, int64, Int64), never in a float.'],
  },
  'ts-range': {
    what: 'playerTime.ts is not a time near the moment of sending: negative, in microseconds, far in the future or past.',
    why: 'Times between events are computed from ts. What lies far off is sorted wrongly or not counted.',
    example: member('playerTime', '"ts": 1795510155262000', '"ts": 1795510155262'),
    deeper: ['date +%s000'],
  },
  'length-milliseconds': {
    what: 'media.length looks like milliseconds; the API wants seconds.',
    why: 'Progress markers (10 %, 25 %, ...) are computed from it, and would never be reached.',
    example: params('"media.length": 3600000', '"media.length": 3600'),
    deeper: [SCHEMA],
  },
  'length-not-positive': {
    what: 'media.length is 0 or negative.',
    why: 'Without a length there are no progress markers and no average minute audience. Live content without a known end takes 86400.',
    example: params('"media.length": 0', '"media.length": 3600'),
    deeper: [SCHEMA],
  },
  'playhead-range': {
    what: 'The playhead is negative, beyond the end of the content, or, for live content, no second of the day.',
    why: 'Unique time and progress markers follow the playhead.',
    example: member('playerTime', '"playhead": -1', '"playhead": 0'),
    deeper: ['media-session help playhead-live'],
  },
  'playhead-milliseconds': {
    what: 'The playhead looks like milliseconds; the API wants seconds.',
    why: 'It lies beyond the end of the content, so that all progress markers come at once.',
    example: member('playerTime', '"playhead": 30000', '"playhead": 30'),
    deeper: ['Many players report milliseconds: divide by 1000.'],
  },
  'literal-text': {
    what: 'A value is text that stands for no value: "undefined", "null", "N/A", or a macro such as %VIDEO_ID% that nobody filled in.',
    why: 'Reports show it as a title or show of its own. A key without a value is left out.',
    example: params('"media.show": "N/A"', '"media.show": "Planet"'),
    deeper: [SCHEMA],
  },
  'content-type-unknown': {
    what: 'media.contentType is none of the kinds that reports have segments for.',
    why: 'The session counts, but is missing from built-in segments such as live or on demand.',
    example: params('"media.contentType": "vdo"', '"media.contentType": "vod"'),
    deeper: [SCHEMA],
  },
  'stream-type-missing': {
    what: "media.streamType is missing. Adobe's documents disagree whether it is required.",
    why: 'It tells audio from video in reports. Setting it is the safe choice.',
    example: params('"media.channel": "web"', '"media.channel": "web", "media.streamType": "video"'),
    deeper: ['media-session schema diff sessionStart'],
  },
  'downloaded-online': {
    what: 'media.downloaded is true in a session that is sent online.',
    why: 'The sessions endpoint refuses it. Downloaded content goes to /api/v1/downloaded as a batch.',
    example: params('"media.downloaded": true', '"media.downloaded": false'),
    deeper: ['media-session downloaded --help'],
  },
  'downloaded-batch': {
    what: 'The sessionStart of a batch of downloaded content has media.downloaded set to something other than true.',
    why: 'Without it the batch is not counted as downloaded playback.',
    example: {
      of: 'batch',
      before: `[${START}, "params": { "media.downloaded": false } }]`,
      after: `[${START}, "params": { "media.downloaded": true } }]`,
    },
    deeper: ['media-session downloaded --help'],
  },
  'batch-form': {
    what: 'The batch is not a list of the events of one session that begins with sessionStart.',
    why: 'One event that is wrong makes the API discard the whole batch.',
    example: {
      of: 'batch',
      before: '[{ "eventType": "play", "playerTime": { "playhead": 0, "ts": 1795510155262 } }]',
      after: `[${START}, "params": { "media.downloaded": true } }]`,
    },
    deeper: ['media-session downloaded --help'],
  },
  'batch-deprecated': {
    what: 'A batch of downloaded content was sent to /api/v1/sessions, as early clients did.',
    why: 'The API still accepts it, but says that it will stop.',
    example: {
      of: 'capture',
      before: `curl https://company.hb-api.omtrdc.net/api/v1/sessions -d '[${START}, "params": { "media.downloaded": true } }]'`,
      after: `curl https://company.hb-api.omtrdc.net/api/v1/downloaded -d '[${START}, "params": { "media.downloaded": true } }]'`,
    },
    deeper: ['media-session downloaded --help'],
  },
  'pass-auth-value': {
    what: 'media.pass.auth has another value than the text "true".',
    why: 'Its one meaningful value is "true". For viewers who are not authorised, the key is left out.',
    example: params('"media.pass.auth": "no"', '"media.pass.auth": "true"'),
    deeper: [SCHEMA],
  },
  'custom-metadata-reserved': {
    what: 'A customMetadata key begins with a prefix that Adobe uses itself, such as media. or a.',
    why: 'It can collide with a variable of that name, and one of the two is lost.',
    example: member('customMetadata', '"a.genre": "drama"', '"genre": "drama"'),
    deeper: [SCHEMA],
  },
  'pod-position-zero': {
    what: 'media.ad.podPosition is below 1; the ads of a break are counted from 1.',
    why: 'The first ad is missing from reports by position.',
    example: params('"media.ad.podPosition": 0', '"media.ad.podPosition": 1', 'adStart'),
    deeper: ['media-session schema show adStart'],
  },
  'params-form': {
    what: 'params hold what clients send elsewhere, such as quality data that belongs in qoeData, or stand in a ping, which has none.',
    why: 'Reports look for quality data in qoeData alone.',
    example: {
      of: 'body',
      event: 'error',
      before: '"params": { "media.errorId": "E42" }',
      after: '"qoeData": { "media.qoe.errorID": "E42" }',
    },
    deeper: ['media-session help bitrate-without-value'],
  },
  'event-unconfirmed': {
    what: 'statesUpdate stands on one page of the documents, and in no list of events.',
    why: 'Whether an endpoint takes it is not known. stateStart and stateEnd are safe.',
    example: {
      of: 'whole',
      before:
        '{ "eventType": "statesUpdate", "playerTime": { "playhead": 0, "ts": 1795510155262 }, "params": { "statesStart": [{ "media.state.name": "mute" }] } }',
      after:
        '{ "eventType": "stateStart", "playerTime": { "playhead": 0, "ts": 1795510155262 }, "params": { "media.state.name": "mute" } }',
    },
    deeper: ['media-session schema diff statesUpdate'],
  },
};
