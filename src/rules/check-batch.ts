import type { Finding } from '../model/finding.ts';
import { actualOf } from '../model/finding-values.ts';
import { isObject, type JsonValue, type Path, pointer } from '../model/json.ts';
import { checkEvent } from './check-event.ts';
import type { CheckOptions } from './check-options.ts';

/** How the bodies of a batch are checked; `originOf` gets paths that begin with the index of a body. */
export type BatchOptions = Omit<CheckOptions, 'eventType' | 'online' | 'batch'> & {
  batch: NonNullable<CheckOptions['batch']>;
};

/** Whether an array holds a downloaded session: its first body is a sessionStart that says so. */
export function isDownloaded(bodies: readonly JsonValue[]): boolean {
  const [first] = bodies;
  if (!isObject(first) || first['eventType'] !== 'sessionStart') return false;
  return isObject(first['params']) && first['params']['media.downloaded'] === true;
}

/**
 * Checks a batch of downloaded content: each body as if it stood alone, and that the session begins with its start. Source:
 * AdobeDocs/media-analytics.en use-cases/track-downloaded-content.md; an array sent to the sessions endpoint is what Adobe's
 * iOS and Android extensions still do.
 */
export function checkBatch(bodies: readonly JsonValue[], options: BatchOptions): Finding[] {
  if (bodies.length === 0) return [{ ...form(options, []), args: { kind: 'empty' } }];
  return bodies.flatMap((body, index) => checkBatched(body, index, options));
}

/** The same of one body of the batch, the one at `index`. */
export function checkBatched(body: JsonValue, index: number, options: BatchOptions): Finding[] {
  const originOf: CheckOptions['originOf'] = (path, part) => options.originOf([index, ...path], part);
  const findings = checkEvent(body, { ...options, originOf, online: false });
  return [...orderFindings(body, index, options), ...findings.map((finding) => placed(finding, index))];
}

function orderFindings(body: JsonValue, index: number, options: BatchOptions): Finding[] {
  const eventType = isObject(body) ? body['eventType'] : undefined;
  const found: Finding[] = [];
  if (index === 0 && options.batch === 'sessions')
    found.push({
      code: 'batch-deprecated',
      severity: 'warning',
      evidence: 'plausibility',
      ...originAt(options, []),
    });
  // What is no event at all is reported as that.
  if (typeof eventType !== 'string') return found;
  const actual = actualOf(eventType);
  const at = form(options, [index, 'eventType']);
  if (index === 0 && eventType !== 'sessionStart') found.push({ ...at, actual, args: { kind: 'first' } });
  if (index > 0 && eventType === 'sessionStart')
    found.push({ ...at, severity: 'warning', actual, args: { kind: 'again' } });
  return found;
}

function form(options: BatchOptions, path: Path) {
  return {
    code: 'batch-form',
    severity: 'error',
    path: pointer(path),
    evidence: 'plausibility',
    ...originAt(options, path),
  } as const;
}

function originAt({ originOf }: BatchOptions, path: Path) {
  const origin = originOf(path);
  return origin ? { origin } : {};
}

/** No flag sets a value within a batch. */
function placed(finding: Finding, index: number): Finding {
  const path =
    finding.path?.startsWith('/') || finding.path === '' ? `/${index}${finding.path}` : finding.path;
  const { flag: _none, ...args } = (finding.args ?? {}) as { flag?: string };
  return { ...finding, ...(path !== undefined && { path }), ...(finding.args && { args }) } as Finding;
}
