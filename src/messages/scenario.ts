import type { FailedExpectation } from '../model/expectation.ts';
import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import { didYouMean, duration, listed, plural } from './phrases.ts';
import { inSeconds } from './session-wording.ts';
import { found, plain, sayExpected, sayWrongType } from './values.ts';
import type { Wording, Words } from './wording.ts';

type ScenarioCode = Extract<FindingCode, `scenario-${string}` | 'expectation-failed' | 'send-late'>;

const CAPTURES = {
  none: {
    message: 'No session in this capture can be played: no request in it belongs to one.',
    fix: 'Record a session from its start to its end; media-session explain tells what the capture holds.',
  },
  'no-start': {
    message: 'The sessions in this capture cannot be played: their sessionStart is not in it.',
    fix: 'Record again from before the session starts.',
  },
  batches: {
    message: 'This capture holds several batches of downloaded content; only the first is played.',
    fix: 'Put each batch into a file of its own.',
  },
} as const;

/** The words for scenarios and for what came of playing one. */
export const SCENARIO_WORDING: Wording<ScenarioCode> = {
  'scenario-unknown': {
    summary: 'a scenario that is neither built in nor a file',
    say: ({ args: { name, suggestion } }) => ({
      message: `There is no built-in scenario and no file named ${name}.`,
      fix: didYouMean(suggestion, 'media-session play --list shows the built-in scenarios.'),
    }),
  },
  'scenario-key': {
    summary: 'an unknown key in a scenario file',
    say: ({ args: { key, known, suggestion } }) => ({
      message: `A scenario has no key "${key}" here.`,
      fix: didYouMean(suggestion, `Keys that can stand here: ${listed(known, known.length)}.`),
    }),
  },
  'scenario-type': { summary: 'a value in a scenario file of the wrong type', say: wrongType },
  'scenario-missing': {
    summary: 'a key that a scenario file needs is missing',
    say: ({ args: { key } }) => ({ message: `${key} is missing (required).`, fix: `Add ${key}.` }),
  },
  'scenario-conflict': {
    summary: 'two keys of a scenario file that cannot be combined',
    say: ({ args: { key, other } }) => ({
      message: `${key} and ${other} cannot be combined.`,
      fix: other === 'sessions' ? `Move ${key} into one of the ${other}.` : 'Make two steps of it.',
    }),
  },
  'scenario-name': {
    summary: 'a scenario expects a number or a rule that does not exist',
    say: ({ args: { name, of, suggestion } }) => ({
      message: of === 'rule' ? `${name} is not a rule of a session.` : `Reports have no number ${name}.`,
      fix: didYouMean(
        suggestion,
        of === 'rule'
          ? 'media-session help findings lists the rules.'
          : 'media-session play --dry-run --json lists all numbers with their keys.',
      ),
    }),
  },
  'scenario-order': {
    summary: 'a step of a scenario that comes before the step above it',
    say: ({ args: { at, before } }) => ({
      message: `This step is at ${inSeconds(at)}, but the steps above it already take ${inSeconds(before)}.`,
      fix: 'Write the steps in the order of their times.',
    }),
  },
  'scenario-variable': {
    summary: 'a variable of a scenario without a value',
    say: ({ args }) => sayVariable(args),
  },
  'scenario-too-long': {
    summary: 'a scenario that is too long to play',
    say: ({ args: { hours, events } }) => ({
      message: `A scenario may last ${plural(hours, 'hour')} and hold ${events} events; this one is longer.`,
      fix: 'Shorten it, or play it in parts.',
    }),
  },
  'scenario-capture': {
    summary: 'a capture of which no session, or not every session, can be played',
    say: ({ args: { kind } }) => CAPTURES[kind],
  },
  'expectation-failed': {
    summary: 'the play did not lead to what its scenario expects',
    say: ({ args }) => sayFailedExpectation(args),
  },
  'send-late': {
    summary: 'events that were sent later than the scenario says',
    say: ({ args: { count, median, worst, label } }) => ({
      message: `${plural(count, 'event')} left more than a second late: at worst ${label}, ${duration(worst)} late (median of all: ${duration(median)}).`,
      fix: 'The time in ts is that of the schedule. The API sorts events only within a few seconds: a slow start or a slow network can put late ones in the wrong order.',
    }),
  },
};

