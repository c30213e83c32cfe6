const START = 1_795_510_155_262;
const HOST = 'https://company.hb-api.omtrdc.net';

const ACCOUNT = {
  'analytics.trackingServer': 'company.sc.omtrdc.net',
  'analytics.reportSuite': 'example-rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'video-1',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'web',
};

/** Params that events need, beyond those that a test is about. */
const PARAMS: Readonly<Record<string, object>> = {
  sessionStart: ACCOUNT,
  adBreakStart: { 'media.ad.podIndex': 0, 'media.ad.podSecond': 0 },
  adStart: {
    'media.ad.id': 'ad-1',
    'media.ad.length': 15,
    'media.ad.podPosition': 1,
    'media.ad.playerName': 'player',
  },
  chapterStart: { 'media.chapter.index': 1, 'media.chapter.offset': 0, 'media.chapter.length': 20 },
};

/** A valid body of an event, as text, in which a part has the given members instead of its own of those names. */
export function bodyWith(part: string, members: string, event = 'sessionStart'): string {
  const body: Record<string, object | string> = {
    eventType: event,
    playerTime: { playhead: 0, ts: START },
    params: PARAMS[event] ?? {},
  };
  const text = (of: object, more: string): string => {
    const names = [...more.matchAll(/"([^"]+)"\s*:/g)].map(([, name]) => name);
    const kept = Object.entries(of).filter(([name]) => !names.includes(name));
    const own = kept.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    return `{ ${[...own, more].join(', ')} }`;
  };
  if (part === 'body') return text(body, members);
  const inner = (body[part] ?? {}) as object;
  return text(body, `${JSON.stringify(part)}: ${text(inner, members)}`);
}

const QUALITY = /^media\.qoe\./;

function readValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}

function eventBody(type: string, seconds: number, playhead: number, values: readonly string[]): object {
  const pairs = values.map((pair) => pair.split('=') as [string, string]);
  const chosen = (quality: boolean): object =>
    Object.fromEntries(
      pairs.filter(([key]) => QUALITY.test(key) === quality).map(([key, value]) => [key, readValue(value)]),
    );
  const params = { ...PARAMS[type], ...chosen(false) };
  const qoeData = chosen(true);
  return {
    playerTime: { playhead, ts: START + Math.round(seconds * 1000) },
    eventType: type,
    ...(Object.keys(params).length > 0 && { params }),
    ...(Object.keys(qoeData).length > 0 && { qoeData }),
  };
}

/** The bodies of a session, a line each, from lines such as `+10 s  ping  playhead 10`. */
export function linesOf(text: string): string {
  let last = 0;
  const bodies = text.split('\n').flatMap((line) => {
    const every = /^ping every (\d+) s to \+(\d+) s, playhead (\d+|moving)$/.exec(line);
    if (every) {
      const [step = 0, end = 0] = every.slice(1, 3).map(Number);
      const playhead = (seconds: number): number => (every[3] === 'moving' ? seconds : Number(every[3]));
      const pings: object[] = [];
      for (let at = last + step; at <= end; at += step) pings.push(eventBody('ping', at, playhead(at), []));
      return pings;
    }
    const [, time = '', type = '', playhead = '', values = ''] =
      /^([+-][\d.]+) s\s+(\w+)\s+playhead (\d+)(.*)$/.exec(line) ?? [];
    last = Number(time);
    return [eventBody(type, last, Number(playhead), values.split(' ').filter(Boolean))];
  });
  return bodies.map((body) => `${JSON.stringify(body)}\n`).join('');
}

const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** A HAR of lines such as `+1 s  POST /api/v1/sessions -> 201 after 2 s, ts +300 s`. */
export function trafficOf(text: string): string {
  const entries = text.split('\n').map((line, index) => {
    const [, sent = String(index * 5), method = '', path = '', outcome = '', more = ''] =
      /^(?:\+([\d.]+) s\s+)?(\w+) (\S+) -> (\d+|\(failed\))(.*)$/.exec(line) ?? [];
    const isStart = path === '/api/v1/sessions';
    const ts = Number(/ts \+(\d+) s/.exec(more)?.[1] ?? sent);
    const wait = Number(/after ([\d.]+) s/.exec(more)?.[1] ?? 0.1);
    const status = outcome === '(failed)' ? 0 : Number(outcome);
    const fromPage = more.includes('from a page');
    const cors = more.includes('with CORS')
      ? [
          { name: 'Access-Control-Allow-Origin', value: '*' },
          { name: 'Access-Control-Expose-Headers', value: 'Location' },
        ]
      : [];
    const location =
      isStart && status === 201 ? [{ name: 'Location', value: '/api/v1/sessions/abc123' }] : [];
    const body = isStart ? eventBody('sessionStart', 0, 0, []) : eventBody('play', ts, 0, []);
    return {
      startedDateTime: at(Number(sent)),
      time: wait * 1000,
      request: {
        method,
        url: path.startsWith('/api/') ? `${HOST}${path}` : `https://www.example.com${path}`,
        headers: fromPage ? [{ name: 'Origin', value: 'https://player.example' }] : [],
        ...(method === 'POST' && { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }),
      },
      response: {
        status,
        statusText: '',
        headers: [...location, ...cors],
        content: {},
        ...(status === 0 && { _error: 'net::ERR_FAILED' }),
      },
    };
  });
  return JSON.stringify({ log: { entries } });
}
