import {
  headingOf,
  PAGE_WORDS,
  plural,
  sayCounts,
  sayLeft,
  sayPassed,
  sayState,
  titleOf,
} from '../messages/page.ts';
import type { PageReport, PageRequest } from '../model/page.ts';
import { Body, Corrected } from './body.tsx';
import { Findings } from './findings.tsx';
import { Session } from './session.tsx';

/** The page of a report: the summary, each session, and each request about which there is something to say. */
export function Report({ report }: { report: PageReport }) {
  const { tool, made, sessions, requests, metrics } = report;
  const telling = requests.filter(({ state, findings }) => state !== 'valid' || findings.length > 0);
  return (
    <>
      <header>
        <h1>{headingOf(report)}</h1>
        <p class="detail">
          Made by {tool} on {made}
        </p>
      </header>
      <main>
        <Summary report={report} />
        {sessions.length > 0 && (
          <section aria-labelledby="sessions">
            <h2 id="sessions">{PAGE_WORDS.sessions}</h2>
            {sessions.map(({ number, session }) => (
              <Session key={number} number={number} session={session} metrics={metrics} />
            ))}
          </section>
        )}
        {telling.length > 0 && (
          <section aria-labelledby="requests">
            <h2 id="requests">{PAGE_WORDS.requests}</h2>
            {telling.map((request, index) => (
              <Request key={index} request={request} />
            ))}
          </section>
        )}
      </main>
    </>
  );
}

function Summary({ report }: { report: PageReport }) {
  const { verdict, counts, passed, left, sessions } = report;
  const said = sayPassed(passed);
  const leftOut = sayLeft(left);
  return (
    <section class={`summary ${sayState(report).toLowerCase()}`} aria-labelledby="summary">
      <h2 id="summary">{PAGE_WORDS.summary}</h2>
      <p class="verdict">
        <strong>{sayState(report)}</strong> {verdict}
      </p>
      <p>{sayCounts(counts)}</p>
      {said && <p>{said}</p>}
      <Findings findings={report.findings} />
      {leftOut && <p class="left">{leftOut}</p>}
      {sessions.length > 1 && (
        <ul class="contents">
          {sessions.map(({ number, session }) => (
            <li key={number}>
              <a href={`#session-${number}`}>
                Session {number}: {titleOf(session)}
              </a>{' '}
              {session.findings.length > 0 ? plural(session.findings.length, 'finding') : 'no findings'}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Request({ request }: { request: PageRequest }) {
  const { label, verdict, status, findings, body, corrected } = request;
  return (
    <article class="request">
      <h3>{label}</h3>
      <p>
        {status === undefined ? '' : `Response ${status}; `}
        {verdict}
      </p>
      <Findings findings={findings} />
      <div class="bodies">
        {body !== undefined && <Body body={body} findings={findings} />}
        {corrected && <Corrected corrected={corrected} />}
      </div>
    </article>
  );
}
