import { inSeconds, lanesOf } from '../messages/page.ts';
import type { SessionPart } from '../model/parts.ts';

/** Characters of a lane. */
const WIDTH = 60;

/**
 * A session over time in characters: a line for each kind of span, and one with the numbers of the findings where they stand;
 * empty without times.
 */
export function pictureLines(session: SessionPart): string[] {
  const { startedAt, endedAt, spans } = session;
  if (startedAt === null || endedAt === null || endedAt <= startedAt) return [];
  const place = (time: number): number =>
    Math.min(WIDTH - 1, Math.max(0, Math.floor(((time - startedAt) / (endedAt - startedAt)) * WIDTH)));
  const lanes = lanesOf(spans).map(({ name, spans: own }) => {
    const cells = new Array<string>(WIDTH).fill('.');
    for (const { begin, end } of own) cells.fill('#', place(begin), Math.max(place(begin) + 1, place(end)));
    return { name, text: cells.join('') };
  });
  const marks = markLine(session, place);
  const curve = curveLine(session, place);
  const rows = [
    ...(marks ? [{ name: 'Findings', text: marks }] : []),
    ...lanes,
    ...(curve ? [{ name: 'Playhead', text: curve }] : []),
  ];
  const widest = Math.max(...rows.map(({ name }) => name.length));
  const length = inSeconds((endedAt - startedAt) / 1000);
  return [
    ...rows.map(({ name, text }) => `${name.padEnd(widest)}  ${text.trimEnd()}`),
    `${''.padEnd(widest)}  0 s${length.padStart(WIDTH - 3)}`,
  ];
}

/** Numbers that would stand on each other are pushed to the right. */
function markLine({ findings, events }: SessionPart, place: (time: number) => number): string {
  let line = '';
  const marks = findings.flatMap((finding, index) => {
    const ts = events[finding.events[0] ?? -1]?.ts;
    return ts === undefined || ts === null ? [] : [{ at: place(ts), number: String(index + 1) }];
  });
  for (const { at, number } of marks.sort((one, other) => one.at - other.at))
    line = `${line.length > 0 && line.length >= at ? `${line} ` : line.padEnd(at)}${number}`;
  return line;
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** The playhead as a line of bars, each the last position in its stretch of time. */
function curveLine({ events }: SessionPart, place: (time: number) => number): string {
  const heads = events.flatMap(({ playhead }) => playhead ?? []);
  if (heads.length < 2) return '';
  const least = heads.reduce((one, other) => Math.min(one, other));
  const most = heads.reduce((one, other) => Math.max(one, other));
  const cells: (number | undefined)[] = new Array(WIDTH).fill(undefined);
  for (const { ts, playhead } of events) if (ts !== null && playhead !== null) cells[place(ts)] = playhead;
  let last = heads[0] ?? least;
  return cells
    .map((head) => {
      last = head ?? last;
      return LEVELS[Math.round(((last - least) / (most - least || 1)) * (LEVELS.length - 1))];
    })
    .join('');
}
