import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import * as account from './plausibility/account.ts';
import { BodyView, type Check, type PlausibilityContext } from './plausibility/body-reader.ts';
import * as content from './plausibility/content.ts';
import * as time from './plausibility/time.ts';

export type { PlausibilityContext };

/** Every check, in the order in which findings are reported. Each stands alone. */
const CHECKS: readonly Check[] = [
  content.placeholders,
  account.endpointHost,
  account.trackingServerForm,
  account.trackingServerHost,
  account.reportSuiteForm,
  account.orgIdForm,
  account.ecidForm,
  time.tsSeconds,
  time.tsRounded,
  time.tsRange,
  time.playheadRange,
  time.playheadMilliseconds,
  time.lengthMilliseconds,
  time.lengthNotPositive,
  content.literalText,
  content.contentTypeUnknown,
  content.streamTypeMissing,
  content.downloadedOnline,
  content.downloadedBatch,
  content.passAuthValue,
  content.customMetadataReserved,
  content.podPositionZero,
  content.paramsForm,
  content.eventUnconfirmed,
];

/**
 * Finds what no schema checks: values that the API takes, or would take, and that hardly mean what was meant. The
 * checks act on values of the right JSON type only, since the schema reports the others. Warnings, but for
 * what makes the request senseless. Facts: AdobeDocs/media-analytics.en, Adobe's SDKs, and mistakes seen in clients.
 */
export function plausibility(body: JsonObject, context: PlausibilityContext): Finding[] {
  const view = new BodyView(body, context);
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    const found = check(view);
    // Not spread: a call takes no more than some 100,000 arguments.
    if (found !== undefined) for (const finding of [found].flat() as Finding[]) findings.push(finding);
  }
  return findings;
}
