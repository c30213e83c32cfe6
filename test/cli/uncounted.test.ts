import { describe, expect, test } from 'vitest';
import { NOW } from '../helpers/now.ts';
import { runMain } from '../helpers/run-main.ts';

const URL = 'https://c.hb-api.omtrdc.net/api/v1/sessions';

/** An entry of a HAR for each event: its type, the status of its response, and where it went. */
function harOf(events: readonly (readonly [type: string, status: number, path?: string])[]): string {
  const entries = events.map(([eventType, status, path = ''], index) => ({
    startedDateTime: new Date(NOW + index * 10_000).toISOString(),
    request: {
      method: 'POST',
      url: URL + path,
      postData: {
        text: JSON.stringify({ eventType, playerTime: { playhead: index * 10, ts: NOW + index * 10_000 } }),
      },
    },
    response: { status, headers: [], content: { text: status >= 400 ? '{"message":"no"}' : '' } },
  }));
  return JSON.stringify({ log: { entries } });
}

describe('numbers of a session that no report counts are not told as if one did', () => {
  const lost = '/undefined/events';
  test.each<[string, Parameters<typeof harOf>[0], string]>([
    [
      'its start was refused',
      [
        ['sessionStart', 400],
        ['play', 204, lost],
        ['ping', 204, lost],
      ],
      'Reports count nothing of this session: its start was refused.',
    ],
    [
      'none of its events was accepted',
      [
        ['play', 404, '/abc/events'],
        ['ping', 404, '/abc/events'],
      ],
      'Reports count nothing of this session: the server accepted none of its events.',
    ],
  ])('%s', async (_, events, told) => {
    const { out } = await runMain({ x: harOf(events) }, ['explain', 'x']);
    expect(out).toContain(told);
    expect(out).not.toContain('What reports will count');
    const json = await runMain({ x: harOf(events) }, ['explain', 'x', '--json']);
    expect(JSON.parse(json.out).sessions).toMatchObject([
      { uncounted: expect.stringMatching(/^(?:start-refused|none-accepted)$/) },
    ]);
  });

  test('a session of which one event was accepted has its numbers', async () => {
    const events = [
      ['play', 204, '/abc/events'],
      ['ping', 404, '/abc/events'],
    ] as const;
    const { out } = await runMain({ x: harOf(events) }, ['explain', 'x']);
    expect(out).toContain('What reports will count');
  });
});
