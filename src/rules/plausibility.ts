import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import * as account from './plausibility/account.ts';
import { BodyView, type Check, type PlausibilityContext, TEXT_PARTS } from './plausibility/body-reader.ts';
import * as content from './plausibility/content.ts';
import * as time from './plausibility/time.ts';

export type { PlausibilityContext };

/** What there must be, in a body or around it, for a check to find anything. */
type Subject = 'batch' | 'customMetadata' | 'endpoint' | 'eventType' | 'params' | 'playerTime' | 'text';

/** Every check with its subject, in the order in which findings are reported. Each stands alone. */
const CHECKS: readonly (readonly [check: Check, subject: Subject])[] = [
  [content.placeholders, 'text'],
  [account.endpointHost, 'endpoint'],
  [account.trackingServerForm, 'params'],
  [account.trackingServerHost, 'params'],
  [account.reportSuiteForm, 'params'],
  [account.orgIdForm, 'params'],
  [account.ecidForm, 'params'],
  [time.tsSeconds, 'playerTime'],
  [time.tsRounded, 'playerTime'],
  [time.tsRange, 'playerTime'],
  [time.playheadRange, 'playerTime'],
  [time.playheadMilliseconds, 'playerTime'],
  [time.lengthMilliseconds, 'params'],
  [time.lengthNotPositive, 'params'],
  [content.literalText, 'text'],
  [content.contentTypeUnknown, 'params'],
  [content.streamTypeMissing, 'params'],
  [content.downloadedOnline, 'params'],
  [content.downloadedBatch, 'batch'],
  [content.passAuthValue, 'params'],
  [content.customMetadataReserved, 'customMetadata'],
  [content.podPositionZero, 'params'],
  [content.paramsForm, 'params'],
  [content.eventUnconfirmed, 'eventType'],
];

const ALL: readonly Check[] = CHECKS.map(([check]) => check);

type IsThere = (body: JsonObject, context: PlausibilityContext) => boolean;

const isPart =
  (part: string): IsThere =>
  (body) =>
    body[part] !== undefined;

/** Whether a subject is there. */
const IS_THERE: Readonly<Record<Subject, IsThere>> = {
  batch: (_, { batch }) => batch !== undefined,
  endpoint: (_, { endpoint }) => endpoint !== undefined,
  eventType: isPart('eventType'),
  playerTime: isPart('playerTime'),
  params: isPart('params'),
  customMetadata: isPart('customMetadata'),
  text: (body) => TEXT_PARTS.some((part) => body[part] !== undefined),
};

const SUBJECTS = Object.keys(IS_THERE) as Subject[];

/** The checks that have a subject, by which of {@link SUBJECTS} are there, a bit each. */
const bySubjects = new Map<number, readonly Check[]>();

/**
 * Finds what no schema checks: values that the API takes, or would take, and that hardly mean what was meant. The
 * checks act on values of the right JSON type only, since the schema reports the others. Warnings, but for
 * what makes the request senseless. Facts: AdobeDocs/media-analytics.en, Adobe's SDKs, and mistakes seen in clients.
 */
export function plausibility(body: JsonObject, context: PlausibilityContext): Finding[] {
  return foundBy(ALL, body, context);
}

/** The same, for the many bodies of a log: most of them, such as pings, have little that a check could look at. */
export function quickPlausibility(body: JsonObject, context: PlausibilityContext): Finding[] {
  return foundBy(checksFor(body, context), body, context);
}

function checksFor(body: JsonObject, context: PlausibilityContext): readonly Check[] {
  let there = 0;
  for (const subject of SUBJECTS) there = there * 2 + (IS_THERE[subject](body, context) ? 1 : 0);
  const known = bySubjects.get(there);
  if (known) return known;
  const checks = CHECKS.filter(([, subject]) => IS_THERE[subject](body, context)).map(([check]) => check);
  bySubjects.set(there, checks);
  return checks;
}

function foundBy(checks: readonly Check[], body: JsonObject, context: PlausibilityContext): Finding[] {
  const view = new BodyView(body, context);
  const findings: Finding[] = [];
  for (const check of checks) {
    const found = check(view);
    if (found === undefined) continue;
    // Not spread: a call takes no more than some 100,000 arguments.
    if (Array.isArray(found)) for (const finding of found as readonly Finding[]) findings.push(finding);
    else findings.push(found as Finding);
  }
  return findings;
}
