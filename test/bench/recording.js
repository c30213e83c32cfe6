import { ACCOUNT } from './place.js';

/** Not a whole second: what ends in many zeros looks as if it had been rounded. */
const BEGIN = Date.UTC(2026, 10, 26) + 137;
const SECOND = 1000;

/** Events of one session in {@link recording}: a start, play, an ad break with two ads, pings, a pause, completion and end. */
const PINGS = 180;

/**
 * The bodies of sessions, one after the other, in all `count` of them. `faults`: of so many bodies one is wrong, in a way that
 * a schema or a rule for sessions notices; none without it. `pings`: of each session; all in one session with Infinity.
 */
function* recording(count, { faults = 0, pings = PINGS } = {}) {
  let made = 0;
  for (let session = 0; made < count; session += 1) {
    for (const body of sessionBodies(session, pings)) {
      if (made === count) return;
      made += 1;
      yield faults > 0 && made % faults === 0 ? spoilt(body, made / faults) : body;
    }
  }
}

/** The bodies of one session; content of an hour, so that a session of any length stays within a day. */
function* sessionBodies(session, pings) {
  let now = BEGIN + session * 4 * 60 * SECOND;
  let playhead = 0;
  const body = (eventType, after, more) => {
    now += after * SECOND;
    return { playerTime: { playhead, ts: now }, eventType, ...more };
  };
  yield body('sessionStart', 0, {
    params: startParams(session, pings),
    customMetadata: { campaign: `c-${session}` },
  });
  yield body('adBreakStart', 0, {
    params: { 'media.ad.podFriendlyName': 'pre-roll', 'media.ad.podIndex': 0, 'media.ad.podSecond': 0 },
  });
  for (const ad of [1, 2]) {
    yield body('adStart', 0, {
      params: {
        'media.ad.id': `ad-${ad}`,
        'media.ad.length': 10,
        'media.ad.podPosition': ad,
        'media.ad.playerName': 'player',
      },
    });
    for (let ping = 1; ping < 10; ping += 1) yield body('ping', 1);
    yield body('adComplete', 1);
  }
  yield body('adBreakComplete', 0);
  yield body('play', 0);
  for (let ping = 1; ping <= pings; ping += 1) {
    playhead = (playhead + 10) % 3600;
    yield body(
      'ping',
      10,
      ping % 30 === 0
        ? { qoeData: { 'media.qoe.bitrate': 3_000_000 + ping, 'media.qoe.droppedFrames': ping } }
        : {},
    );
  }
  yield body('pauseStart', 0);
  yield body('play', 20);
  yield body('sessionComplete', 10);
  yield body('sessionEnd', 0);
}

function startParams(session, pings) {
  return {
    'analytics.trackingServer': ACCOUNT.trackingServer,
    'analytics.reportSuite': ACCOUNT.reportSuite,
    'visitor.marketingCloudOrgId': ACCOUNT.orgId,
    'visitor.marketingCloudUserId': String(30250035503789876473484580554595324209n + BigInt(session)),
    'media.id': `video-${session}`,
    'media.name': 'Sample video',
    'media.length': Number.isFinite(pings) ? pings * 10 : 3600,
    'media.contentType': 'vod',
    'media.playerName': 'player',
    'media.channel': 'channel',
    'media.streamType': 'video',
  };
}

/** What people get wrong, in turn. */
const MISTAKES = [
  (body) => ({ ...body, playerTime: { ...body.playerTime, playhead: String(body.playerTime.playhead) } }),
  (body) => ({ ...body, playerTime: { ...body.playerTime, ts: Math.round(body.playerTime.ts / SECOND) } }),
  (body) => ({ ...body, params: { ...body.params, 'media.nam': 'Sample video' } }),
  (body) => ({ ...body, eventType: 'contentComplete' }),
  ({ playerTime: _none, ...body }) => body,
];

function spoilt(body, which) {
  return MISTAKES[which % MISTAKES.length](body);
}

/** What Chromium writes into each entry of a HAR besides what matters here. */
const BROWSER = {
  request: [
    [':authority', 'example.hb-api.omtrdc.net'],
    [':method', 'POST'],
    [':scheme', 'https'],
    ['accept', '*/*'],
    ['accept-encoding', 'gzip, deflate, br, zstd'],
    ['accept-language', 'en-US,en;q=0.9'],
    ['content-length', '240'],
    ['origin', 'https://player.example.com'],
    ['priority', 'u=1, i'],
    ['referer', 'https://player.example.com/'],
    ['sec-ch-ua', '"Chromium";v="156", "Not.A/Brand";v="99"'],
    ['sec-ch-ua-mobile', '?0'],
    ['sec-ch-ua-platform', '"macOS"'],
    ['sec-fetch-dest', 'empty'],
    ['sec-fetch-mode', 'cors'],
    ['sec-fetch-site', 'cross-site'],
    ['user-agent', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/156.0.0.0'],
  ],
  response: [
    ['access-control-allow-origin', 'https://player.example.com'],
    ['access-control-expose-headers', 'Location'],
    ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
    ['x-request-id', '7b7f4a5e-6f0b-4e36-9d8a-3a9d1a0b7c11'],
  ],
};

const named = (headers) => headers.map(([name, value]) => ({ name, value }));

/** Bodies as a HAR: each a POST to the session that it belongs to, with the response to it. */
function harOf(bodies, more = { request: [], response: [] }) {
  let session = 'none';
  const entries = [];
  for (const body of bodies) {
    const isStart = 'customMetadata' in body;
    if (isStart) session = `${entries.length.toString(16).padStart(8, '0')}-5f1c-4a0e-9d3b-1234567890ab`;
    const path = isStart ? '/api/v1/sessions' : `/api/v1/sessions/${session}/events`;
    const location = { name: 'Location', value: `/api/v1/sessions/${session}` };
    const startedDateTime = new Date(body.playerTime?.ts > 1e12 ? body.playerTime.ts : BEGIN).toISOString();
    entries.push({
      startedDateTime,
      time: 12,
      request: {
        method: 'POST',
        url: `https://example.hb-api.omtrdc.net${path}`,
        headers: [{ name: 'Content-Type', value: 'application/json' }, ...named(more.request)],
        postData: { mimeType: 'application/json', text: JSON.stringify(body) },
      },
      response: {
        status: isStart ? 201 : 204,
        statusText: '',
        headers: [...(isStart ? [location] : []), ...named(more.response)],
        content: { size: 0 },
      },
    });
  }
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'bench', version: '1' }, entries } });
}

const parseLines = (text) => {
  for (const line of text.split('\n')) if (line !== '') JSON.parse(line);
};

const parseHar = (text) => {
  for (const { request } of JSON.parse(text).log.entries) JSON.parse(request.postData.text);
};

const ndjson = (count, options) => ({
  text: Array.from(recording(count, options), (body) => `${JSON.stringify(body)}\n`).join(''),
  parse: parseLines,
});

/** Recordings of so many events by what they are: the text, and what does no more than parse it. */
export const FORMS = {
  'many sessions': (count) => ndjson(count),
  'one session': (count) => ndjson(count, { pings: Number.POSITIVE_INFINITY }),
  'mistakes in one of ten': (count) => ndjson(count, { faults: 10 }),
  HAR: (count) => ({ text: harOf(recording(count)), parse: parseHar }),
  'HAR of a browser': (count) => ({ text: harOf(recording(count), BROWSER), parse: parseHar }),
};
