import { describe, expect, test } from 'vitest';
import type { CapturedRequest } from '../../../src/capture/capture.ts';
import { sequenceFindings } from '../../../src/capture/sequence.ts';
import { sayFinding } from '../../../src/messages/index.ts';

const origin = { kind: 'file', name: 'x.har' } as const;

/** Event type and ts; then what is not as usual: the session's ID is s1, and the order that of the list. */
type Step = [
  eventType: string,
  ts: number,
  other?: { id?: string; at?: number; params?: object; status?: number },
];

function requestOf([eventType, ts, other = {}]: Step, index: number): CapturedRequest {
  const { id = 's1', at, params = {}, status } = other;
  const body = { eventType, playerTime: { playhead: 0, ts }, params } as never;
  return {
    kind: eventType === 'sessionStart' ? 'session' : 'event',
    label: `entry ${index + 1}`,
    origin,
    ...((id !== '' || eventType !== 'sessionStart') && { sessionId: id }),
    ...(at !== undefined && { startedAt: at }),
    body: { value: body, originOf: () => origin },
    ...(status !== undefined && { answer: { status, statusText: '', headers: {}, bodyText: '' } }),
  };
}

const found = (...steps: Step[]) => sequenceFindings(steps.map(requestOf));
const codes = (...steps: Step[]): string[] =>
  found(...steps).map(({ request, finding }) => `${request.label} ${finding.code} ${finding.severity}`);

const state = (name: string) => ({ params: { 'media.state.name': name } });

describe('a session as it should be', () => {
  test('all nestings, in order', () => {
    const types = [
      'sessionStart',
      'play',
      'adBreakStart',
      'adStart',
      'adComplete',
      'adStart',
      'adSkip',
      'adBreakComplete',
      'chapterStart',
      'chapterComplete',
      'chapterStart',
      'chapterSkip',
      'sessionEnd',
    ];
    expect(codes(...types.map((type, index): Step => [type, index + 1]))).toEqual([]);
  });

  test('states are told apart by name, whichever event carries them', () => {
    expect(
      codes(
        ['sessionStart', 1],
        ['stateStart', 2, state('mute')],
        ['stateStart', 3, state('fullScreen')],
        ['stateEnd', 4, state('mute')],
        ['stateEnd', 5, state('fullScreen')],
        ['statesUpdate', 6, { params: { statesStart: [{ 'media.state.name': 'mute' }], statesEnd: null } }],
        ['stateEnd', 7, state('mute')],
      ),
    ).toEqual([]);
  });

  test('sessions side by side, and one that is started anew under the same ID', () => {
    expect(
      codes(
        ['sessionStart', 1000, { id: 'a' }],
        ['sessionStart', 10, { id: 'b' }],
        ['play', 11, { id: 'b' }],
        ['play', 1001, { id: 'a' }],
        ['sessionEnd', 12, { id: 'b' }],
        ['ping', 1002, { id: 'a' }],
        ['sessionStart', 5, { id: 'b' }],
        ['play', 6, { id: 'b' }],
      ),
    ).toEqual([]);
  });

  test('sessionComplete, pings and two ends, as the documents have them', () => {
    expect(
      codes(
        ['sessionStart', 1],
        ['play', 2],
        ['sessionComplete', 3],
        ['ping', 4],
        ['sessionEnd', 5],
        ['sessionEnd', 6],
      ),
    ).toEqual([]);
  });

  test('events that the SDKs send with one ts', () => {
    expect(
      codes(
        ['sessionStart', 1, { params: { 'media.resume': true } }],
        ['chapterStart', 1],
        ['adBreakStart', 1],
        ['adStart', 1],
        ['play', 1],
        ['play', 1],
        ['ping', 2],
        ['adSkip', 3],
        ['adBreakComplete', 3],
        ['pauseStart', 3],
        ['chapterSkip', 4],
        ['sessionEnd', 4],
      ),
    ).toEqual([]);
  });

  test('entries that are not in the order of their times', () => {
    expect(codes(['play', 2, { at: 20 }], ['sessionStart', 1, { at: 10 }])).toEqual([]);
  });
});

