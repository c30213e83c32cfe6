import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type FileCode = Extract<FindingCode, `file-${string}` | `json-${string}`>;

const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});
const whole = (before: string, after: string): Explanation['example'] => ({ of: 'whole', before, after });

const PING = '{ "eventType": "ping", "playerTime": { "playhead": 10, "ts": 1795510155262 } }';
const AS_IT_IS = 'The file is never changed, and nothing is sent.';

/** The codes about files and the JSON in them. */
export const FILE_EXPLANATIONS: Readonly<Record<FileCode, Explanation>> = {
  'file-missing': {
    what: 'A file that an option, a variable or a setting names does not exist. Names count from the working directory; those in a config file, from where that file lies.',
    why: AS_IT_IS,
    example: { of: 'command', before: 'check nowhere.json', after: 'check' },
    deeper: ['ls -l', 'media-session config show'],
  },
  'file-unreadable': {
    what: 'The file exists, but cannot be read: it is a directory or a device, or its permissions forbid it.',
    why: 'Only regular files, pipes such as <(...) and standard input (-) are read, so that no command hangs on a device.',
    example: situation('-rw------- 1 root root body.json', '-rw-r--r-- 1 root root body.json'),
    deeper: ['ls -l body.json'],
  },
  'file-too-large': {
    what: 'The file, or one line of it, is larger than anything this API takes. A real body has a few kilobytes.',
    why: 'It is probably another file than the one you mean, and would only fill the memory.',
    example: situation('check recording.mp4', 'check body.json'),
    deeper: ['ls -lh', 'Logs of any size can be checked when each line holds one body (NDJSON).'],
  },
  'file-empty': {
    what: 'There is nothing in the file, or on standard input, or only an empty list where bodies should be. The command before the pipe may have failed.',
    why: 'An empty body is never valid.',
    example: whole(' ', PING),
    deeper: ['wc -c body.json', 'set -o pipefail'],
  },
  'file-encoding': {
    what: 'The file holds bytes that are neither UTF-8 nor UTF-16, such as text in Latin-1.',
    why: 'JSON is UTF-8. A byte that is replaced by a guess would change titles in reports without anybody noticing.',
    example: situation('"media.name": "Caf\\xe9"   (Latin-1)', '"media.name": "Café"   (UTF-8)'),
    deeper: ['iconv -f latin1 -t utf-8 body.json > body.utf8.json', 'file body.json'],
  },
  'file-binary': {
    what: 'The file holds no text: an archive, a picture, a packet capture.',
    why: 'Requests can be read only from text. Archives have to be unpacked, and recordings exported as HAR.',
    example: situation('explain session.zip', 'explain session.har'),
    deeper: ['unzip -l session.zip', 'media-session explain --help'],
  },
  'json-syntax': {
    what: 'The text is not JSON. The mark shows the place where reading stopped; the mistake is there or right before it.',
    why: 'The API answers 400 to anything that is not strict JSON: no comments, no trailing commas, no single quotes.',
    example: whole(PING.replace('262 }', '262, }'), PING),
    deeper: ['python3 -m json.tool body.json', 'jq . body.json'],
  },
  'json-duplicate-key': {
    what: 'One object has the same key twice.',
    why: 'JSON does not say which of them counts: one program takes the first value, another the last.',
    example: whole(PING.replace('"playhead": 10', '"playhead": 9, "playhead": 10'), PING),
    deeper: ['The finding names the line and column of both.'],
  },
  'json-number': {
    what: 'A number has more digits than JavaScript, and most servers, can keep, or is too large altogether.',
    why: 'IDs written as numbers lose their last digits on the way. IDs are text: put them in quotes.',
    example: {
      of: 'params',
      before: '"media.id": 12345678901234567890',
      after: '"media.id": "12345678901234567890"',
    },
    deeper: ["node -p '12345678901234567890'"],
  },
  'json-root': {
    what: 'The document as a whole is not the JSON object that is needed here, but a list, a text, or a capture.',
    why: 'One request has one body. Captures are read by explain, batches of downloaded content by downloaded.',
    example: {
      of: 'config',
      before: '- endpoint: company.hb-api.omtrdc.net',
      after: 'endpoint: company.hb-api.omtrdc.net',
    },
    deeper: ['media-session explain body.json', 'media-session downloaded --help'],
  },
  'json-depth': {
    what: 'Objects or lists are nested more than 200 levels deep.',
    why: 'A body has three levels. Text that is nested this deeply is damaged, or made to crash programs that read it.',
    example: whole(`${'['.repeat(201)}${']'.repeat(201)}`, PING),
    deeper: ['head -c 300 body.json'],
  },
  'json-unsafe-key': {
    what: 'A key is named __proto__, constructor or prototype.',
    why: "Such keys reach into JavaScript's own objects in careless programs. No key of this API is called so.",
    example: whole(PING.replace('"ping",', '"ping", "__proto__": {},'), PING),
    deeper: ['media-session schema show ping'],
  },
};
