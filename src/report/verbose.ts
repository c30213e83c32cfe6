import { sayProxy } from '../messages/steps.ts';
import type { Exchange, Timings } from '../model/exchange.ts';
import type { Asking } from '../model/result.ts';
import { hideUserinfo } from '../model/url.ts';
import { sanitize } from './sanitize.ts';
import { hideSessionIds } from './secrets.ts';
import type { Paint } from './style.ts';

/** For -v: request and response headers, the timings and the proxy decision. The session ID is left out. */
export function headLines(asking: Asking, paint: Paint): string[] {
  const lines: string[] = [];
  const { request, requestHeaders = {}, proxy, exchange } = asking;
  if (request) lines.push(`> ${request.method} ${request.url}`);
  for (const [name, value] of Object.entries(requestHeaders)) lines.push(`> ${name}: ${value}`);
  if (proxy) lines.push(`* ${sayProxy(proxy)}`);
  if (exchange) lines.push(...exchangeLines(exchange));
  return lines.map((line) => paint.dim(sanitize(hideUserinfo(hideSessionIds(line)))));
}

function exchangeLines(exchange: Exchange): string[] {
  const lines: string[] = [];
  const { peer } = exchange;
  if (peer.addresses.length > 0)
    lines.push(
      `* addresses: ${peer.addresses.join(', ')}${peer.address ? `; connected to ${peer.address}` : ''}`,
    );
  if (peer.tls)
    lines.push(
      `* ${peer.tls.protocol ?? 'TLS'}, certificate of ${peer.tls.subject ?? '?'}, issued by ${peer.tls.issuer ?? '?'}`,
    );
  if (exchange.kind === 'answer') {
    lines.push(`< ${exchange.status} ${exchange.statusText}`.trimEnd());
    for (const [name, value] of Object.entries(exchange.headers)) {
      for (const each of Array.isArray(value) ? value : [value]) lines.push(`< ${name}: ${each}`);
    }
    if (exchange.body.incomplete)
      lines.push(`* the response's body is incomplete (${exchange.body.incomplete})`);
  } else if (exchange.detail.raw) lines.push(`* ${exchange.detail.systemCode ?? ''} ${exchange.detail.raw}`);
  lines.push(`* ${timingText(exchange.timings)}`);
  return lines;
}

function timingText(timings: Timings): string {
  return Object.entries(timings)
    .map(([name, value]) => `${name === 'firstByte' ? 'first byte' : name} ${value} ms`)
    .join(', ');
}
