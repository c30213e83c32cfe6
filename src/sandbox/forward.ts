import type { IncomingMessage } from 'node:http';
import type { Finding } from '../model/finding.ts';
import type { Forwarded } from '../model/sandbox.ts';
import type { Answer, RealVerdict, Received } from './response.ts';

/** One call of the API that is passed on. */
export interface ForwardedCall {
  kind: NonNullable<Received['kind']> | 'schema';
  /** What its path is about: a session's ID, or an event type. */
  name?: string;
  /** What the sandbox would have answered; `id`: the session ID that the real API gave. */
  run(body: Uint8Array, id?: string): Answer;
}

/** Passes a request on to the real API, and gives back its answer. */
export type Forwarding = (
  incoming: IncomingMessage,
  body: Uint8Array,
  call: ForwardedCall,
) => Promise<{ answer: Answer; forwarded: Forwarded; verdict: RealVerdict; notes: Finding[] }>;
