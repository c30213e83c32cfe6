import { useEffect, useState } from 'preact/hooks';
import { asCurl, INSPECTOR_WORDS, sayStatus } from '../../messages/inspector.ts';
import type { InspectorDetail, InspectorStatus } from '../../model/inspector.ts';
import { Body } from '../body.tsx';
import { Findings } from '../findings.tsx';
import { Scroll } from '../scroll.tsx';
import { loadRequest } from './server.ts';

interface DetailProps {
  id: number;
  status: InspectorStatus | undefined;
  /** Tells what came of copying. */
  tell: (text: string) => void;
}

/** All of one request: findings, body, response and headers. */
export function Detail({ id, status, tell }: DetailProps) {
  const [detail, setDetail] = useState<InspectorDetail | 'gone' | undefined>();
  useEffect(() => {
    let isOver = false;
    setDetail(undefined);
    loadRequest(id).then((found) => {
      if (!isOver) setDetail(found ?? 'gone');
    });
    return () => {
      isOver = true;
    };
  }, [id]);
  if (detail === undefined) return null;
  if (detail === 'gone') return <p class="detail">{INSPECTOR_WORDS.gone}</p>;
  const { method, path, status: code, eventType, body, findings, request, response } = detail;
  const url = new URL(request.url, status?.url ?? location.href).href;
  return (
    <section class="request-detail" aria-labelledby="detail-title">
      <h3 id="detail-title">
        {eventType ?? method} #{id}
      </h3>
      <p class="detail">
        {method} {path}: {sayStatus(code)} {response.statusText}
      </p>
      <p class="tools">
        <Copy text={asCurl(url, method, request.headers, request.text)} tell={tell}>
          {INSPECTOR_WORDS.copyCurl}
        </Copy>
        <Copy text={request.text} tell={tell}>
          {INSPECTOR_WORDS.copyBody}
        </Copy>
      </p>
      <Findings findings={findings} />
      {body === null ? (
        <p class="detail">{INSPECTOR_WORDS.noBody}</p>
      ) : (
        <Body body={body} findings={findings} />
      )}
      <Forwarded detail={detail} />
      <Message title="Request headers" headers={request.headers} />
      <Message title="Response" headers={response.headers} text={response.text} />
    </section>
  );
}

function Copy({ text, tell, children }: { text: string; tell: (text: string) => void; children: string }) {
  const copy = (): void => {
    // Without a secure context there is no clipboard.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject();
    done.then(
      () => tell(INSPECTOR_WORDS.copied),
      () => tell(INSPECTOR_WORDS.notCopied),
    );
  };
  return (
    <button type="button" onClick={copy}>
      {children}
    </button>
  );
}

/** What the real endpoint answered, beside what the sandbox would have. */
function Forwarded({ detail: { forwarded } }: { detail: InspectorDetail }) {
  if (!forwarded) return null;
  return (
    <p>
      The endpoint responded {sayStatus(forwarded.status)}; the sandbox would have responded{' '}
      {sayStatus(forwarded.sandboxStatus)}.
    </p>
  );
}

interface MessageProps {
  title: string;
  headers: InspectorDetail['request']['headers'];
  text?: string;
}

function Message({ title, headers, text }: MessageProps) {
  return (
    <details open={text !== undefined && text !== ''}>
      <summary>{title}</summary>
      <Scroll label={title}>
        <pre class="headers">
          {headers.map(([name, value]) => `${name}: ${value}\n`).join('')}
          {text && `\n${text}`}
        </pre>
      </Scroll>
    </details>
  );
}
