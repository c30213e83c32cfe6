import { STATUS_CODES } from 'node:http';
import type { HeaderList, SandboxRequest } from '../model/sandbox.ts';
import { safeJson } from '../report/sanitize.ts';

/** What stands around the entries of a HAR. */
export function harFrame(version: string): { head: string; tail: string } {
  const creator = { name: 'media-session sandbox', version };
  const empty = safeJson({ log: { version: '1.2', creator, entries: [] } });
  const at = empty.lastIndexOf(']');
  return { head: `${empty.slice(0, at)}\n`, tail: `\n${empty.slice(at)}\n` };
}

/** A request as an entry of HAR 1.2, in one line. A response that was never sent has status 0, as browsers write it. */
export function harEntry(request: SandboxRequest, url: string): string {
  const { time, ahead = 0, duration, method, request: asked, response, status } = request;
  const text = Buffer.from(asked.body).toString('utf8');
  const spent = Math.round(duration * 10) / 10;
  return safeJson({
    startedDateTime: new Date(time - ahead).toISOString(),
    time: spent,
    request: {
      method,
      url: absolute(asked.url, url),
      httpVersion: `HTTP/${asked.httpVersion}`,
      cookies: [],
      headers: headerList(asked.headers),
      queryString: queryOf(asked.url),
      ...(text !== '' && { postData: { mimeType: headerOf(asked.headers, 'content-type'), text } }),
      headersSize: -1,
      bodySize: asked.body.length,
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(response.headers),
      content: contentOf(response),
      redirectURL: headerOf(response.headers, 'location'),
      headersSize: -1,
      bodySize: status === 0 ? -1 : response.body.length,
      ...(status === 0 && { _error: 'no response' }),
    },
    cache: {},
    timings: { send: 0, wait: spent, receive: 0 },
  });
}

function absolute(target: string, base: string): string {
  return /^https?:/i.test(target) ? target : `${base}${target}`;
}

function queryOf(target: string): { name: string; value: string }[] {
  const at = target.indexOf('?');
  if (at < 0) return [];
  return [...new URLSearchParams(target.slice(at + 1))].map(([name, value]) => ({ name, value }));
}

function contentOf({ headers, body }: SandboxRequest['response']): object {
  const mimeType = headerOf(headers, 'content-type') || 'x-unknown';
  const isText = headerOf(headers, 'content-encoding') === '';
  const text = Buffer.from(body).toString(isText ? 'utf8' : 'base64');
  return { size: body.length, mimeType, ...(text && { text, ...(!isText && { encoding: 'base64' }) }) };
}

function headerList(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function headerOf(headers: HeaderList, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}
