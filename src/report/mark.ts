import type { Finding } from '../model/finding.ts';
import { placeOf, type TextPlace } from '../model/origin.ts';

/** What of a line is looked at around a mark, in characters: enough for any terminal. */
export const WINDOW = 2000;

/** Findings that say that something is missing point at the bracket where it belongs. */
const MISSING = /-missing$/;
const JSON_MARK = /"(?:[^"\\\n\r]|\\[^\n\r])*"?|'[^'\n\r]*'?|[^\s{}[\]:,"']+|\S/y;
const YAML_MARK = /"(?:[^"\\\n\r]|\\[^\n\r])*"?|'[^'\n\r]*'?|(?:(?!\s+#|:(?:\s|$))[^\n\r])+|\S/my;
const FLOW_MARK = /"(?:[^"\\\n\r]|\\[^\n\r])*"?|'[^'\n\r]*'?|(?:(?!\s+#|:(?:\s|$))[^\n\r,{}[\]])+|\S/my;

/** Where the value, key or sign at a place of a text ends that a finding is about. */
export function endOfMark({ source, offset, length }: TextPlace, { code }: Finding): number {
  if (length !== undefined) return offset + length;
  const { text, form } = source;
  if (/[{[]/.test(text[offset] ?? '')) return MISSING.test(code) ? offset + 1 : endOfBracket(text, offset);
  const isFlow = form === 'yaml' && /[{[][^\n\r]*$/.test(text.slice(Math.max(0, offset - WINDOW), offset));
  const pattern = form === 'json' ? JSON_MARK : isFlow ? FLOW_MARK : YAML_MARK;
  pattern.lastIndex = offset;
  return offset + Math.max(1, pattern.exec(text)?.[0].trimEnd().length ?? 1);
}

/** An object or a list that ends on its line is marked as a whole. */
function endOfBracket(text: string, offset: number): number {
  let depth = 0;
  const tokens = /"(?:[^"\\\n\r]|\\[^\n\r])*"?|[{}[\]]|[\n\r]/g;
  tokens.lastIndex = offset;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    if (/[\n\r]/.test(token) || match.index - offset > WINDOW) return offset + 1;
    if (/^[{[]/.test(token)) depth += 1;
    else if (/^[}\]]/.test(token)) depth -= 1;
    if (depth === 0) return match.index + 1;
  }
  return offset + 1;
}

/**
 * The column behind the last one of what a finding is about, from 1; undefined where nobody kept its line, where it is hidden, or
 * where it ends on another line.
 */
export function endColumnOf(finding: Finding): number | undefined {
  const { origin, actual } = finding;
  const place = placeOf(origin);
  if (!place || place.source.decoded || origin?.column === undefined) return undefined;
  if (actual?.type === 'withheld' || actual?.type === 'redacted') return undefined;
  return origin.column + endOfMark(place, finding) - place.offset;
}
