import { isObject, type JsonValue } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import type { ExplainResult } from '../model/result.ts';
import type { HeaderList, SandboxRequest } from '../model/sandbox.ts';
import { SENSITIVE_PARAMS } from '../model/sensitive.ts';
import { redactResult } from './redact.ts';
import { SENSITIVE_HEADERS } from './redact-exchange.ts';
import { redactBody } from './secrets.ts';

/** A request and the value of its body, as they may be written to a file or a log: visitor IDs and custom metadata are hidden. */
export function redactRequest(
  request: SandboxRequest,
  body: JsonValue,
): { request: SandboxRequest; body: JsonValue } {
  const shown = isObject(body) || Array.isArray(body) ? redactBody(body) : redactText(body);
  const { request: asked, response } = request;
  const text = typeof shown === 'string' ? shown : shown === null ? '' : JSON.stringify(shown);
  return {
    request: {
      ...request,
      findings: redactFindings(request, body),
      request: { ...asked, headers: redactHeaders(asked.headers), body: Buffer.from(text) },
      response: { ...response, headers: redactHeaders(response.headers) },
    },
    body: shown,
  };
}

/** What a finding repeats of the body is hidden in the same way as everywhere. */
function redactFindings({ findings }: SandboxRequest, body: JsonValue): SandboxRequest['findings'] {
  if (findings.length === 0) return findings;
  const origin = { kind: 'request', name: 'request' } as const;
  const one = { label: '', kind: 'body', origin, verdict: { state: 'valid' } } as const;
  const result: ExplainResult = {
    command: 'explain',
    sent: 'no',
    findings: [...findings],
    explained: [{ ...one, body, findings: [...findings] }],
  };
  return redactResult(result, { sessionId: false }).findings;
}

function redactHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [
    name,
    SENSITIVE_HEADERS.includes(name.toLowerCase()) ? REDACTED : value,
  ]);
}

const NAMES = SENSITIVE_PARAMS.map((name) => name.replaceAll('.', '\\.')).join('|');

/** A value after its name, in JSON, a form, or code. */
const VALUES = new RegExp(`((?:${NAMES})\\\\?["']?\\s{0,9}[:=]\\s{0,9}\\\\?["']?)[^"'&,}\\\\\\s]+`, 'gi');

/** A body that is no JSON: values that can be told are hidden, and all that follows custom metadata. */
function redactText(body: JsonValue): JsonValue {
  if (typeof body !== 'string') return body;
  const at = body.toLowerCase().indexOf('custommetadata');
  const end = at < 0 ? body.length : at + 'custommetadata'.length;
  const rest = at < 0 ? '' : ` ${REDACTED}`;
  return body.slice(0, end).replace(VALUES, `$1${REDACTED}`) + rest;
}
