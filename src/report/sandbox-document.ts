import { STATUS_CODES } from 'node:http';
import type { InspectorDetail, InspectorRequest, InspectorSession } from '../model/inspector.ts';
import type { JsonValue } from '../model/json.ts';
import type { SandboxRequest } from '../model/sandbox.ts';
import type { ExplainedSession } from '../model/session.ts';
import { errorPart } from './error-part.ts';
import { findingPart } from './finding-part.ts';
import { sessionPart } from './session-document.ts';
import { OF_A_PLAYER } from './ways.ts';

/** A request as the query API of the sandbox and `sandbox --json` have it. `body`: its value, or its text. */
export function requestDocument(request: SandboxRequest, body: JsonValue): InspectorRequest {
  const { id, time, method, path, status, eventType, sessionId, findings } = request;
  return {
    id,
    time,
    method,
    path,
    status,
    eventType: eventType ?? null,
    sessionId: sessionId ?? null,
    body,
    findings: findings.map((finding) => findingPart(finding, OF_A_PLAYER)),
  };
}

/** The same with all that was exchanged. `text` of a body: what it says as UTF-8. */
export function requestDetail(
  request: SandboxRequest,
  body: JsonValue,
  text: (bytes: Uint8Array) => string,
): InspectorDetail & { duration: number } {
  const { session, playhead, duration, request: asked, response, forwarded, error } = request;
  const { httpVersion, url, headers, remote } = asked;
  return {
    ...requestDocument(request, body),
    session: session ?? null,
    playhead: playhead ?? null,
    duration,
    request: { httpVersion, url, headers, text: text(asked.body), remote },
    response: {
      statusText: STATUS_CODES[request.status] ?? '',
      headers: response.headers,
      text: text(response.body),
    },
    forwarded: forwarded ? { ...forwarded, error: errorPart(error) } : null,
  };
}

/** A session without its events, and with its short number: what a list of sessions needs. */
export function briefSession(session: ExplainedSession, number: number): InspectorSession {
  const { events: _left, ...rest } = sessionPart(session);
  return { number, ...rest };
}
