import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { apiPath, readAddress } from './address.ts';
import { gap } from './body-text.ts';
import { LogResponses } from './log-responses.ts';
import { urlsOf } from './nearby.ts';
import type { RawRequest } from './requests.ts';

/** Whether a text may name a request to this API. */
export function mayNameRequests(text: string): boolean {
  return /\/(?:sessions|downloaded)\b/.test(text);
}

/**
 * The requests to this API that a text names without their bodies: in the console of a browser, in logs that hold URL and status alone,
 * in code that builds the body. What repeats a URL right away is its response, or another try.
 */
export function findBareRequests(text: string, source: Origin): RawRequest[] {
  const named = urlsOf(text).filter(({ value }) => {
    const address = readAddress(value.address);
    return address !== undefined && address.host !== '' && apiPath(address) !== undefined;
  });
  const first = named.filter(({ value }, index) => value.address !== named[index - 1]?.value.address);
  if (first.length === 0) return [];
  const lines = new LineIndex(text);
  const responses = new LogResponses(text);
  return first.map(({ at, value }, index) => {
    const origin = { ...source, ...lines.at(at) };
    const to = first[index + 1]?.at ?? text.length;
    const outcome = responses.last(at - (lines.at(at).column - 1), at) ?? responses.first(at, to);
    return {
      name: `line ${origin.line}`,
      origin,
      address: value.address,
      ...(value.method && { method: value.method }),
      body: { problem: [gap(origin, 'text-no-body')] },
      ...(outcome && { response: responses.read(outcome, at, to) }),
    };
  });
}
