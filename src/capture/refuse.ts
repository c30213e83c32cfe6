import { InputError } from '../model/errors.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { recogniseForm } from './detect.ts';
import { foreignBody } from './requests.ts';

/**
 * Says of a text in the place of a body what it is instead: a capture that holds bodies, or a document of another API. Silent
 * where it may be a body with mistakes. Throws InputError `file`: `json-root` (args.capture), `other-api`.
 */
export function refuseOthers(text: string, origin: Origin): void {
  const form = recogniseForm(text);
  if (form !== undefined && form !== 'text') {
    const args = { capture: form, file: origin.kind === 'stdin' ? '-' : origin.name };
    throw new InputError('file', [{ code: 'json-root', severity: 'error', origin, args }]);
  }
  const value = parseJsonText(text);
  const other = value === undefined ? undefined : foreignBody(value);
  if (other && other.api !== 'unknown-json')
    throw new InputError('file', [{ code: 'other-api', severity: 'error', origin, args: other }]);
}
