import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type CaptureCode =
  | Extract<FindingCode, `capture-${string}` | `request-${string}` | `response-${string}`>
  | 'other-api'
  | 'starts-alone';

const capture = (before: string, after: string): Explanation['example'] => ({ of: 'capture', before, after });
const traffic = (before: string, after: string): Explanation['example'] => ({ of: 'traffic', before, after });

const HOST = 'https://company.hb-api.omtrdc.net';
const PLAY = '{"eventType":"play","playerTime":{"playhead":0,"ts":1795510155262}}';
const EVENTS = `${HOST}/api/v1/sessions/abc123/events`;
const SENT = `curl -X POST ${EVENTS} --data-raw '${PLAY}'`;
const HAR = 'In the browser: developer tools, Network, "Export HAR".';
const READ = 'media-session explain session.har';

/** The codes about captures, and the requests in them. */
export const CAPTURE_EXPLANATIONS: Readonly<Record<CaptureCode, Explanation>> = {
  'capture-unknown': {
    what: 'The text holds no request and no body of the Media Collection API that can be read.',
    why: 'Nothing in it was judged. It is not called valid.',
    example: capture('GET / HTTP/1.1', SENT),
    deeper: [HAR, 'media-session explain --help'],
  },
  'capture-empty': {
    what: 'The capture can be read, but no request in it goes to this API.',
    why: 'Recording may have begun after the player had started, or a content blocker kept the requests back.',
    example: traffic('GET /index.html -> 200', 'POST /api/v1/sessions -> 201'),
    deeper: [HAR, 'Begin to record before the page is loaded.'],
  },
  'capture-body-missing': {
    what: 'The command or the capture refers to a file, a variable or standard input for its body.',
    why: 'What was sent is not in the capture, so it cannot be judged.',
    example: capture(`curl -X POST ${EVENTS} -d @body.json`, SENT),
    deeper: ['media-session check body.json'],
  },
  'capture-incomplete': {
    what: 'The capture does not hold the request body, or only its beginning.',
    why: 'What was sent cannot be judged in full.',
    example: capture(`curl -X POST ${EVENTS}`, SENT),
    deeper: [HAR, 'Some recorders keep bodies only when told to.'],
  },
  'capture-redacted': {
    what: 'Values in the capture were hidden when it was written, as media-session does with visitor IDs and custom metadata.',
    why: 'They cannot be sent again; they are left out.',
    example: {
      of: 'from',
      before: `{"eventType":"sessionStart","playerTime":{"playhead":0,"ts":1795510155262},"params":{"analytics.visitorId":"[redacted text]"}}`,
      after: `{"eventType":"sessionStart","playerTime":{"playhead":0,"ts":1795510155262},"params":{"media.id":"clip-1"}}`,
    },
    deeper: ['media-session start --smoke --har session.har --no-redact'],
  },
  'capture-computed': {
    what: 'The body is in code, which computes some of its values when it runs: the text does not tell what was sent there.',
    why: 'Those values were not judged. They are left out where the body is sent again.',
    example: capture(
      `fetch('${EVENTS}', { method: 'POST', body: JSON.stringify({ eventType: 'play', playerTime: { playhead: 0, ts: getTime() } }) })`,
      `fetch('${EVENTS}', { method: 'POST', body: JSON.stringify({ eventType: 'play', playerTime: { playhead: 0, ts: 1795510155262 } }) })`,
    ),
    deeper: [HAR, 'media-session explain --help'],
  },
  'capture-not-json': {
    what: 'The body that was sent is not JSON: a form, [object Object], a Python dict, JSON encoded twice. The finding names which.',
    why: 'The API answers 400. Whatever else it says, this is the reason.',
    example: capture(`curl -X POST ${EVENTS} --data-raw '[object Object]'`, SENT),
    deeper: ['In JavaScript: body: JSON.stringify(event)'],
  },
  'capture-cut': {
    what: 'The capture ends in the middle.',
    why: 'What came later is missing. Sessions seem to stop where the file does.',
    example: capture('{"log":{"entries":[]', '{"log":{"entries":[]}}'),
    deeper: ['ls -l session.har', HAR],
  },
  'capture-bent': {
    what: 'A word processor, a chat or a web page changed the command: long dashes, curly quotes, blank lines.',
    why: 'It was read as it was meant. Pasted into a shell, it would not do the same.',
    example: capture(SENT.replace('--data-raw', '—data-raw'), SENT),
    deeper: ['Send commands as plain text or as a file.'],
  },
  'request-method': {
    what: 'The request was sent with another method than POST.',
    why: 'The API has nothing else at these paths, and answers 404 or 405.',
    example: capture(SENT.replace('POST', 'PUT'), SENT),
    deeper: [READ],
  },
  'request-path': {
    what: 'An event was sent to the path of another kind of event, or to its own with a slash at the end.',
    why: 'sessionStart goes to /api/v1/sessions, all others to /api/v1/sessions/{id}/events. Elsewhere, and with a slash at the end, they may be answered with 404.',
    example: capture(SENT.replace(EVENTS, `${HOST}/api/v1/sessions`), SENT),
    deeper: [READ],
  },
  'request-placeholder': {
    what: 'The URL still has a placeholder, such as {uri} or {sessionId}.',
    why: 'The request went nowhere, or to a session that does not exist.',
    example: capture(SENT.replace('company.hb-api.omtrdc.net', '{uri}'), SENT),
    deeper: [READ],
  },
  'request-insecure': {
    what: 'The request went over plain http.',
    why: 'Visitor IDs and metadata were readable on the way, and the API may answer with a redirect.',
    example: capture(SENT.replace('https:', 'http:'), SENT),
    deeper: [READ],
  },
  'other-api': {
    what: 'The request, or the document, belongs to another API or tool: Media Edge, Heartbeat, Analytics.',
    why: 'Those have other hosts, paths and bodies. Nothing that is said here of bodies applies to them.',
    example: capture(
      '{"events":[{"xdm":{"eventType":"media.play","mediaCollection":{"playhead":0}}}]}',
      PLAY,
    ),
    deeper: ['media-session help edge-answer'],
  },
  'response-missing': {
    what: 'The capture records the request, but no response: it was blocked, cancelled, or never got through.',
    why: 'Whether the API took the request is not known.',
    example: traffic('POST /api/v1/sessions -> (failed)', 'POST /api/v1/sessions -> 201'),
    deeper: [HAR, 'The console of the browser names the reason.'],
  },
  'response-unreadable': {
    what: 'The server answered, but the browser keeps the response from the page (CORS).',
    why: 'The player does not see the session ID, so that no event can follow.',
    example: traffic(
      'POST /api/v1/sessions -> 201 (from a page, no CORS)',
      'POST /api/v1/sessions -> 201 (from a page, with CORS)',
    ),
    deeper: [
      HAR,
      'The response needs Access-Control-Allow-Origin, and Access-Control-Expose-Headers: Location.',
    ],
  },
  'starts-alone': {
    what: 'Several sessions were started, and no event followed any of them.',
    why: 'The player probably does not get the session ID from the Location header. Each session counts as a start and nothing more.',
    example: traffic(
      'POST /api/v1/sessions -> 201\nPOST /api/v1/sessions -> 201\nPOST /api/v1/sessions -> 201',
      'POST /api/v1/sessions -> 201\nPOST /api/v1/sessions/abc123/events -> 204',
    ),
    deeper: [READ, 'media-session help response-unreadable'],
  },
};
