import { parseDuration } from '../config/durations.ts';
import { EVENT_TYPES } from '../model/event-types.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Api } from './api.ts';
import type { SandboxClock } from './clock.ts';
import type { FaultRule, FaultSwitch } from './fault-switch.ts';
import { FAULT_NAMES, isFaultName } from './faults.ts';
import { meantFaults } from './meant-faults.ts';
import { thereAre } from './query.ts';

/** What can be changed while the sandbox runs. */
export interface Controls {
  api: Api;
  faults: FaultSwitch;
  clock: SandboxClock;
}

/** Why a command was not understood. */
interface Mistake {
  message: string;
}

/** The clock is advanced by no more than this at once, in milliseconds. */
const LONGEST = 366 * 24 * 60 * 60 * 1000;

/** Reads the body of `PUT fault`: a rule, or none. */
export function readFault(text: string): { rule: FaultRule | undefined } | Mistake {
  const body = readObject(text, ['name', 'next', 'on']);
  if ('message' in body) return body as unknown as Mistake;
  // What the answer to this call has for none, may stand here, too.
  const { name, next = null, on = null } = body;
  if (name === null) return { rule: undefined };
  if (typeof name !== 'string') return { message: 'name takes the name of a fault, or null.' };
  if (!isFaultName(name)) {
    const near = meantFaults(name);
    const help =
      near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${FAULT_NAMES.join(', ')}.`;
    return { message: `There is no fault ${JSON.stringify(name.slice(0, 60))}; ${help}` };
  }
  if (next !== null && !(typeof next === 'number' && Number.isInteger(next) && next > 0))
    return { message: 'next takes a whole number from 1.' };
  const target = on === null ? undefined : targetOf(on);
  if (target === null) return { message: `on takes start, or one of ${EVENT_TYPES.join(', ')}.` };
  return {
    rule: {
      name,
      ...(typeof next === 'number' && { next }),
      ...(target !== undefined && { on: target }),
    },
  };
}

/** What a fault is to act on: `start`, or an event type; null for anything else. */
export function targetOf(on: unknown): string | null {
  if (typeof on !== 'string') return null;
  if (on === 'start' || on === 'sessionStart') return 'start';
  return EVENT_TYPES.includes(on) ? on : null;
}

/** Reads the body of `POST clock`: by how many milliseconds it is to be advanced. */
export function readClock(text: string): { advance: number } | Mistake {
  const body = readObject(text, ['advance']);
  if ('message' in body) return body as unknown as Mistake;
  const { advance } = body;
  const by = typeof advance === 'string' ? parseDuration(advance, LONGEST) : undefined;
  return by === undefined ? { message: 'advance takes a duration such as 90s, 31m or 2h.' } : { advance: by };
}

function readObject(text: string, keys: readonly string[]): JsonObject | Mistake {
  const value = parseJsonText(text);
  if (!isObject(value)) return { message: `A JSON object with ${keys.join(', ')} is needed.` };
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  return unknown === undefined ? value : { message: `Unknown key ${unknown}; ${thereAre(keys)}.` };
}
