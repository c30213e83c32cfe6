import type { SessionSummary } from '../model/session.ts';
import { RULES, type RuleArgs, type RuleId, type SessionFinding } from '../model/session-finding.ts';
import type { SessionEvent } from './event.ts';
import { folded } from './fold.ts';
import { LIMITS } from './limits.ts';

/** A session with its start, in the order of their starts. */
export interface Started {
  start: SessionEvent;
  summary: SessionSummary;
}

/** Adds to each session what only the one before of the same content shows: restarts, and resumes that say nothing of it. */
export function judgeSuccessors(sessions: readonly Started[]): void {
  const earlier = new Map<string, Started>();
  const inOrder = [...sessions].sort((one, other) => (one.start.ts ?? 0) - (other.start.ts ?? 0));
  for (const session of inOrder) {
    const mediaId = session.summary.content?.mediaId;
    if (mediaId === undefined) continue;
    const before = earlier.get(mediaId);
    if (before) judgeSuccessor(before.summary, session);
    earlier.set(mediaId, session);
  }
}

function judgeSuccessor(before: SessionSummary, { start, summary }: Started): void {
  const since = (start.ts ?? Number.NaN) - (before.endedAt ?? Number.NaN);
  if (summary.content?.resume || !(since >= 0)) return;
  const wasClosed = before.completed || before.closed === 'end';
  if (!wasClosed && since <= LIMITS.restartMs) {
    add(summary, start, 'session-restart', { seconds: since / 1000 });
    before.findings = before.findings.filter(({ rule }) => rule !== 'session-open');
  }
  const playhead = start.playhead ?? 0;
  const last = before.lastPlayhead;
  const isNear = last > 1 && Math.abs(playhead - last) <= LIMITS.resumeS;
  if (!before.completed && isNear && !summary.content?.live) {
    add(summary, start, 'resume-missing', { playhead, last });
  }
}

function add<R extends RuleId>(
  summary: SessionSummary,
  { ref }: SessionEvent,
  rule: R,
  args: RuleArgs[R],
): void {
  const finding = { rule, ...RULES[rule], events: [ref], count: 1, args } as SessionFinding;
  summary.findings = folded([...summary.findings, finding]);
}
