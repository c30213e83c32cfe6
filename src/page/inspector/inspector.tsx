import { useEffect, useMemo, useState } from 'preact/hooks';
import { CONNECTION_WORDS, INSPECTOR_WORDS } from '../../messages/inspector.ts';
import { inSeconds, plural } from '../../messages/page.ts';
import type { InspectorStatus } from '../../model/inspector.ts';
import type { MetricsPart } from '../../model/parts.ts';
import { Detail } from './detail.tsx';
import { Requests } from './requests.tsx';
import { loadMetrics, reset } from './server.ts';
import { SessionView } from './session-view.tsx';
import { Sessions } from './sessions.tsx';
import { type Chosen, chosenIn, type Filter, filtered, hashOf } from './state.ts';
import { Tools } from './tools.tsx';
import { type Connection, useLive } from './use-live.ts';

/** The live page of the sandbox. */
export function Inspector() {
  const chosen = useChosen();
  const [sessionId, setSessionId] = useState<string>();
  const [filter, setFilter] = useState<Filter>({ problems: false, eventType: '', text: '' });
  const [isFollowed, setFollowed] = useState(true);
  const [isPaused, setPaused] = useState(false);
  const [told, tell] = useState('');
  const { live, connection } = useLive(chosen.session === undefined ? undefined : sessionId, isPaused);
  const sessions = useMemo(
    () => [...live.sessions.values()].sort((one, other) => other.number - one.number),
    [live.sessions],
  );
  const shown = chosen.session === undefined ? undefined : live.sessions.get(chosen.session);
  const id = shown?.id ?? undefined;
  useEffect(() => setSessionId(id), [id]);
  const requests = useMemo(() => filtered(live.requests, filter), [live.requests, filter]);
  const eventTypes = useMemo(
    () => [...new Set(live.requests.flatMap(({ eventType }) => eventType ?? []))].sort(),
    [live.requests],
  );
  const metrics = useMetrics();
  const empty = live.requests.length === 0 ? INSPECTOR_WORDS.noRequests : INSPECTOR_WORDS.noMatch;
  const panes = (
    <div class="panes">
      <Requests {...{ requests, chosen, isFollowed, empty }} />
      {chosen.request === undefined ? (
        <p class="detail">{INSPECTOR_WORDS.choose}</p>
      ) : (
        <Detail id={chosen.request} status={live.status} tell={tell} />
      )}
    </div>
  );
  return (
    <div class="inspector">
      <Head status={live.status} connection={connection} told={told} />
      <Sessions sessions={sessions} chosen={chosen.session} />
      <main>
        <Tools
          {...{ filter, setFilter, eventTypes, isFollowed, setFollowed, isPaused, setPaused }}
          clear={() => reset().then(() => choose({}))}
          sessionId={id}
        />
        {live.isCut && <p class="left">{INSPECTOR_WORDS.cut}</p>}
        {shown && metrics ? (
          <SessionView key={shown.number} session={shown} metrics={metrics}>
            {panes}
          </SessionView>
        ) : (
          <>
            <h2>{INSPECTOR_WORDS.all}</h2>
            {panes}
          </>
        )}
      </main>
    </div>
  );
}

interface HeadProps {
  status: InspectorStatus | undefined;
  connection: Connection;
  told: string;
}

function Head({ status, connection, told }: HeadProps) {
  return (
    <header>
      <h1>{INSPECTOR_WORDS.title}</h1>
      <p>
        {status && <code>{status.url}</code>}{' '}
        <strong class={`connection ${connection}`} role="status">
          {CONNECTION_WORDS[connection]} {told}
        </strong>
      </p>
      {status && <p class="detail">{factsOf(status).join(' · ')}</p>}
    </header>
  );
}

function factsOf({ fault, advanced, forward, kept, dropped }: InspectorStatus): string[] {
  return [
    `${plural(kept.sessions, 'session')}, ${plural(kept.requests, 'request')}`,
    ...(fault ? [`fault ${fault.name}${fault.on ? ` on ${fault.on}` : ''}`] : []),
    ...(advanced > 0 ? [`clock ${inSeconds(advanced / 1000)} ahead`] : []),
    ...(forward ? [`forwards to ${forward}`] : []),
    ...(dropped.requests > 0
      ? [`memory is full: the oldest ${plural(dropped.requests, 'request')} went`]
      : []),
  ];
}

/** What the address chooses, as long as it does. */
function useChosen(): Chosen {
  const [chosen, setChosen] = useState(() => chosenIn(location.hash));
  useEffect(() => {
    const follow = (): void => setChosen(chosenIn(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return chosen;
}

function choose(chosen: Chosen): void {
  location.hash = hashOf(chosen);
}

function useMetrics(): MetricsPart | undefined {
  const [metrics, setMetrics] = useState<MetricsPart>();
  useEffect(() => {
    loadMetrics().then(setMetrics, () => {});
  }, []);
  return metrics;
}
