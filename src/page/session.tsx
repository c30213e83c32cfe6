import type { ComponentChildren } from 'preact';
import { factsOf, PAGE_WORDS, plural, since, titleOf } from '../messages/page.ts';
import { sayUncounted } from '../messages/session-numbers.ts';
import type { PageSession } from '../model/page.ts';
import type { EventPart, MetricsPart, SessionPart } from '../model/parts.ts';
import { Findings } from './findings.tsx';
import { Numbers } from './numbers.tsx';
import { Picture } from './picture.tsx';
import { Scroll } from './scroll.tsx';

interface SessionProps extends PageSession {
  metrics: MetricsPart;
  /** How deep its heading is. */
  heading?: 'h2' | 'h3';
  /** Stands in place of the table of events. */
  children?: ComponentChildren;
}

/** A session: what it played, its picture, what spoils it, its events, and what reports will count. */
export function Session({ number, session, metrics, heading: Heading = 'h3', children }: SessionProps) {
  const { findings, numbers, uncounted } = session;
  return (
    <section class="session" id={`session-${number}`} aria-labelledby={`session-${number}-title`}>
      <Heading id={`session-${number}-title`}>
        Session {number}: {titleOf(session)}
      </Heading>
      <Facts session={session} />
      <Picture session={session} />
      {findings.length > 0 ? (
        <Findings findings={findings} numbered />
      ) : (
        <p class="good">{PAGE_WORDS.good}</p>
      )}
      {children}
      {uncounted ? (
        <p class="detail">{sayUncounted(uncounted)}</p>
      ) : (
        <Numbers numbers={numbers} metrics={metrics} />
      )}
      {!children && <Events session={session} />}
    </section>
  );
}

function Facts({ session }: { session: SessionPart }) {
  return (
    <dl class="facts">
      {factsOf(session).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every event in a table that can be opened, with the numbers of the findings that stand on it. */
function Events({ session }: { session: SessionPart }) {
  const { events, findings } = session;
  const marks = new Map<number, string[]>();
  findings.forEach((finding, index) => {
    for (const event of finding.events) marks.set(event, [...(marks.get(event) ?? []), String(index + 1)]);
  });
  return (
    <details>
      <summary>{plural(events.length, 'event')}</summary>
      <Scroll label="Events">
        <table class="events">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Event</th>
              <th scope="col">Playhead</th>
              <th scope="col">Response</th>
              <th scope="col">Findings</th>
              <th scope="col">Place</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event, index) => (
              <EventRow key={index} event={event} start={session.startedAt} marks={marks.get(index) ?? []} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function EventRow({
  event,
  start,
  marks,
}: {
  event: EventPart;
  start: number | null;
  marks: readonly string[];
}) {
  const { ts, eventType, playhead, status, label } = event;
  return (
    <tr class={marks.length > 0 ? 'marked' : ''}>
      <td>{since(start, ts)}</td>
      <th scope="row">{eventType}</th>
      <td>{playhead ?? ''}</td>
      <td>{status ?? ''}</td>
      <td>{marks.join(', ')}</td>
      <td>{label}</td>
    </tr>
  );
}
