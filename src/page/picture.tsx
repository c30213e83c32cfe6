import { inSeconds, type Lane, lanesOf, PAGE_WORDS, since } from '../messages/page.ts';
import type { SessionPart } from '../model/parts.ts';
import type { Span } from '../model/session.ts';
import { percent, shareOf } from './format.ts';

/** Units of a lane's drawing, which is as wide as the page lets it be. */
const WIDTH = 1000;

/** Ticks of the time axis. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** More spans than these are counted for those who hear the picture. */
const TOLD = 8;

/** A session over time: a lane for each kind of span, the playhead, and marks where its findings stand. */
export function Picture({ session }: { session: SessionPart }) {
  const { startedAt, endedAt } = session;
  if (startedAt === null || endedAt === null || endedAt <= startedAt)
    return <p class="detail">{PAGE_WORDS.noTimes}</p>;
  return (
    <figure class="picture" aria-label="The session over time">
      <Marks session={session} />
      {lanesOf(session.spans).map((lane) => (
        <LaneRow key={lane.name} lane={lane} session={session} />
      ))}
      <Playhead session={session} />
      <div class="row">
        <span class="lane-name" />
        <div class="axis" aria-hidden="true">
          {TICKS.map((tick) => (
            <span key={tick}>{inSeconds((tick * (endedAt - startedAt)) / 1000)}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}

function LaneRow({ lane, session }: { lane: Lane; session: SessionPart }) {
  const { name, kind, spans } = lane;
  return (
    <div class="row">
      <span class="lane-name">{name}</span>
      <svg
        class={`lane ${kind}`}
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={sayLane(lane, session)}
      >
        <path d={spanPath(session, spans)} />
      </svg>
    </div>
  );
}

type Times = Pick<SessionPart, 'startedAt' | 'endedAt'>;

/** The spans of a lane as one path in a drawing that is 1000 wide and 10 high. */
export function spanPath(session: Times, spans: readonly Span[]): string {
  return spans.map(({ begin, end }) => box(session, begin, end)).join('');
}

/** The shortest span can still be seen. */
function box(session: Times, begin: number, end: number): string {
  const from = shareOf(session, begin) * WIDTH;
  const width = Math.max(1.5, shareOf(session, end) * WIDTH - from);
  return `M${from.toFixed(1)} 0h${width.toFixed(1)}v10h-${width.toFixed(1)}z`;
}

function sayLane({ name, kind, spans }: Lane, { startedAt }: SessionPart): string {
  const told = spans.slice(0, TOLD).map(({ begin, end, label }) => {
    const what = label && kind !== 'state' ? `${label} ` : '';
    return `${what}${since(startedAt, begin)} for ${inSeconds((end - begin) / 1000)}`;
  });
  const more = spans.length > TOLD ? [`${spans.length - TOLD} more`] : [];
  return `${name}: ${spans.length === 0 ? 'none' : [...told, ...more].join(', ')}`;
}

function Playhead({ session }: { session: SessionPart }) {
  const points = session.events.flatMap(({ ts, playhead }) =>
    ts === null || playhead === null ? [] : [{ ts, playhead }],
  );
  if (points.length < 2) return null;
  const heads = points.map(({ playhead }) => playhead);
  const least = heads.reduce((a, b) => Math.min(a, b));
  const most = heads.reduce((a, b) => Math.max(a, b));
  const height = (playhead: number): number => 59 - (58 * (playhead - least)) / (most - least || 1);
  const line = points.map(
    ({ ts, playhead }) => `${(shareOf(session, ts) * WIDTH).toFixed(1)},${height(playhead).toFixed(1)}`,
  );
  return (
    <div class="row">
      <span class="lane-name">Playhead</span>
      <svg
        class="curve"
        viewBox={`0 0 ${WIDTH} 60`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Playhead from ${heads[0]} to ${heads.at(-1)} seconds, between ${least} and ${most}`}
      >
        <polyline points={line.join(' ')} vector-effect="non-scaling-stroke" />
      </svg>
    </div>
  );
}

/** The number of each finding above the first event that it stands on. */
function Marks({ session }: { session: SessionPart }) {
  const marks = session.findings.flatMap(({ events, severity }, index) => {
    const ts = session.events[events[0] ?? -1]?.ts;
    return ts === undefined || ts === null
      ? []
      : [{ number: index + 1, severity, share: shareOf(session, ts) }];
  });
  if (marks.length === 0) return null;
  return (
    <div class="row" aria-hidden="true">
      <span class="lane-name">Findings</span>
      <div class="marks">
        {marks.map(({ number, severity, share }) => (
          <span
            key={number}
            class={`mark ${severity}`}
            style={{ left: `clamp(0.7rem, ${percent(share)}, calc(100% - 0.7rem))` }}
          >
            {number}
          </span>
        ))}
      </div>
    </div>
  );
}
