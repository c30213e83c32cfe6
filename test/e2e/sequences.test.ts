import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../helpers/cli.js';
import { type JsonOutput, readJsonOutput } from '../helpers/json-output.js';

interface Expected {
  findings: { rule: string; severity: string; at: number }[];
  metrics: Record<string, unknown>[];
}

const SEQUENCES = fileURLToPath(new URL('../fixtures/sequences/', import.meta.url));
const { $comment: _, ...EXPECTED } = JSON.parse(readFileSync(`${SEQUENCES}expected.json`, 'utf8')) as Record<
  string,
  Expected
>;

type Told = NonNullable<JsonOutput['sessions']>[number];

/** A number without the words of its doubt, which are ours. */
function plain(number: unknown): unknown {
  const isDoubtful = typeof number === 'object' && number !== null && 'why' in number;
  if (!isDoubtful) return number;
  expect((number as { why: string }).why).toMatch(/^\w/);
  return { ...number, why: '' };
}

/** The numbers that are left out in the expectations are zero, empty, or not produced. */
function expectNumbers({ numbers }: Told, expected: Record<string, unknown>): void {
  for (const [key, number] of Object.entries(numbers)) {
    const wanted = key in expected ? plain(expected[key]) : expect.toSatisfy(isNothing);
    expect({ [key]: plain(number) }).toEqual({ [key]: wanted });
  }
  expect(Object.keys(numbers)).toEqual(expect.arrayContaining(Object.keys(expected)));
}

const isNothing = (value: unknown): boolean =>
  value === 0 || value === null || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);

/** Which event a finding points at, counted from 1 as the expectations do: they are in the order of the file. */
function placeOf({ events }: Told, event: number): number {
  return Number(/\d+/.exec(events[event]?.label ?? '')?.[0]);
}

describe.each(Object.entries(EXPECTED))('explain %s', (name, expected) => {
  test('tells its sessions, their numbers, and the rules that they break', async () => {
    const output = readJsonOutput(await run(['explain', '--json', SEQUENCES + name]));
    const { sessions = [], metrics = {} } = output;
    expect(sessions).toHaveLength(expected.metrics.length);
    sessions.forEach((session, index) => {
      expectNumbers(session, expected.metrics[index] ?? {});
    });
    const found = sessions.flatMap((session) =>
      session.findings.map(({ code, severity, events: [first = -1] }) => ({
        rule: code,
        severity,
        at: placeOf(session, first),
      })),
    );
    expect(found).toEqual(expected.findings);
    const ofParts = [...(output.requests ?? []), ...sessions].flatMap(({ findings }) => findings);
    expect(output.findings.map(({ code }) => code)).toEqual(ofParts.map(({ code }) => code));
    expect(Object.keys(metrics).sort()).toEqual(Object.keys(sessions[0]?.numbers ?? {}).sort());
  });
});

test('what a session alone breaks is said in the first line, and with -q', async () => {
  const log = `${SEQUENCES}faulty/session-after-end.ndjson`;
  const broken =
    'Every request is valid on its own, but the events of 1 session break the rules of a session: ping comes after sessionEnd; it is dropped.';
  expect((await run(['explain', log])).stdout).toMatch(new RegExp(`^error: ${broken}\n`));
  const quiet = await run(['explain', log, '-q']);
  expect(quiet.stdout).toMatch(
    /^error(?:\[[a-z-]+\])?: ping comes after sessionEnd; it is dropped\. \[.*:6:\d+\]\n$/,
  );
});

test('check applies the rules to the log of a session, and not with --no-sequence', async () => {
  const log = `${SEQUENCES}faulty/session-after-end.ndjson`;
  const refused = readJsonOutput(await run(['check', log, '--json', '--no-config']));
  expect(refused).toMatchObject({
    exitCode: 2,
    error: { code: 'check-failed', message: expect.stringMatching(/^Each body is valid on its own, but/) },
    findings: [{ code: 'session-after-end', severity: 'error', origin: { line: 6 } }],
    checked: { bodies: 7, failed: 0 },
  });
  const alone = readJsonOutput(await run(['check', log, '--json', '--no-config', '--no-sequence']));
  expect(alone).toMatchObject({ exitCode: 0, findings: [] });
});

test('check says nothing of bodies that need not belong together', async () => {
  const lines = readFileSync(`${SEQUENCES}faulty/session-after-end.ndjson`, 'utf8').trim().split('\n');
  for (const bodies of [[...lines, ...lines], lines.slice(1), lines.slice(0, 1)]) {
    const outcome = await run(['check', '-', '--json', '--no-config'], { stdin: bodies.join('\n') });
    expect(readJsonOutput(outcome)).toMatchObject({ exitCode: 0, findings: [] });
  }
});
