import { connect } from 'node:net';

/** What a session plays: a ping each ten seconds, the same for all servers. */
const START = {
  eventType: 'sessionStart',
  params: {
    'analytics.trackingServer': 'example.sc.omtrdc.net',
    'analytics.reportSuite': 'examplersid',
    'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
    'media.id': 'clip',
    'media.length': 86_400,
    'media.contentType': 'vod',
    'media.playerName': 'bench',
    'media.channel': 'bench',
    'media.streamType': 'video',
  },
};

/** One connection over which requests are sent one after the other, as a player's are. */
class Player {
  #socket;
  #answered = () => {};
  #path = '/api/v1/sessions';
  #seconds = 0;
  #begin = Date.now();

  constructor(port) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (chunk) => this.#answered(chunk.toString('latin1')));
  }

  async start() {
    const head = await this.#send(START);
    const location = /^location: (\S+)/im.exec(head)?.[1];
    this.#path = `${location}/events`;
  }

  /** Sends so many events; a new session begins after `most`. */
  async play(count, most) {
    for (let sent = 0; sent < count; sent += 1) {
      if (this.#seconds === 0 || this.#seconds >= most * 10) {
        this.#path = '/api/v1/sessions';
        this.#seconds = 0;
        // It has played already: a ts of the future would be a finding.
        this.#begin = Date.now() - most * 10_000;
        await this.start();
        await this.#send({ eventType: 'play' });
      }
      this.#seconds += 10;
      await this.#send({ eventType: 'ping' });
    }
  }

  close() {
    this.#socket.destroy();
  }

  /** Answers are small and come in one piece. */
  #send(event) {
    const playerTime = { playhead: this.#seconds, ts: this.#begin + this.#seconds * 1000 };
    const body = JSON.stringify({ ...event, playerTime });
    const head = `POST ${this.#path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(head + body);
    });
  }
}

/** Plays `count` events over `width` connections; gives events per second. Sessions have `most` events each. */
export async function playEvents(port, count, { width = 16, most = 100 } = {}) {
  const players = Array.from({ length: width }, () => new Player(port));
  const begin = performance.now();
  await Promise.all(players.map((player) => player.play(Math.ceil(count / width), most)));
  const seconds = (performance.now() - begin) / 1000;
  for (const player of players) player.close();
  return count / seconds;
}
