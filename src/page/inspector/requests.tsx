import { useEffect, useMemo, useRef } from 'preact/hooks';
import { INSPECTOR_WORDS, sayStatus } from '../../messages/inspector.ts';
import { plural } from '../../messages/page.ts';
import type { InspectorRequest } from '../../model/inspector.ts';
import { asObject, type JsonValue } from '../../model/json.ts';
import { Scroll } from '../scroll.tsx';
import { type Chosen, hashOf } from './state.ts';

interface RequestsProps {
  requests: readonly InspectorRequest[];
  chosen: Chosen;
  /** The newest request is kept in sight. */
  isFollowed: boolean;
  /** Said in place of an empty list. */
  empty: string;
}

/** The requests in the order in which they came. */
export function Requests({ requests, chosen, isFollowed, empty }: RequestsProps) {
  const end = useRef<HTMLDivElement>(null);
  const last = requests.at(-1)?.id;
  useEffect(() => {
    const list = end.current?.parentElement;
    if (isFollowed && last !== undefined && list) list.scrollTop = list.scrollHeight;
  }, [isFollowed, last]);
  if (requests.length === 0) return <p class="detail">{empty}</p>;
  return (
    <Scroll label={INSPECTOR_WORDS.requests} name="requests">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">Playhead</th>
            <th scope="col">Response</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <Row
              key={request.id}
              request={request}
              session={chosen.session}
              isChosen={request.id === chosen.request}
            />
          ))}
        </tbody>
      </table>
      <div ref={end} />
    </Scroll>
  );
}

interface RowProps {
  request: InspectorRequest;
  session: number | undefined;
  isChosen: boolean;
}

function Row({ request, session, isChosen }: RowProps) {
  return useMemo(() => drawRow({ request, session, isChosen }), [request, session, isChosen]);
}

function drawRow({ request, session, isChosen }: RowProps) {
  const { id, time, method, path, status, eventType, body, findings } = request;
  const href = hashOf({ ...(session !== undefined && { session }), request: id });
  const isBad = status === 0 || status >= 400;
  return (
    <tr class={isChosen ? 'chosen' : ''}>
      <td class="time">{clock(time)}</td>
      <th scope="row">
        <a href={href} aria-current={isChosen ? 'true' : undefined}>
          {eventType ?? `${method} ${path}`}
        </a>
      </th>
      <td>{playheadOf(body)}</td>
      <td class={isBad ? 'error' : ''}>{sayStatus(status)}</td>
      <td>{sayFindings(findings)}</td>
    </tr>
  );
}

/** Time of day with milliseconds, in UTC as everywhere. */
function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 23);
}

function playheadOf(body: JsonValue): string {
  const { playhead } = asObject(asObject(Array.isArray(body) ? body[0] : body)['playerTime']);
  return typeof playhead === 'number' ? String(playhead) : '';
}

function sayFindings(findings: InspectorRequest['findings']) {
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const all = [
    ['error', count('error')],
    ['warning', count('warning')],
    ['note', count('info')],
  ] as const;
  return all
    .filter(([, number]) => number > 0)
    .map(([name, number]) => (
      <span key={name} class={`count ${name}`}>
        {plural(number, name)}{' '}
      </span>
    ));
}
