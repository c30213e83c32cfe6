import type { Span, SpanKind } from '../model/session.ts';

/** One row of the picture of a session: what it shows, and when. */
export interface Lane {
  name: string;
  kind: SpanKind;
  spans: Span[];
}

/** The rows in their order; each state has one of its own. */
const NAMES: Readonly<Record<Exclude<SpanKind, 'state'>, string>> = {
  waiting: 'Before play',
  content: 'Content',
  break: 'Ad break',
  ad: 'Ad',
  pause: 'Pause',
  buffer: 'Buffer',
  stall: 'Stall',
  chapter: 'Chapter',
};

/** The rows of a session's picture that have anything in them; the main content always has one. */
export function lanesOf(spans: readonly Span[]): Lane[] {
  const kinds = Object.entries(NAMES) as [Exclude<SpanKind, 'state'>, string][];
  const lanes = kinds.map(([kind, name]) => ({
    name,
    kind,
    spans: spans.filter((span) => span.kind === kind),
  }));
  const states = new Map<string, Span[]>();
  for (const span of spans.filter(({ kind }) => kind === 'state')) {
    const { label = '' } = span;
    const own = states.get(label);
    if (own) own.push(span);
    else states.set(label, [span]);
  }
  return [
    ...lanes.filter((lane) => lane.kind === 'content' || lane.spans.length > 0),
    ...[...states].map(([name, own]): Lane => ({ name: `State ${name}`, kind: 'state', spans: own })),
  ];
}