describe('what is out of order', () => {
  const start: Step = ['sessionStart', 1];

  test.each([
    [
      'start not recorded',
      [
        ['play', 1],
        ['ping', 2],
      ],
      ['entry 1 sequence-no-start info'],
    ],
    [
      'no ID',
      [
        ['play', 1, { id: '' }],
        ['ping', 2, { id: '' }],
      ],
      ['entry 1 sequence-no-start warning', 'entry 2 sequence-no-start warning'],
    ],
    ['event before its session', [['play', 0], start], ['entry 1 sequence-no-start warning']],
    [
      'the same by time',
      [
        ['sessionStart', 2, { at: 9 }],
        ['play', 1, { at: 8 }],
      ],
      ['entry 2 sequence-no-start warning'],
    ],
    ['ad outside a break', [start, ['adStart', 2]], ['entry 2 sequence-ad-break warning']],
    [
      'ad that never started',
      [start, ['adBreakStart', 2], ['adComplete', 3]],
      ['entry 3 sequence-ad-break warning'],
    ],
    [
      'ad after its break',
      [start, ['adBreakStart', 2], ['adBreakComplete', 3], ['adStart', 4]],
      ['entry 4 sequence-ad-break warning'],
    ],
    [
      'break that ends twice',
      [start, ['adBreakStart', 2], ['adBreakComplete', 3], ['adBreakComplete', 4]],
      ['entry 4 sequence-ad-break warning'],
    ],
    [
      'ad skipped that never started',
      [start, ['adBreakStart', 2], ['adSkip', 3]],
      ['entry 3 sequence-ad-break warning'],
    ],
    ['chapter skipped', [start, ['chapterSkip', 2]], ['entry 2 sequence-chapter warning']],
    ['chapter completed', [start, ['chapterComplete', 2]], ['entry 2 sequence-chapter warning']],
    [
      'another state',
      [start, ['stateStart', 2, state('mute')], ['stateEnd', 3, state('fullScreen')]],
      ['entry 3 sequence-state warning'],
    ],
    [
      'state that ended',
      [
        start,
        ['stateStart', 2, state('mute')],
        ['stateEnd', 3, state('mute')],
        ['stateEnd', 4, state('mute')],
      ],
      ['entry 4 sequence-state warning'],
    ],
    ['two pings with one ts', [start, ['ping', 2], ['ping', 2]], ['entry 3 sequence-ts info']],
    ['two states with one ts', [start, ['pauseStart', 2], ['play', 2]], ['entry 3 sequence-ts info']],
    [
      'falling ts',
      [
        ['sessionStart', 5],
        ['play', 4],
        ['ping', 5],
      ],
      ['entry 2 sequence-ts warning'],
    ],
    ['gap', [start, ['ping', 600_002]], ['entry 2 sequence-gap warning']],
    ['10 minutes exactly', [start, ['ping', 600_001]], []],
    ['after the end', [start, ['sessionEnd', 2], ['ping', 3]], ['entry 3 sequence-after-end warning']],
  ] as [string, Step[], string[]][])('%s', (_name, steps, expected) => {
    expect(codes(...steps)).toEqual(expected);
  });

  test('a start whose answer is missing may be that of any session; a refused one is of none', () => {
    const play: Step = ['play', 2];
    expect(codes(['sessionStart', 1, { id: '' }], play)).toEqual([]);
    expect(codes(['sessionStart', 1, { id: '', status: 201 }], play)).toEqual([]);
    expect(codes(['sessionStart', 1, { id: '', status: 400 }], play)).toEqual([
      'entry 2 sequence-no-start info',
    ]);
  });

  test('each is worded for what it is', () => {
    const [first] = found(['play', 1], start);
    expect(first?.finding).toMatchObject({
      args: { later: true, eventType: 'play' },
      evidence: 'plausibility',
    });
    expect(first && sayFinding(first.finding).message).toBe('play was sent before the start of its session.');
    const [gap] = found(start, ['ping', 1_200_001]);
    expect(gap?.finding).toMatchObject({ path: '/playerTime/ts', args: { minutes: 20 } });
  });
});
