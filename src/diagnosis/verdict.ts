import { readSession, type SessionReading } from '../client/session-id.ts';
import { targetOf } from '../client/socket.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import type { Answer, Exchange, Failure } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { ErrorArgs, ResultError, Session } from '../model/result.ts';
import { table } from '../model/table.ts';
import { readServerMessage, type ServerMessage } from './server-message.ts';

/** What one exchange means: a session, an error, or for events neither; and what the server said. */
export interface Verdict {
  error?: ResultError;
  session?: Session;
  findings: Finding[];
}

/** What was asked: the path decides what a status means. */
export type Asked = 'session' | 'event' | 'schema' | 'downloaded';

/** The one status that means success. */
const EXPECTED: Record<Asked, number> = { session: 201, event: 204, schema: 200, downloaded: 201 };

/** Reads the outcome of a POST to the API. Pure: the same exchange gives the same verdict. */
export function judge(
  exchange: Exchange,
  url: URL,
  asked: Asked,
  method = asked === 'schema' ? 'GET' : 'POST',
): Verdict {
  if (exchange.kind === 'failure') return { error: judgeFailure(exchange, url, asked), findings: [] };
  if (asked === 'session' && exchange.status === 201) return judgeCreated(exchange, url);
  if (exchange.status === EXPECTED[asked]) return { findings: [] };
  const message = readServerMessage(exchange.body);
  const code = codeOf(exchange, message, asked);
  const call = `${method} ${url.pathname}`;
  return {
    error: { code, args: { ...answerArgs(exchange, url, message), asked, call } },
    findings: said(exchange, message),
  };
}

function judgeCreated(answer: Answer, url: URL): Verdict {
  const reading = readSession(answer, url);
  if (reading.ok) {
    const { id, apiVersion, url: sessionUrl } = reading;
    return { session: { id, apiVersion, url: sessionUrl, ended: false }, findings: [] };
  }
  const code: ErrorCode = reading.reason === 'missing' ? 'no-location' : 'bad-location';
  const message = readServerMessage(answer.body);
  const args = { ...answerArgs(answer, url, message), asked: 'session', ...locationArgs(reading) };
  return { error: { code, args }, findings: said(answer, message) };
}

function locationArgs(reading: SessionReading & { ok: false }): ErrorArgs {
  return { reason: reading.reason, ...(reading.value !== undefined && { location: reading.value }) };
}

/** Which error an answer is. The order matters only for 2xx and 404. */
function codeOf(answer: Answer, message: ServerMessage, asked: Asked): ErrorCode {
  const { status } = answer;
  if (status < 300 && isEdgeAnswer(message)) return 'edge-answer';
  if (status >= 200 && status < 300) return message.form === 'html' ? 'html-answer' : 'unexpected-status';
  if (status >= 300 && status < 400) return 'redirect';
  if (status >= 600 || status < 200) return 'unexpected-status';
  if (status === 404 && asked === 'event') return 'session-unknown';
  if (status === 410 && asked === 'event') return 'session-closed';
  return STATUS_CODES[status] ?? (status >= 500 ? 'server-error' : 'rejected');
}

const STATUS_CODES = table<ErrorCode>({
  400: 'bad-request',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  413: 'too-large',
  414: 'too-large',
  429: 'rate-limited',
  431: 'too-large',
  502: 'gateway-error',
  503: 'unavailable',
  504: 'gateway-error',
});

/** The Media Edge API answers a session start with JSON that holds a sessionId; this API answers with no body. */
function isEdgeAnswer(message: ServerMessage): boolean {
  return JSON.stringify(message.json ?? null).includes('"sessionId"');
}

function answerArgs(answer: Answer, url: URL, message: ServerMessage): ErrorArgs {
  return {
    status: answer.status,
    statusText: answer.statusText,
    url: url.href,
    host: url.host,
    form: message.form,
    ...(message.form === 'html' && { title: message.text }),
    ...headerArg(answer, 'location', 'target'),
    ...headerArg(answer, 'retry-after', 'retryAfter'),
    requestIds: requestIds(answer),
  };
}

function headerArg(answer: Answer, header: string, arg: string): ErrorArgs {
  const value = answer.headers[header];
  return value === undefined ? {} : { [arg]: String(value) };
}

/** Headers by which a server's operators find one request again. */
const ID_HEADERS =
  /^(x-(request|correlation|amzn?-request|amz-cf|trace|b3-trace)-?id|x-amzn-trace-id|cf-ray|traceparent|request-id|x-adobe-.*id)$/;

function requestIds(answer: Answer): string[] {
  return Object.entries(answer.headers)
    .filter(([name]) => ID_HEADERS.test(name))
    .map(([name, value]) => `${name}: ${value}`);
}

/** The server's own words as a finding, or that it said nothing. */
function said(answer: Answer, message: ServerMessage): Finding[] {
  const { form, text, shortened } = message;
  if (form === 'empty' || form === 'binary' || text === '') {
    if (answer.status < 400) return [];
    return [
      { code: 'server-silent', severity: 'info', evidence: 'server', args: { form, status: answer.status } },
    ];
  }
  return [{ code: 'server-message', severity: 'info', evidence: 'server', args: { form, text, shortened } }];
}

function judgeFailure(failure: Failure, url: URL, asked: Asked): ResultError {
  const { host, port } = targetOf(url);
  const { detail, peer } = failure;
  const { certificate } = detail;
  return {
    code: failure.code,
    args: {
      asked,
      url: url.href,
      host,
      port,
      secure: url.protocol === 'https:',
      addresses: peer.addresses,
      stage: failure.stage,
      sent: failure.sent,
      systemCode: detail.systemCode,
      raw: detail.raw,
      proxyStatus: detail.proxyStatus,
      proxySchemes: detail.proxySchemes,
      limitMs: detail.limitMs,
      bytes: detail.bytes,
      issuer: certificate?.issuer,
      subject: certificate?.subject,
      names: certificate?.names,
      validFrom: certificate?.validFrom,
      validTo: certificate?.validTo,
    },
  };
}
