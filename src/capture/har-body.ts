import { asObject, asText, type JsonObject } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { gap, keptElsewhere, type RawBody, readBodyText } from './body-text.ts';
import type { Headers } from './capture.ts';
import { formText } from './collection-body.ts';

/** The body of a HAR's request: as text, as the fields of a form, or why there is none. */
export function readHarBody(request: JsonObject, headers: Headers, origin: Origin): RawBody {
  const post = asObject(request['postData']);
  // Charles and others write a body of a form type, which is what `curl -d` declares, as params alone.
  const raw = asText(post['text']) || formText(post['params']);
  const size = declaredSize(request, headers);
  if (raw === '') return missing(post, 'postData' in request, size, origin);
  const content = post['encoding'] === 'base64' ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  if (size > Buffer.byteLength(content) && readBodyText(content, origin).body === undefined) {
    return { problem: [gap(origin, 'har-cut')] };
  }
  return { text: content, origin };
}

/** Bytes of the body as the recorder counted them; -1 where it did not. */
function declaredSize(request: JsonObject, headers: Headers): number {
  const { bodySize } = request;
  if (typeof bodySize === 'number' && bodySize >= 0) return bodySize;
  const declared = Number(headers['content-length'] ?? -1);
  return Number.isInteger(declared) ? declared : -1;
}

function missing(post: JsonObject, posted: boolean, size: number, origin: Origin): RawBody {
  const file = asText(post['_file']) || asText(post['_sha1']);
  if (file !== '') return { problem: [keptElsewhere(origin, { file, form: 'attached' })] };
  if (size === 0) return { problem: [gap(origin, 'none-sent')] };
  return { problem: [gap(origin, size > 0 || posted ? 'omitted' : 'har-no-body')] };
}
