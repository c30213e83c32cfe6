import { isObject, type JsonObject } from '../model/json.ts';
import type { PlausibilityContext } from './plausibility.ts';

/** How a body of any event type is checked. */
export interface CheckOptions extends PlausibilityContext {
  allowUnknown?: boolean;
  /** The one event type that will do; absent: the body's own decides. */
  eventType?: string;
  /** The endpoint's own schema of an event type, when it is to decide instead of the bundled one. */
  liveSchema?: (eventType: string) => JsonObject | undefined;
}

/** The event type whose schema decides: the one asked for, else the body's own, if it is text. */
export function decidingType(body: unknown, { eventType }: CheckOptions): string | undefined {
  if (eventType !== undefined) return eventType;
  return isObject(body) && typeof body['eventType'] === 'string' ? body['eventType'] : undefined;
}
