import { SETTINGS } from '../config/settings.ts';
import { EVENT_TYPES } from '../model/event-types.ts';
import { EXIT_CODES } from '../model/exit-codes.ts';
import type { UsageAdvice } from '../model/mistakes.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { closest } from '../rules/closest.ts';
import { paramsByKey } from '../rules/params.ts';
import { MEANINGS } from './meant.ts';

/** Where the help describes what is neither a command nor a topic nor a code. */
export function adviseSubject(word: string): UsageAdvice | undefined {
  const meant = (topic: string): UsageAdvice => ({ advice: 'meant', words: [`media-session help ${topic}`] });
  if (EXIT_CODES.some(({ code }) => String(code) === word)) return meant('exit-codes');
  if (/^[1-5]\d\d$/.test(word)) return { advice: 'note', note: 'http-status' };
  if (/^topics?$/.test(word)) return { advice: 'note', note: 'topics' };
  if (EVENT_TYPES.includes(word)) return meant(`params ${word}`);
  if (word.startsWith('MEDIA_SESSION_')) return meant('environment');
  if (SETTINGS.some(({ key }) => key === word)) return meant('config');
  return EVENT_TYPES.some((type) => paramsByKey(type).has(word)) ? meant('params') : undefined;
}

/** What to type for the help of what is to be typed. */
export function askingHelp(words: readonly string[]): UsageAdvice {
  const subjects = words.map((text) =>
    text.replace(/^media-session (?:help )?/, '').replace(/(?: |^)(?:<|--).*/, ''),
  );
  return { advice: 'meant', words: subjects.map((subject) => `media-session help ${subject}`.trim()) };
}

/** What a word that is no command means, as it is to be typed. */
export function adviseCommand(
  word: string,
  family: string,
  known: readonly string[],
): UsageAdvice | undefined {
  const before = family === '' ? 'media-session' : `media-session ${family}`;
  const meant = (words: readonly string[], start = 'media-session'): UsageAdvice => ({
    advice: 'meant',
    words: words.map((text) => `${start} ${text}`),
  });
  const meanings = (family === '' ? MEANINGS.commands : (MEANINGS.families[family] ?? {}))[word];
  if (meanings) return meant(meanings);
  const note = MEANINGS.notes.commands[family === '' ? word : `${family}:${word}`];
  if (note !== undefined) return { advice: 'note', note };
  const isRoot = family === '';
  const event = isRoot ? (SENDABLE_TYPES.find((type) => type === word) ?? MEANINGS.events[word]) : undefined;
  if (event !== undefined) return meant([`event <session-id> ${event}`]);
  const near = closest(word, known);
  if (near !== undefined) return meant([near], before);
  // A file alone: to read it can do no harm.
  return isRoot && /^[\w./-]+\.(?:har|json|ndjson|log|txt)$/.test(word)
    ? meant([`explain ${word}`])
    : undefined;
}