function sayVariable({ name, problem, suggestion, settings }: FindingOf<'scenario-variable'>['args']): Words {
  switch (problem) {
    case 'circle':
      return { message: `\${${name}} refers to itself.`, fix: 'Give it a value of its own.' };
    case 'form':
      return {
        message: `This is no variable: ${name}`,
        fix: `Write \${name}, \${env.NAME} or \${settings.key}, with a default as in \${name:-text}; $\${ is a literal \${.`,
      };
    case 'unused':
      return {
        message: `The scenario has no variable ${name}.`,
        fix: didYouMean(suggestion, `Put \${${name}} into one of its texts, or leave --var ${name} out.`),
      };
    case 'no-value':
      return {
        message: `\${${name}} has no value.`,
        fix: didYouMean(suggestion, variableFix(name, settings)),
      };
  }
}

function variableFix(name: string, settings: readonly string[] | undefined): string {
  if (settings) return `The settings are ${listed(settings, settings.length)}.`;
  if (name.startsWith('env.'))
    return `Set the environment variable ${name.slice(4)}, or write a default: \${${name}:-text}.`;
  if (name.startsWith('settings.'))
    return `Set it in the config file, or by its flag, or write a default: \${${name}:-text}.`;
  return `Put it under variables, or give it: --var ${name}=text.`;
}

function wrongType({
  args: { key, suggestion, starts },
  expected,
  actual,
}: FindingOf<'scenario-type'>): Words {
  if (starts)
    return {
      message: 'sessionStart is always the first event of a session and is not a step.',
      fix: 'Leave it out; content holds its params. For another session, use sessions.',
    };
  if (expected?.kind === 'one-of')
    return {
      message:
        actual?.type === 'string'
          ? `${plain(actual)} is not an event type.`
          : `The event type is ${found(actual)}; it must be text.`,
      fix: didYouMean(suggestion, `Use ${sayExpected(expected)}.`),
    };
  if (expected?.kind === 'at-least')
    return { message: `${key} is an empty list.`, fix: 'Write at least one item.' };
  return sayWrongType(key, expected, actual);
}

/** What a failed expectation says: what was expected, and what came. */
export function sayFailedExpectation(failed: FailedExpectation): Words {
  switch (failed.about) {
    case 'response': {
      const came = failed.status === undefined ? 'no response came' : `the response was ${failed.status}`;
      return {
        message: `${failed.label} (${failed.eventType}): expected ${failed.wanted.join(' or ')}, but ${came}.`,
        fix: '',
      };
    }
    case 'number': {
      const { name, wanted: expected, value, range } = failed;
      const between = range ? ` (${range[0]} to ${range[1]})` : '';
      return {
        message: `${name}: expected ${sayWanted(expected)}, but the events come to ${sayValue(value)}${between}.`,
        fix: 'Correct the scenario, or what it expects.',
      };
    }
    case 'rules': {
      const { missing, extra } = failed;
      const parts = [
        extra.length > 0 ? `${listed(extra)} broken, which was not expected` : '',
        missing.length > 0 ? `${listed(missing)} not broken, which was expected` : '',
      ];
      return {
        message: `Session rules: ${parts.filter(Boolean).join('; ')}.`,
        fix: 'Correct the scenario, or what it expects.',
      };
    }
  }
}

function sayWanted(value: JsonValue): string {
  const isRange = Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');
  return isRange ? `${value[0]} to ${value[1]}` : sayValue(value);
}

function sayValue(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
