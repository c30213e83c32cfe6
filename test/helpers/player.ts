import type { JsonObject } from '../../src/model/json.ts';

/** The params of its sessionStart. */
export const PARAMS = {
  'analytics.trackingServer': 'example.sc.omtrdc.net',
  'analytics.reportSuite': 'examplersid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'clip-1',
  'media.name': 'Clip',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'channel',
  'media.streamType': 'video',
};

/** A small player that posts text/plain, as Adobe's SDK does. Times are seconds since its start. */
export class Player {
  readonly #url: string;
  readonly #t0: number;
  events = '';

  constructor(url: string, t0 = Date.now()) {
    this.#url = url;
    this.#t0 = t0;
  }

  /** The session's ID, once it has started. */
  get id(): string {
    return this.events.split('/').at(-2) ?? '';
  }

  /** A body as it is sent. */
  body(eventType: string, seconds = 0, playhead = seconds, more: JsonObject = {}): JsonObject {
    const playerTime = { playhead, ts: this.#t0 + seconds * 1000 + 1 };
    return { eventType, playerTime, ...more };
  }

  /** Starts a session; gives the status. */
  async start(params: JsonObject = {}, more: JsonObject = {}): Promise<number> {
    const body = this.body('sessionStart', 0, 0, { params: { ...PARAMS, ...params }, ...more });
    const response = await this.post('/api/v1/sessions', body);
    const location = response.headers.get('location');
    if (location) this.events = `${new URL(location, this.#url).href}/events`;
    return response.status;
  }

  /** Sends an event; gives the status. */
  async send(eventType: string, seconds = 0, playhead = seconds, more: JsonObject = {}): Promise<number> {
    return (await this.post(this.events, this.body(eventType, seconds, playhead, more))).status;
  }

  /** Plays all of the clip, with a ping every ten seconds. */
  async playAll(): Promise<void> {
    await this.start();
    await this.send('play', 0.1, 0);
    for (let seconds = 10; seconds < 60; seconds += 10) await this.send('ping', seconds);
    await this.send('sessionComplete', 60);
    await this.send('sessionEnd', 60.1, 60);
  }

  /** Posts to a path or a URL, as text or as JSON. */
  post(to: string, body: JsonObject | string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(to, this.#url), {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers,
    });
  }

  /** Asks the query API. */
  async ask(path: string): Promise<unknown> {
    return (await fetch(`${new URL(this.#url).origin}/_sandbox/${path}`)).json();
  }
}
