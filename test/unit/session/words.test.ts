import { expect, test } from 'vitest';
import { findingSummaries } from '../../../src/messages/index.ts';
import { sayDoubts } from '../../../src/messages/session-numbers.ts';
import { DOUBT_CODES } from '../../../src/model/doubts.ts';
import { RULE_IDS, type RuleId } from '../../../src/model/session-finding.ts';
import { eventsOfFile, fixture, saySessionFinding, sessionsOf } from './support.ts';

const FILES = Object.keys(JSON.parse(fixture('sequences/expected.json'))).filter((name) =>
  name.includes('/'),
);
const FINDINGS = FILES.flatMap((name) => sessionsOf(eventsOfFile(name)).flatMap(({ findings }) => findings));

test('every finding of the samples has whole sentences, and no value is left out', () => {
  expect(FINDINGS.length).toBeGreaterThan(23);
  for (const finding of FINDINGS) {
    const { message, fix, effect } = saySessionFinding(finding);
    for (const text of [message, fix, effect]) {
      expect(text).toMatch(/^[A-Za-z"0-9].*\.$/);
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  }
});

test('every rule has one line, and every doubt', () => {
  const summaries = findingSummaries().filter(({ code }) => RULE_IDS.includes(code as RuleId));
  expect(new Set(summaries.map(({ summary }) => summary)).size).toBe(RULE_IDS.length);
  expect(new Set(DOUBT_CODES.map((code) => sayDoubts([code]))).size).toBe(DOUBT_CODES.length);
  expect(sayDoubts(['last-call', 'chapters-overlap'])).toBe(
    "Adobe's documents define it in three ways; chapters overlap",
  );
});

test('words say what was sent, in the terms of the sender', () => {
  const say = (name: string): string =>
    sessionsOf(eventsOfFile(`faulty/${name}`)).flatMap(({ findings }) => findings.map(saySessionFinding))[0]
      ?.message ?? '';
  expect(say('ad-short.ndjson')).toBe('adComplete was sent after 2 s of an ad of 30 s.');
  expect(say('playhead-back.ndjson')).toBe('The playhead fell from 30 to 5 while the content played.');
  expect(say('ping-rare.ndjson')).toBe('Events were too far apart 3 times; the longest gap was 30 s.');
  expect(say('playhead-live.ndjson')).toContain('the player seems to send local time');
});
