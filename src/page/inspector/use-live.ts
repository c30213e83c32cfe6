import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { listen, load } from './server.ts';
import { type Live, NOTHING, withNews } from './state.ts';

/** How the page stands with the sandbox. */
export type Connection = 'connecting' | 'open' | 'lost' | 'paused';

/** How long to wait before a failed load is tried again, in milliseconds. */
const AGAIN_MS = 2000;

/**
 * What the sandbox holds of a session (undefined: of all), kept up to date: loaded once, then told by the stream. While paused
 * nothing changes; afterwards what was missed is told.
 */
export function useLive(
  sessionId: string | undefined,
  isPaused: boolean,
): { live: Live; connection: Connection } {
  const [live, setLive] = useState<Live>(NOTHING);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [round, setRound] = useState(0);
  const loaded = useRef<{ of: string | undefined; round: number } | undefined>(undefined);
  const again = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    if (isPaused) return setConnection('paused');
    let isOver = false;
    let stop = (): void => {};
    const follow = (from: number): void => {
      stop = listen(from, {
        news: (news) => setLive((known) => withNews(known, news, sessionId)),
        reset: again,
        connection: (isOpen) => setConnection(isOpen ? 'open' : 'lost'),
      });
    };
    const isKnown = loaded.current?.of === sessionId && loaded.current?.round === round;
    if (isKnown) follow(lastSeen.current);
    else
      load(sessionId).then(
        (all) => {
          if (isOver) return;
          loaded.current = { of: sessionId, round };
          setLive(all);
          follow(all.status?.lastId ?? 0);
        },
        () => {
          if (isOver) return;
          setConnection('lost');
          setTimeout(again, AGAIN_MS);
        },
      );
    return () => {
      isOver = true;
      stop();
    };
  }, [sessionId, isPaused, round, again]);

  const lastSeen = useRef(0);
  lastSeen.current = Math.max(live.requests.at(-1)?.id ?? 0, live.status?.lastId ?? 0);
  return { live, connection };
}
