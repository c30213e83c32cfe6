import type { IncomingMessage } from 'node:http';
import type { Finding } from '../model/finding.ts';
import type { Answer } from './response.ts';

/** What was wrong with a body while it came, and how that was answered. */
export interface BrokenBody {
  note: Finding;
  answer: Answer | undefined;
}

const BROKEN = new WeakMap<IncomingMessage, BrokenBody>();

/** Keeps what broke the body of a request for its route, which reports the request. */
export function keepBroken(incoming: IncomingMessage, broken: BrokenBody): void {
  BROKEN.set(incoming, broken);
}

/** What broke the body of a request, if it was more than the client's going away. */
export function brokenBody(incoming: IncomingMessage): BrokenBody | undefined {
  return BROKEN.get(incoming);
}
