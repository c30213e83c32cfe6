import { EVENT_TYPES } from '../model/event-types.ts';
import type { Belongs, NamingSystem } from '../model/mistakes.ts';
import { closest } from './closest.ts';
import {
  accountName,
  bareName,
  contentName,
  ENDPOINT,
  type ForeignName,
  isXdmGroup,
  qualityName,
} from './foreign-names.ts';
import { NOT_ON_WIRE, type Replacement, WRONG_KEYS } from './known-names.ts';
import { paramsByKey } from './params.ts';

/** What to say about a key that is not allowed where it stands. */
export interface Advice {
  /** The key that was probably meant. */
  suggestion?: string;
  /** Where the key belongs. */
  belongs?: Belongs;
  /** The API had this key once and has dropped it. */
  removed?: true;
  /** Where people have the key from. */
  from?: NamingSystem;
  /** XDM has an object of this name, and the API its fields alone. */
  group?: true;
}

/** The place of a key in a body: `top` is the body itself, `other` something within a value. */
export type Section = 'top' | 'playerTime' | 'params' | 'qoeData' | 'customMetadata' | 'other';

const TOP_KEYS = ['eventType', 'playerTime', 'params', 'qoeData', 'customMetadata'];
const TIME_KEYS = ['playhead', 'ts'];

/**
 * Finds what an unknown key was meant to be: first the names known to be wrong, then the same key in another place,
 * then the most similar of the keys that are allowed here.
 */
export function adviseKey(
  key: string,
  section: Section,
  allowed: readonly string[],
  eventType: string,
): Advice {
  if (section === 'customMetadata')
    return key === '' ? {} : { suggestion: key.replace(/[^a-zA-Z0-9_.]/gu, '_') };
  if (section === 'other') return spelled(key, allowed);
  const known = WRONG_KEYS.get(key);
  const replaced = known && replacement(known, section, allowed);
  const here = replaced ?? elsewhere(key, section, eventType);
  return here ?? foreign(key, section, allowed, eventType) ?? spelled(key, allowed, section);
}

/** What Analytics, XDM and the SDKs call otherwise. */
function foreign(
  key: string,
  section: Section,
  allowed: readonly string[],
  eventType: string,
): Advice | undefined {
  if (section === 'playerTime') return undefined;
  if (isXdmGroup(key)) return { from: 'xdm', group: true };
  const name = section === 'qoeData' ? qualityName(key) : (contentName(key, eventType) ?? accountName(key));
  if (name === undefined) return undefined;
  const { use, from } = name;
  if (use === ENDPOINT) return { belongs: ENDPOINT };
  const belongs = allowed.includes(use) ? undefined : placeOf(name, section, eventType);
  return { suggestion: use, ...(belongs !== undefined && { belongs }), ...(!isAlike(key, use) && { from }) };
}

/** Whether two keys end alike, so that nobody wonders why one stands for the other. */
function isAlike(one: string, other: string): boolean {
  const [end, otherEnd] = [one, other].map((key) => bareName(key.slice(key.lastIndexOf('.') + 1)));
  return end === otherEnd;
}

function placeOf({ use }: ForeignName, section: Section, eventType: string): Belongs | undefined {
  if (isQuality(use)) return section === 'qoeData' ? undefined : 'qoeData';
  const events = eventsWith(use);
  if (events.includes(eventType)) return section === 'params' ? undefined : 'params';
  return { paramsOf: events };
}

/** The event type that a wrong name was probably meant to be. */
export function adviseEvent(name: string, allowed: readonly string[]): string | undefined {
  return NOT_ON_WIRE.get(name) ?? closest(name, allowed) ?? closest(name, EVENT_TYPES);
}

function replacement(known: Replacement, section: Section, allowed: readonly string[]): Advice | undefined {
  const { use, event, removed } = known;
  if (removed) return { removed };
  if (event !== undefined) return { belongs: { paramsOf: [event] } };
  if (use === undefined) return undefined;
  if (known.section === section) return allowed.includes(use) ? { suggestion: use } : undefined;
  return { suggestion: use, belongs: known.section ?? 'params' };
}

function elsewhere(key: string, section: Section, eventType: string): Advice | undefined {
  if (TOP_KEYS.includes(key)) return section === 'top' ? misplacedPart(key) : { belongs: 'top' };
  if (TIME_KEYS.includes(key) && section !== 'playerTime') return { belongs: 'playerTime' };
  if (section !== 'qoeData' && isQuality(key)) return { belongs: 'qoeData' };
  if (isQuality(key)) return undefined;
  const events = eventsWith(key);
  if (events.length === 0) return undefined;
  // A live schema may refuse here what the bundled one takes: then there is no other place to name.
  if (section === 'params' && events.includes(eventType)) return {};
  return { belongs: section === 'params' ? { paramsOf: events } : 'params' };
}

/** A part that exists but that this event does not take: only customMetadata, by mc-api-custom-meta.md. */
function misplacedPart(key: string): Advice | undefined {
  return key === 'customMetadata'
    ? { belongs: { events: ['sessionStart', 'adStart', 'chapterStart'] } }
    : undefined;
}

function isQuality(key: string): boolean {
  return key.startsWith('media.qoe.') && eventsWith(key).length > 0;
}

function eventsWith(key: string): string[] {
  return EVENT_TYPES.filter((event) => paramsByKey(event).has(key));
}

/** Similar keys here; at the top level also those of params, for a body whose params were not put together. */
function spelled(key: string, allowed: readonly string[], section?: Section): Advice {
  const suggestion = closest(key, allowed);
  if (suggestion !== undefined) return { suggestion };
  if (section !== 'top') return {};
  const param = closest(key, [...paramsByKey('sessionStart').keys()]);
  return param === undefined ? {} : { suggestion: param, belongs: 'params' };
}
