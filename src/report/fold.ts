import { sayOrigin } from '../messages/origin.ts';
import type { Finding } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';
import { placeOf } from '../model/origin.ts';

/** Findings that say the same of several places. */
export interface Folded {
  /** The first of them. */
  finding: Finding;
  count: number;
  /** The first few places, in words. */
  places: string[];
}

/** More places than these help nobody who reads; `--json` has them all. */
const PLACES = 3;

/** Findings that repeat put together, in the order in which each is first met. */
export function fold(findings: readonly Finding[]): Map<string, Folded> {
  const found = new Map<string, Folded>();
  for (const finding of findings) {
    const key = kindOf(finding);
    const known = found.get(key) ?? { finding, count: 0, places: [] };
    known.count += 1;
    if (known.count === 1) found.set(key, known);
    if (known.places.length === PLACES || !finding.origin) continue;
    const place = sayOrigin(finding.origin);
    if (!known.places.includes(place)) known.places.push(place);
  }
  return found;
}

/** Values of a body that tell one mistake from another; numbers are those of one body only. */
const TELLING = [
  'api',
  'belongs',
  'empty',
  'equal',
  'eventType',
  'file',
  'form',
  'host',
  'key',
  'kind',
  'later',
  'method',
  'mistake',
  'opener',
  'pageOrigin',
  'problem',
  'reason',
  'suggestion',
  'text',
];

/** What findings have in common that say the same: where in a body, not in which one, and not its values. */
export function kindOf(finding: Finding): string {
  const { code, severity, path, expected, actual } = finding;
  const ofRequest =
    path?.startsWith('/') ||
    path === '' ||
    /^(?:capture|server|json|request|response|other)-|^(?:unexplained|clock-skew)$/.test(code);
  if (!ofRequest) return JSON.stringify(finding);
  const args = Object.entries(finding.args ?? {}).filter(
    ([name, value]) => TELLING.includes(name) && typeof value !== 'number',
  );
  const value = code === 'event-type' ? actual : actual?.type;
  return JSON.stringify([code, severity, path, expected, value, args]);
}

/** The places of a finding, some by name: `a.har:1:2, a.har:1:9, a.har:1:20 and 44 more`. */
export function sayPlaces({ finding, count, places }: Folded, unicode: boolean): string | undefined {
  if (places.length === 0) return undefined;
  const more = count - places.length;
  const inBody = sayPlaceInBody(finding, unicode);
  return `${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}${inBody}`;
}

/** Where in a body something stands of which the file only tells where the whole body is: by the keys that lead to it. */
function sayPlaceInBody({ origin, path }: Pick<Finding, 'origin' | 'path'>, unicode: boolean): string {
  const source = placeOf(origin)?.source;
  if (!source?.decoded || source.form === 'line') return '';
  const keys = parsePointer(path ?? '').join(unicode ? ' → ' : ' > ');
  return `, in the body${keys === '' ? '' : ` at ${keys}`}`;
}
