import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { checkEvent } from '../../../src/rules/check-event.ts';
import { onePerMistake } from '../../../src/rules/one-mistake.ts';

const time = { playhead: 0, ts: 1_795_510_155_262 };
const options = { originOf: () => undefined, now: time.ts, online: true };

function judged(body: object, more: object = {}): string[] {
  return onePerMistake(checkEvent(body, { ...options, ...more })).map(
    ({ code, severity, path, args }) =>
      `${severity} ${code} ${path}${args && 'required' in args && args.required ? ' for a required one' : ''}`,
  );
}

describe('one finding for each mistake', () => {
  test('a misspelt key, and the required one that it should have been', () => {
    const body = { eventType: 'stateStart', playerTime: time, params: { 'media.state.nme': 'mute' } };
    expect(judged(body)).toEqual(['error param-unknown /params/media.state.nme for a required one']);
  });

  test('it stays an error where unknown keys are allowed, since the required one is missing', () => {
    const body = { eventType: 'stateStart', playerTime: time, params: { 'media.state.nme': 'mute' } };
    expect(judged(body, { allowUnknown: true })).toEqual([
      'error param-unknown /params/media.state.nme for a required one',
    ]);
  });

  test('a key in the wrong place', () => {
    const body = { eventType: 'stateStart', playerTime: time, params: {}, 'media.state.name': 'mute' };
    expect(judged(body)).toEqual(['error body-unknown /media.state.name for a required one']);
  });

  test('two keys that may have been the one: only the first stands for it', () => {
    const params = { 'media.state.nme': 'mute', 'media.state.nam': 'mute' };
    expect(judged({ eventType: 'stateStart', playerTime: time, params })).toEqual([
      'error param-unknown /params/media.state.nme for a required one',
      'error param-unknown /params/media.state.nam',
    ]);
  });

  test('what is to be ignored stands for nothing', () => {
    const body = { eventType: 'stateStart', playerTime: time, params: { 'media.state.nme': 'mute' } };
    const findings = checkEvent(body, options).map(
      (finding): Finding =>
        finding.code === 'param-unknown' ? { ...finding, severity: 'info', ignored: 'error' } : finding,
    );
    expect(onePerMistake(findings).map(({ code }) => code)).toEqual(findings.map(({ code }) => code));
  });
});
