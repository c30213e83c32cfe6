import type { CaptureVerdict } from '../model/capture-verdict.ts';
import type { ErrorArgs } from '../model/result.ts';
import { plural } from './phrases.ts';

/** A verdict within the line of a request: `2 errors`, `valid, 1 warning`. */
export function sayVerdict(verdict: CaptureVerdict, errors: number, warnings: number): string {
  const more = warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`;
  switch (verdict.state) {
    case 'errors':
      return plural(errors, 'error');
    case 'cannot-be-judged':
      return `cannot be judged, since its ${verdict.missing} is not in the capture`;
    case 'refused':
      return `${verdict.status < 400 ? 'not accepted' : 'refused'}${more}`;
    case 'no-response':
      return `no response was recorded${more}`;
    case 'other-api':
      return 'not a request of this API';
    case 'valid':
      return `valid${more}`;
  }
}

/** How one request fares, and how several do. */
const FAILED: Readonly<Record<Exclude<CaptureVerdict['state'], 'valid'>, [one: string, several: string]>> = {
  errors: ['has errors', 'have errors'],
  refused: ['was not accepted', 'were not accepted'],
  'no-response': ['has no response', 'have no response'],
  'cannot-be-judged': ['cannot be judged', 'cannot be judged'],
  'other-api': ['is not of this API', 'are not of this API'],
};

/** What is to be said of all requests of a capture: how many are not valid, and why. Each state has its count in `args`. */
export function sayFailedRequests(args: ErrorArgs): string {
  let isFirst = true;
  const parts = Object.entries(FAILED).flatMap(([state, [one, several]]) => {
    const count = Number(args[state] ?? 0);
    if (count === 0) return [];
    if (args['bodies'] === 1) return [one];
    const of = isFirst ? ` of ${plural(Number(args['bodies']), 'request')}` : '';
    isFirst = false;
    return [`${count}${of} ${count === 1 ? one : several}`];
  });
  const sessions = Number(args['sessions'] ?? 0);
  const broken = `the events of ${plural(sessions, 'session')} break the rules of a session`;
  if (parts.length === 0) return `Every request is valid on its own, but ${broken}.`;
  const failed = args['bodies'] === 1 ? `The request ${parts.join('')}` : parts.join(', ');
  return sessions > 0 ? `${failed}; ${broken}.` : `${failed}.`;
}
