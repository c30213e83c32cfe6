import type { Span, SpanKind } from '../model/session.ts';
import { LIMITS } from './limits.ts';

/** Spans in the making; at most {@link LIMITS.spans} are kept. */
export interface Spans {
  playback: Span[];
  others: Span[];
  cut: boolean;
}

/** No span yet. */
export function noSpans(): Spans {
  return { playback: [], others: [], cut: false };
}

/** Adds time to the playback lane; it widens the last span if that is of the same kind and label. */
export function addPlayback(spans: Spans, kind: SpanKind, begin: number, end: number, label?: string): void {
  if (end <= begin) return;
  const last = spans.playback.at(-1);
  if (last?.kind === kind && last.label === label && last.end === begin) last.end = end;
  else if (!isFull(spans)) spans.playback.push({ kind, begin, end, ...(label !== undefined && { label }) });
}

/** Adds a span beside the playback lane. */
export function addBeside(spans: Spans, span: Span): void {
  if (!isFull(spans)) spans.others.push(span);
}

function isFull(spans: Spans): boolean {
  spans.cut ||= spans.playback.length + spans.others.length >= LIMITS.spans;
  return spans.cut;
}

/** Turns content from `begin` to `end`, which is the end of the lane, into a stall. */
export function stall(spans: Spans, begin: number, end: number): void {
  const last = spans.playback.at(-1);
  if (last?.kind !== 'content' || last.begin > begin) return;
  last.end = begin;
  if (last.end === last.begin) spans.playback.pop();
  addPlayback(spans, 'stall', begin, end);
}

/** Turns what the lane holds of one kind from `since` on into another kind. */
export function relabel(spans: Spans, since: number, from: SpanKind, to: SpanKind): void {
  for (let index = spans.playback.length - 1; index >= 0; index -= 1) {
    const span = spans.playback[index];
    if (!span || span.end <= since) return;
    if (span.kind !== from || span.begin < since) continue;
    span.kind = to;
    delete span.label;
  }
}

/** All spans: the playback lane, with neighbours of one kind joined, then the others. */
export function allSpans(spans: Spans): Span[] {
  const joined: Span[] = [];
  for (const span of spans.playback) {
    const last = joined.at(-1);
    if (last?.kind === span.kind && last.label === span.label && last.end === span.begin) last.end = span.end;
    else joined.push({ ...span });
  }
  return [...joined, ...spans.others];
}
