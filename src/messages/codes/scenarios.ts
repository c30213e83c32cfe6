import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type ScenarioCode =
  | Extract<FindingCode, `scenario-${string}` | 'send-late'>
  | 'expectation-failed'
  | 'play-failed';

const command = (before: string, after: string): Explanation['example'] => ({ of: 'command', before, after });
const scenario = (before: string, after: string): Explanation['example'] => ({
  of: 'scenario',
  before,
  after,
});
const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});

const FORMAT = 'media-session schema show scenario';
const DRY = 'media-session play my.yaml --dry-run';
const LIST = 'media-session play --list';

/** The codes about scenarios, and about playing them. */
export const SCENARIO_EXPLANATIONS: Readonly<Record<ScenarioCode, Explanation>> = {
  'scenario-unknown': {
    what: 'The name is not that of a built-in scenario, and there is no such file.',
    why: 'Nothing was played.',
    example: command('play timeline-9 --dry-run --sandbox', 'play timeline-1 --dry-run --sandbox'),
    deeper: [LIST],
  },
  'scenario-key': {
    what: 'A scenario file has a key that means nothing where it stands.',
    why: 'A misspelt key would be ignored, and something else would be played than was written.',
    example: scenario('steps: [{ evnt: play }]', 'steps: [{ event: play }]'),
    deeper: [FORMAT, DRY],
  },
  'scenario-type': {
    what: 'A value in a scenario file is not of the kind that its key takes, such as text where a time is needed, or an event that the API does not have.',
    why: 'The step cannot be played as it is written.',
    example: scenario('steps: [{ at: soon, event: play }]', 'steps: [{ at: 5s, event: play }]'),
    deeper: [FORMAT],
  },
  'scenario-missing': {
    what: 'A scenario file lacks a key that it cannot do without.',
    why: 'Without steps there is nothing to play.',
    example: scenario('title: My clip', 'steps: [play, { for: 20s }]'),
    deeper: [FORMAT],
  },
  'scenario-conflict': {
    what: 'Two keys stand together that each say the same thing in another way.',
    why: 'Which of them holds would be a guess.',
    example: scenario('steps: [{ for: 20s, event: play }]', 'steps: [play, { for: 20s }]'),
    deeper: [FORMAT],
  },
  'scenario-name': {
    what: 'A scenario expects a number that reports do not have, or a rule that does not exist.',
    why: 'An expectation that can never be met, or never fail, proves nothing.',
    example: scenario(
      'steps: [play, { for: 20s }]\nexpect: { numbers: { contentStart: 1 } }',
      'steps: [play, { for: 20s }]\nexpect: { numbers: { contentStarts: 1 } }',
    ),
    deeper: ['media-session play --dry-run --json', 'media-session help findings'],
  },
  'scenario-order': {
    what: 'A step has a time that lies before the end of the steps above it.',
    why: 'Events are sent in the order of the file; one cannot be sent before another that comes first.',
    example: scenario(
      'steps: [play, { for: 20s }, { at: 5s, event: pauseStart }]',
      'steps: [play, { for: 20s }, { at: 25s, event: pauseStart }]',
    ),
    deeper: [DRY],
  },
  'scenario-variable': {
    what: 'A scenario names a variable that has no value: it is neither in the file nor given with --var, or it refers to itself.',
    why: 'Its name would be sent in place of its value.',
    example: scenario(
      `steps: [{ event: play, customMetadata: { build: "\${build}" } }]`,
      `variables: { build: "17" }\nsteps: [{ event: play, customMetadata: { build: "\${build}" } }]`,
    ),
    deeper: ['media-session play --help'],
  },
  'scenario-too-long': {
    what: 'A scenario lasts longer, or has more events, than can be played.',
    why: 'A slip of the pen, such as 2880m for 28m, would keep a job running for days.',
    example: scenario('steps: [play, { for: 2880m }]', 'steps: [play, { for: 28m }]'),
    deeper: [DRY],
  },
  'scenario-capture': {
    what: 'The capture holds no session from its start on, or several batches of downloaded content of which one is played.',
    why: 'Events without a sessionStart belong to no session, and the API refuses them.',
    example: situation('a log that begins with ping', 'a log that begins with sessionStart'),
    deeper: ['media-session explain session.har'],
  },
  'send-late': {
    what: 'Events left more than a second after the time that the scenario gives them. Their ts is still that of the schedule.',
    why: 'The API sorts events within a few seconds only. Late ones can change which state a stretch of time counts as.',
    example: situation('play at 15.0 s, sent at 17.2 s', 'play at 15.0 s, sent at 15.0 s'),
    deeper: ['media-session play --instant', 'media-session doctor'],
  },
  'expectation-failed': {
    what: 'What was sent, or what came back, is not what the scenario expects.',
    why: 'The numbers in the report will not be the ones to look for.',
    example: situation('expect contentCompletes: 1, and no sessionComplete', 'expect contentCompletes: 0'),
    deeper: [DRY, 'media-session play --json'],
  },
  'play-failed': {
    what: 'The session started, but a later event of the play failed or was refused.',
    why: 'The session is in the report suite, with only a part of the numbers. Its ID is in the message.',
    example: situation('ping answered with 503', 'ping answered with 204'),
    deeper: ['media-session help exit-codes', 'media-session play --sandbox --instant'],
  },
};
