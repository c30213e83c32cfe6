import { sayOrigin } from '../messages/origin.ts';
import { plural, SEVERITY_WORDS } from '../messages/page.ts';
import type { BrokenPart, FindingPart } from '../model/parts.ts';

/** Findings with what they do to the numbers, what to change, and where they stand; numbered where a picture has marks. */
export function Findings({ findings, numbered }: { findings: readonly FindingPart[]; numbered?: boolean }) {
  if (findings.length === 0) return null;
  return (
    <ol class={numbered ? 'findings numbered' : 'findings'}>
      {findings.map((finding, index) => (
        <Finding key={index} finding={finding} {...(numbered && { number: index + 1 })} />
      ))}
    </ol>
  );
}

function Finding({ finding, number }: { finding: FindingPart | BrokenPart; number?: number }) {
  const { severity, code, message, effect, fix, origin } = finding;
  const times = 'count' in finding && finding.count > 1 ? ` (${plural(finding.count, 'time')})` : '';
  return (
    <li class={`finding ${severity}`}>
      <p>
        {number !== undefined && <span class="mark">{number}</span>}
        <strong class="severity">{SEVERITY_WORDS[severity]}</strong> <code>{code}</code> {message}
        {times}
      </p>
      {effect && <p class="detail">Effect on reports: {effect}</p>}
      {fix && <p class="detail">Fix: {fix}</p>}
      {origin && <p class="detail place">{sayOrigin(origin)}</p>}
    </li>
  );
}
