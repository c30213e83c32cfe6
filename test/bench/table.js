import { cpus } from 'node:os';

/**
 * One figure: what was measured (`name`), against what (`peer`, if anything), the median and its spread (median
 * absolute deviation) in `unit`, the `ratio` to the peer, and the `target` for the ratio or the figure itself.
 */
export function row({ name, unit, stats, peer, peerStats, target }) {
  const ratio = peerStats && stats.p50 / peerStats.p50;
  const judged = ratio ?? stats.p50;
  return {
    name,
    median: `${digits(stats.p50)} ${unit}`,
    spread: `±${digits(stats.mad)}`,
    against: peer ?? '',
    ratio: ratio === undefined ? '' : ratio.toFixed(2),
    target: target ? `${target.atMost === undefined ? '≥' : '≤'} ${target.atMost ?? target.atLeast}` : '',
    met: target ? (holds(judged, target) ? 'yes' : 'NO') : '',
  };
}

/** A figure that could not be had, and why. */
export function missing(name, reason) {
  return { name, median: '-', spread: '', against: '', ratio: '', target: '', met: reason };
}

function holds(value, { atMost, atLeast }) {
  return atMost === undefined ? value >= atLeast : value <= atMost;
}

function digits(value) {
  return value >= 1000 ? String(Math.round(value)) : value.toFixed(value >= 100 ? 0 : 1);
}

const HEAD = {
  name: 'figure',
  median: 'median',
  spread: 'spread',
  against: 'against',
  ratio: 'ratio',
  target: 'target',
  met: 'met',
};

/** A table of rows for a terminal, with a heading. */
export function table(title, rows) {
  const keys = Object.keys(HEAD);
  const width = (key) => Math.max(...[HEAD, ...rows].map((one) => one[key].length));
  const line = (one) =>
    keys
      .map((key) => one[key].padEnd(width(key)))
      .join('  ')
      .trimEnd();
  return `${[`${title}`, line(HEAD), ...rows.map(line)].join('\n')}\n\n`;
}

/** The machine, for whoever reads the table later. */
export function machine() {
  const { length, 0: first } = cpus();
  return `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${length} × ${first?.model ?? 'unknown'}\n\n`;
}
