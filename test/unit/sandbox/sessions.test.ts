import { describe, expect, test } from 'vitest';
import { EVENT_TIMEOUT_MS, PLAYHEAD_TIMEOUT_MS, Sessions } from '../../../src/sandbox/sessions.ts';
import { event, openSession, post, sandbox } from './support.ts';

const MINUTE = 60_000;

describe('time-outs, by the sandbox’s clock', () => {
  test('10 minutes without an event close the session for good', async () => {
    let time = 0;
    const { url, lines } = await sandbox({ now: () => time });
    const events = await openSession(url);
    time = 10 * MINUTE - 1;
    expect((await post(events, event('ping', 1))).status).toBe(204);
    time += 10 * MINUTE;
    expect((await post(events, event('ping', 2))).status).toBe(410);
    expect(lines.at(-1)?.findings[0]).toMatchObject({ args: { state: 'no-events' } });
    time = 0;
    expect((await post(events, event('ping', 3))).status).toBe(410);
  });

  test('30 minutes without playhead movement close it in spite of events', async () => {
    let time = 0;
    const { url, lines } = await sandbox({ now: () => time });
    const events = await openSession(url);
    for (time = 5 * MINUTE; time < 30 * MINUTE; time += 5 * MINUTE) {
      expect((await post(events, event('ping', 0))).status).toBe(204);
    }
    expect((await post(events, event('ping', 1))).status).toBe(410);
    expect(lines.at(-1)?.findings[0]).toMatchObject({ args: { state: 'no-playhead' } });
  });

  test('a moving playhead keeps it open', async () => {
    let time = 0;
    const { url } = await sandbox({ now: () => time });
    const events = await openSession(url);
    for (time = 5 * MINUTE; time < 120 * MINUTE; time += 5 * MINUTE) {
      expect((await post(events, event('ping', time / 1000))).status).toBe(204);
    }
  });

  test('a rejected event is no sign of life', async () => {
    let time = 0;
    const { url } = await sandbox({ now: () => time });
    const events = await openSession(url);
    time = 9 * MINUTE;
    expect((await post(events, 'x')).status).toBe(400);
    time = 10 * MINUTE;
    expect((await post(events, event('ping'))).status).toBe(410);
  });
});

describe('Sessions', () => {
  test('forgets the oldest beyond its cap', () => {
    const sessions = new Sessions(2);
    for (const id of ['a', 'b', 'c']) sessions.open(id, 0);
    expect(['a', 'b', 'c'].map((id) => sessions.state(id, 1))).toEqual(['unknown', 'open', 'open']);
  });

  test('keeps the first reason for being closed', () => {
    const sessions = new Sessions();
    sessions.open('a', 0);
    sessions.end('a');
    expect(sessions.state('a', PLAYHEAD_TIMEOUT_MS)).toBe('ended');
    sessions.open('b', 0);
    expect(sessions.state('b', EVENT_TIMEOUT_MS)).toBe('no-events');
    sessions.end('b');
    expect(sessions.state('b', EVENT_TIMEOUT_MS)).toBe('no-events');
  });

  test('ignores what happens to unknown sessions', () => {
    const sessions = new Sessions();
    sessions.touch('x', 0, 1);
    sessions.end('x');
    expect(sessions.state('x', 0)).toBe('unknown');
  });
});
