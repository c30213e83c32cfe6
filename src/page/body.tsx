import { PAGE_WORDS, sayCorrected } from '../messages/page.ts';
import type { JsonValue } from '../model/json.ts';
import { jsonLines } from '../model/json-lines.ts';
import type { PageCorrection } from '../model/page.ts';
import type { FindingPart } from '../model/parts.ts';
import { Scroll } from './scroll.tsx';

/** A body as JSON; the lines that findings stand on are marked. */
export function Body({ body, findings }: { body: JsonValue; findings: readonly FindingPart[] }) {
  const marked = new Map(findings.map(({ path, severity }) => [path, severity]));
  return <Lines body={body} title={PAGE_WORDS.sent} markOf={(path) => marked.get(path)} />;
}

/** A corrected body; what is new in it is marked, and what is still to be filled in. */
export function Corrected({ corrected: { body, changed, open } }: { corrected: PageCorrection }) {
  const isNew = new Set(changed);
  const isOpen = new Set(open);
  const markOf = (path: string): string | undefined =>
    isOpen.has(path) ? 'warning' : isNew.has(path) ? 'new' : undefined;
  return <Lines body={body} title={sayCorrected(open.length)} markOf={markOf} />;
}

interface LinesProps {
  body: JsonValue;
  title: string;
  markOf: (path: string) => string | undefined;
}

function Lines({ body, title, markOf }: LinesProps) {
  return (
    <figure class="body">
      <figcaption>{title}</figcaption>
      <Scroll label={title}>
        <pre>
          {jsonLines(body).map(({ text, path }, index) => {
            const mark = markOf(path);
            const key = index;
            return mark === undefined ? (
              <span key={key}>{text}</span>
            ) : (
              <mark key={key} class={mark}>
                {text}
              </mark>
            );
          })}
        </pre>
      </Scroll>
    </figure>
  );
}
