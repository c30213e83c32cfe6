import { describe, expect, test } from 'vitest';
import { Player } from '../../../src/scenario/player.ts';
import { reopened } from '../../../src/scenario/restart.ts';

/** The playhead after each event, at whole seconds; `play@5` is a play at 5 s. */
function playheads(...events: string[]): number[] {
  const player = new Player(0, 0);
  return events.map((text) => {
    const [eventType = '', time = ''] = text.split('@');
    const at = Number(time) * 1000;
    const playhead = player.at(at);
    player.take(eventType, at, playhead);
    return playhead;
  });
}

describe('the playhead', () => {
  test.each([
    ['moves while content plays', ['play@2', 'ping@5', 'ping@9'], [0, 3, 7]],
    ['stands before the first play', ['ping@5', 'play@9'], [0, 0]],
    [
      'stands in a pause and in a buffer',
      ['play@0', 'pauseStart@4', 'play@9', 'bufferStart@12', 'play@20', 'ping@21'],
      [0, 4, 4, 7, 7, 8],
    ],
    [
      'stands in a pre-roll, which its play does not end',
      [
        'adBreakStart@0',
        'adStart@0',
        'play@0',
        'adComplete@5',
        'adBreakComplete@5',
        'ping@8',
        'play@9',
        'ping@10',
      ],
      [0, 0, 0, 0, 0, 0, 0, 1],
    ],
    [
      'goes on after a mid-roll without a play',
      [
        'play@0',
        'adBreakStart@10',
        'adStart@10',
        'pauseStart@12',
        'play@14',
        'adSkip@20',
        'adBreakComplete@20',
        'ping@23',
      ],
      [0, 10, 10, 10, 10, 10, 10, 13],
    ],
    ['stands after the end', ['play@0', 'sessionComplete@6', 'ping@9'], [0, 6, 6]],
  ])('%s', (_what, events, wanted) => {
    expect(playheads(...events)).toEqual(wanted);
  });

  test('goes on from where an event says that it is', () => {
    const player = new Player(0, 0);
    player.take('play', 0, 25);
    expect(player.at(1500)).toBe(26.5);
    expect(new Player(12.5, 0).at(9000)).toBe(12.5);
  });
});

describe('what is opened again in a new session', () => {
  const named = (eventType: string, name: string) => ({ eventType, params: { 'media.state.name': name } });
  const typesOf = (...events: string[]) =>
    reopened(events.map((eventType) => ({ eventType }))).map((one) => one.eventType);

  test.each([
    [['sessionStart', 'play', 'ping'], ['play']],
    [['play', 'pauseStart', 'ping'], ['pauseStart']],
    [
      ['play', 'chapterStart', 'ping'],
      ['chapterStart', 'play'],
    ],
    [['chapterStart', 'chapterComplete', 'play'], ['play']],
    [
      ['chapterStart', 'chapterSkip', 'chapterStart', 'play'],
      ['chapterStart', 'play'],
    ],
    [
      ['play', 'adBreakStart', 'adStart', 'ping'],
      ['adBreakStart', 'adStart', 'play'],
    ],
    [
      ['play', 'adBreakStart', 'adStart', 'adComplete'],
      ['adBreakStart', 'play'],
    ],
    [['play', 'adBreakStart', 'adStart', 'adSkip', 'adBreakComplete'], ['play']],
    [['sessionStart'], []],
  ])('%j', (events, wanted) => {
    expect(typesOf(...events)).toEqual(wanted);
  });

  test('every player state that is on, once', () => {
    const events = [
      named('stateStart', 'mute'),
      named('stateStart', 'fullscreen'),
      named('stateEnd', 'mute'),
      named('stateStart', 'inFocus'),
      named('stateStart', 'fullscreen'),
    ];
    expect(reopened(events)).toEqual([named('stateStart', 'fullscreen'), named('stateStart', 'inFocus')]);
  });

  test('an event that turned several states on is sent again once', () => {
    const state = (name: string) => ({ 'media.state.name': name });
    const update = {
      eventType: 'statesUpdate',
      params: { statesStart: [state('mute'), state('inFocus')], statesEnd: [state('fullscreen')] },
    };
    expect(reopened([named('stateStart', 'fullscreen'), update])).toEqual([update]);
    expect(reopened([update, named('stateEnd', 'mute'), named('stateEnd', 'inFocus')])).toEqual([]);
  });
});
