import type { CapturedRequest } from '../capture/capture.ts';
import { decodedOrigins } from '../capture/decoded.ts';
import { readCapture } from '../capture/detect.ts';
import { readCaptureText } from '../capture/input.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, jsonType } from '../model/json.ts';
import { withoutRedacted } from '../model/redacted.ts';
import { type GivenBody, isWholeBody } from './options.ts';

/**
 * Reads `--from`: the first session start of a capture (HAR, curl command, body, `--json` output). Throws
 * InputError when there is none, or when its body is not in the capture.
 */
export async function readCapturedBody(name: string, context: Context): Promise<GivenBody> {
  const { text, origin } = await readCaptureText(name, context);
  const capture = readCapture(text, origin);
  const request = capture.requests.find(isSessionStart);
  if (!request) {
    const args = { ignored: capture.ignored, events: capture.requests.length > 0 };
    throw new InputError('file', [{ code: 'capture-empty', severity: 'error', origin, args }]);
  }
  const value = request.body?.value;
  if (!request.body || !isObject(value)) {
    const problems = (request.bodyProblem ?? []).map(
      (finding): Finding => ({
        ...finding,
        severity: 'error',
      }),
    );
    throw new InputError(
      'file',
      problems.length > 0
        ? problems
        : [
            {
              code: 'json-root',
              severity: 'error',
              actual: { type: jsonType(value) },
              origin: request.origin,
            },
          ],
    );
  }
  const { body } = request;
  const { computed: paths = [] } = body;
  const originOf = decodedOrigins(body);
  const document = {
    locate: (path: readonly (string | number)[], part?: 'key' | 'value') =>
      originOf(path, part) ?? request.origin,
  };
  const known = withoutRedacted(value);
  const notes: Finding[] = [];
  const count = known.hidden - paths.length;
  if (count > 0) notes.push({ code: 'capture-redacted', severity: 'warning', origin, args: { count } });
  if (paths.length > 0)
    notes.push({ code: 'capture-computed', severity: 'warning', origin, args: { paths } });
  return { document, value: known.value as JsonObject, whole: isWholeBody(value), notes };
}

function isSessionStart({ kind, body }: CapturedRequest): boolean {
  if (kind === 'session' || kind === 'event') return kind === 'session';
  const eventType = isObject(body?.value) ? body.value['eventType'] : undefined;
  return eventType === undefined || eventType === 'sessionStart';
}
