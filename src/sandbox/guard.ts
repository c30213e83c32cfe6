import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may see what the sandbox received. */
export interface GuardOptions {
  /** Host names and addresses by which the sandbox may be called, besides those of loopback. */
  names: readonly string[];
  /** What a client has to show; undefined where only this machine can connect. */
  token: string | undefined;
  /** Of the sandbox's own URL. */
  scheme: 'http' | 'https';
}

/** Why a request is not answered. */
export interface Refusal {
  status: 401 | 403;
  message: string;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The gate before the page and the query API. A page of another origin must not read or change anything (`Origin`,
 * `Sec-Fetch-Site`), not even after it has pointed its own name at this machine (`Host`: DNS rebinding).
 */
export class Guard {
  readonly #names: ReadonlySet<string>;
  readonly #token: string | undefined;
  readonly #scheme: string;

  constructor({ names, token, scheme }: GuardOptions) {
    this.#names = new Set([...LOOPBACK, ...names.map(asHost)]);
    this.#token = token;
    this.#scheme = scheme;
  }

  /** Why a request is refused; undefined for one that may pass. `given`: a token from the query. */
  refusal(incoming: IncomingMessage, given?: string): Refusal | undefined {
    const { host = '', origin } = incoming.headers;
    if (!this.#isKnown(hostOf(host), incoming.socket.localAddress))
      return {
        status: 403,
        message: `The sandbox does not answer to the name ${host}; --tls-name adds one.`,
      };
    const isForeign = origin !== undefined && origin !== `${this.#scheme}://${host}`;
    if (isForeign || isCrossSite(incoming))
      return { status: 403, message: 'The sandbox shows nothing to pages of another origin.' };
    if (this.#token === undefined || this.knows(given) || this.#holdsToken(incoming)) return undefined;
    return { status: 401, message: 'Open the URL with the token that the sandbox printed.' };
  }

  /** Whether a text is the token. Takes as long for each. */
  knows(given: string | undefined): boolean {
    if (this.#token === undefined || given === undefined) return false;
    return timingSafeEqual(digest(given), digest(this.#token));
  }

  /** The header that sets the cookie, for a client that has shown the token. */
  cookie(port: number | undefined): string {
    const secure = this.#scheme === 'https' ? '; Secure' : '';
    return `${cookieName(port)}=${this.#token}; Path=/; HttpOnly; SameSite=Strict${secure}`;
  }

  /** An address is no name that somebody else could point here. */
  #isKnown(host: string, localAddress: string | undefined): boolean {
    return this.#names.has(host) || (localAddress !== undefined && host === asHost(localAddress));
  }

  #holdsToken({ headers, socket }: IncomingMessage): boolean {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return this.knows(bearer) || this.knows(cookieOf(headers.cookie, cookieName(socket.localPort)));
  }
}

/** Cookies are not told apart by port, so that the name has to. */
function cookieName(port: number | undefined): string {
  return `media-session-${port ?? 0}`;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** To open the page from a link elsewhere is no harm. */
function isCrossSite({ headers, method, url = '' }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== 'cross-site' && site !== 'same-site') return false;
  const isPage = method === 'GET' && url.split('?', 1)[0] === '/';
  return !(isPage && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Without the port, in lower case. */
function hostOf(header: string): string {
  return header.toLowerCase().replace(/:\d*$/, '');
}

/** A name or an address as it stands in a URL. */
function asHost(name: string): string {
  const plain = name.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') && !plain.startsWith('[') ? `[${plain}]` : plain;
}
