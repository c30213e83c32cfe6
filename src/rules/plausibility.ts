import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import * as account from './plausibility/account.ts';
import { BodyView, type Check, type PlausibilityContext } from './plausibility/body-reader.ts';
import * as content from './plausibility/content.ts';
import * as time from './plausibility/time.ts';

export type { PlausibilityContext };

/** What there must be, in a body or around it, for a check to find anything. */
const SUBJECTS = [
  'batch',
  'endpoint',
  'eventType',
  'playerTime',
  'params',
  'customMetadata',
  'text',
] as const;

type Subject = (typeof SUBJECTS)[number];

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

/** Which of {@link SUBJECTS} are there, in their order. */
function thereIn(body: JsonObject, { batch, endpoint }: PlausibilityContext): boolean[] {
  const { eventType, playerTime, params, customMetadata, qoeData } = body;
  return [
    batch !== undefined,
    endpoint !== undefined,
    eventType !== undefined,
    playerTime !== undefined,
    params !== undefined,
    customMetadata !== undefined,
    (params ?? customMetadata ?? qoeData) !== undefined,
  ];
}

/** The checks that have a subject, by which subjects are there, a bit each. */
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
  const there = thereIn(body, context);
  const key = there.reduce((bits, isThere) => bits * 2 + Number(isThere), 0);
  const known = bySubjects.get(key);
  if (known) return known;
  const checks = CHECKS.filter(([, subject]) => there[SUBJECTS.indexOf(subject)]).map(([check]) => check);
  bySubjects.set(key, checks);
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
