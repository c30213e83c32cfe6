import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { InspectorSession } from '../../model/inspector.ts';
import type { MetricsPart, SessionPart } from '../../model/parts.ts';
import { Session } from '../session.tsx';
import { loadSession } from './server.ts';

/** How often a session that goes on is drawn anew, in milliseconds. */
const EVERY_MS = 1000;

interface SessionViewProps {
  session: InspectorSession;
  metrics: MetricsPart;
  /** Its requests. */
  children: ComponentChildren;
}

/** The whole session as the report shows it, drawn anew as it goes on. */
export function SessionView({ session, metrics, children }: SessionViewProps) {
  const [whole, setWhole] = useState<SessionPart>();
  const loadedAt = useRef(0);
  const { number } = session;
  useEffect(() => {
    let isOver = false;
    const wait = Math.max(0, loadedAt.current + EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      loadedAt.current = Date.now();
      loadSession(number).then((found) => {
        if (!isOver && found) setWhole(found);
      });
    }, wait);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session, number]);
  if (!whole) return <>{children}</>;
  return (
    <Session number={number} session={whole} metrics={metrics} heading="h2">
      {children}
    </Session>
  );
}
