import { useMemo } from 'preact/hooks';
import { INSPECTOR_WORDS } from '../../messages/inspector.ts';
import { inSeconds, plural, titleOf } from '../../messages/page.ts';
import type { InspectorSession } from '../../model/inspector.ts';
import { Mini } from './mini.tsx';
import { hashOf } from './state.ts';

interface SessionsProps {
  sessions: readonly InspectorSession[];
  /** Number of the one that is shown; undefined for all requests. */
  chosen: number | undefined;
}

/** The list of sessions, the newest first, each with a small picture. */
export function Sessions({ sessions, chosen }: SessionsProps) {
  return (
    <nav class="sessions" aria-label={INSPECTOR_WORDS.sessions}>
      <ul>
        <li>
          <a href={hashOf({})} aria-current={chosen === undefined ? 'true' : undefined}>
            {INSPECTOR_WORDS.all}
          </a>
        </li>
        {sessions.map((session) => (
          <Item key={session.number} session={session} isChosen={session.number === chosen} />
        ))}
      </ul>
      {sessions.length === 0 && <p class="detail">{INSPECTOR_WORDS.noSessions}</p>}
    </nav>
  );
}

function Item({ session, isChosen }: { session: InspectorSession; isChosen: boolean }) {
  return useMemo(() => drawItem(session, isChosen), [session, isChosen]);
}

function drawItem(session: InspectorSession, isChosen: boolean) {
  const { number, findings, startedAt, endedAt, closed, completed } = session;
  const length = startedAt === null || endedAt === null ? '' : inSeconds((endedAt - startedAt) / 1000);
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const state = closed !== null ? 'closed' : completed ? 'completed' : 'open';
  return (
    <li>
      <a href={hashOf({ session: number })} aria-current={isChosen ? 'true' : undefined}>
        <span class="session-title">
          #{number} {titleOf(session)}
        </span>
        <span class="detail">
          {state}, {length}
          {errors > 0 && <span class="count error">, {plural(errors, 'error')}</span>}
          {warnings > 0 && <span class="count warning">, {plural(warnings, 'warning')}</span>}
        </span>
        <Mini session={session} />
      </a>
    </li>
  );
}
