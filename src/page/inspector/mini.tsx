import type { InspectorSession } from '../../model/inspector.ts';
import { PLAYBACK_KINDS } from '../../model/session.ts';
import { spanPath } from '../picture.tsx';

/** The playback of a session in one small lane. */
export function Mini({ session }: { session: InspectorSession }) {
  const { startedAt, endedAt, spans } = session;
  if (startedAt === null || endedAt === null || endedAt <= startedAt) return null;
  return (
    <svg class="mini" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      {PLAYBACK_KINDS.map((kind) => (
        <path
          key={kind}
          class={kind}
          d={spanPath(
            session,
            spans.filter((span) => span.kind === kind),
          )}
        />
      ))}
    </svg>
  );
}
