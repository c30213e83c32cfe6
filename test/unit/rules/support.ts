import { expect } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { JsonObject, JsonValue, Path } from '../../../src/model/json.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { bundledSchema } from '../../../src/rules/bundled-schema.ts';
import { type PlausibilityContext, plausibility } from '../../../src/rules/plausibility.ts';
import { validateBody } from '../../../src/rules/validate.ts';

/** 2026-11-24T12:00:00Z, the time of all bodies here. */
export const NOW = Date.UTC(2026, 10, 24, 12);

/** Params of a sessionStart that nothing is to be said against. */
export const PARAMS: JsonObject = {
  'analytics.trackingServer': 'metrics.example.com',
  'analytics.reportSuite': 'examplersid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'clip-7',
  'media.length': 90.5,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'web',
  'media.streamType': 'video',
};

/** A sessionStart that nothing is to be said against, with other or more params. */
export function sessionStart(params: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return {
    eventType: 'sessionStart',
    playerTime: { playhead: 0, ts: NOW },
    params: { ...PARAMS, ...params },
    ...rest,
  };
}

/** Another event, five seconds into the content. */
export function event(eventType: string, rest: JsonObject = {}): JsonObject {
  return { eventType, playerTime: { playhead: 5, ts: NOW }, ...rest };
}

/** A copy of an object without some keys. */
export function without(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** The bundled schema of an event that exists. */
export function schemaOf(eventType: string): JsonObject {
  const schema = bundledSchema(eventType);
  if (schema === undefined) throw new Error(`no schema of ${eventType}`);
  return schema;
}

/** An origin per path and part, so that a test sees which one was asked for. */
export function originOf(path: Path, part: 'key' | 'value' = 'value'): Origin {
  return { kind: 'file', name: `${part} ${path.join('|')}` };
}

/** What the schema of the body's own event, or another one, says. */
export function check(body: unknown, eventType = 'sessionStart', allowUnknown = false): Finding[] {
  return validateBody(body, schemaOf(eventType), { originOf, evidence: 'bundled-schema', allowUnknown });
}

/** What a schema from elsewhere says. */
export function checkLive(body: unknown, schema: JsonObject): Finding[] {
  return validateBody(body, schema, { originOf, evidence: 'live-schema' });
}

/** What the checks beyond the schema say, at {@link NOW}. */
export function weigh(body: JsonObject, context: Partial<PlausibilityContext> = {}): Finding[] {
  return plausibility(body, { originOf, now: NOW, online: true, ...context });
}

/** Codes and paths of findings, for a compact comparison. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map(({ code, path }) => `${code} ${path}`);
}

/** Where {@link at} comes from. */
export const origin: Origin = { kind: 'flag', name: '--endpoint' };

/** A context in which the body goes to a host. */
export function at(host: string): Partial<PlausibilityContext> {
  return { endpoint: { host, origin } };
}

/** The one finding beyond the schema about a body; there must be exactly one. */
export function onlyWeighed(
  body: JsonObject,
  context: Partial<PlausibilityContext> = {},
): Finding | undefined {
  const findings = weigh(body, context);
  expect(findings).toHaveLength(1);
  return findings[0];
}

/** The one finding about a sessionStart in which one param is another. */
export function param(key: string, value: JsonValue): Finding | undefined {
  return onlyWeighed(sessionStart({ [key]: value }));
}

/** A sessionStart with other times. */
export function time(playhead: number, ts = NOW, params: JsonObject = {}): JsonObject {
  return sessionStart(params, { playerTime: { playhead, ts } });
}
