import type { Owner } from '../../cli/definition.ts';
import { ENVIRONMENT } from '../../cli/environment.ts';
import { columns, type Entry, exitCodeHelp } from '../../cli/help.ts';
import type { Topic } from '../../cli/topic-names.ts';
import { SETTINGS, type SettingSpec, STRUCTURE_KEYS } from '../../config/settings.ts';
import { findingSummaries } from '../../messages/index.ts';
import { wrap } from '../../messages/layout.ts';
import { ERROR_CODES } from '../../model/error-codes.ts';
import { EXIT_CODES } from '../../model/exit-codes.ts';
import { eventsTopic, faultsTopic, optionsTopic, paramsTopic } from './reference.ts';

/** What a topic may need to be told. */
export interface TopicRequest {
  topic: Topic;
  /** The event whose params are wanted. */
  eventType?: string | undefined;
  /** The options of every command. */
  everyOption(): Promise<Owner[]>;
}

/** The text of a topic, for lines of `width` characters. Loaded only when it is asked for: it needs every wording. */
export async function topicText(asked: TopicRequest, width: number): Promise<string> {
  const parts = await partsOf(asked, width);
  return `${parts.join('\n\n')}\n`;
}

function partsOf(
  { topic, eventType, everyOption }: TopicRequest,
  width: number,
): Promise<string[]> | string[] {
  switch (topic) {
    case 'options':
      return everyOption().then((owners) => optionsTopic(owners, width));
    case 'params':
      return paramsTopic(eventType ?? 'sessionStart', width);
    case 'events':
      return eventsTopic(width);
    case 'faults':
      return faultsTopic(width);
    case 'environment':
      return environment(width);
    case 'config':
      return config(width);
    case 'findings':
      return findings(width);
    case 'exit-codes':
      return exitCodes(width);
  }
}

function exitCodes(width: number): string[] {
  const sessions = EXIT_CODES.map(({ code, session }): Entry => [String(code).padStart(3), session]);
  return [
    exitCodeHelp(width),
    `After start: may a session exist?\n${columns(sessions, width)}`,
    wrap(
      'Several profiles or files: the highest code of them all. It says nothing of the others: with --json each has a code of its own.',
      width,
      '',
    ),
    [
      'In a shell:',
      '  code=0',
      '  id=$(media-session start --smoke) || code=$?',
      '  case $code in',
      '    0) echo "session $id" ;;',
      '    6) echo "nothing was sent: try again later" ;;',
      '    7) echo "no verdict: a session may exist" ;;',
      '    *) exit "$code" ;;',
      '  esac',
    ].join('\n'),
  ];
}

function findings(width: number): string[] {
  const errors = Object.entries(ERROR_CODES).map(([code, { exit, summary }]): Entry => {
    const number = EXIT_CODES.find((row) => row.name === exit)?.code;
    return [code, `${summary} (exit ${number})`];
  });
  return [
    wrap(
      'A finding is one thing worth telling: an error stops the request from being sent, a warning and a note do not. ' +
        'Its code is in brackets before the message, and as findings[].code in --json. media-session help <code> ' +
        'explains a code, with an example.',
      width,
      '',
    ),
    wrap(
      '--ignore <code>, or the key ignore of the config file, leaves findings with a code out: they count for nothing, ' +
        'and only their number is reported. What stops a command cannot be ignored: a mistake in the command ' +
        'line, a setting or a file, and what a server answered.',
      width,
      '',
    ),
    `Finding codes:\n${columns(
      findingSummaries().map(({ code, summary }): Entry => [code, summary]),
      width,
    )}`,
    wrap('An error says why the command as a whole failed: error.code in --json.', width, ''),
    `Error codes:\n${columns(errors, width)}`,
  ];
}

function config(width: number): string[] {
  const text = (sentence: string): string => wrap(sentence, width, '');
  const settings = SETTINGS.flatMap((spec: SettingSpec): Entry[] => [
    [spec.key, `${spec.description}${spec.default === undefined ? '' : ` (default: ${spec.default})`}`],
    ['', `${spec.flag}, ${spec.env}`],
  ]);
  return [
    text(
      'A setting comes from, highest first: a flag, the body file (for what a body holds), a variable, the profile in ' +
        'the config file, the config file, the default. An empty variable counts as unset. config show prints each ' +
        'setting in force and where it came from.',
    ),
    `Settings, by their keys in the config file, each with its flag and variable:\n${columns(settings, width)}`,
    `Further keys:\n${columns(Object.entries(STRUCTURE_KEYS), width)}`,
    text(
      'The config file is .mediarc (JSON or YAML), .mediarc.json, .mediarc.yaml, .mediarc.yml, or "media" in ' +
        'package.json: the nearest one upward from the working directory to the repository root or home (outside of ' +
        'both, only the working directory), then one in $XDG_CONFIG_HOME/media-session (~/.config/media-session). ' +
        '--config names another, --no-config reads none. A config written as code is refused, and so is one of another ' +
        'user (but root) that --config or MEDIA_SESSION_CONFIG does not name.',
    ),
    ['Next:', ...columns(CONFIG_NEXT, width).split('\n')].join('\n'),
  ];
}

const CONFIG_NEXT: readonly Entry[] = [
  ['media-session config init', 'write a .mediarc to fill in'],
  ['media-session config show --all-profiles', 'every setting of every profile'],
  ['media-session schema show config', 'its JSON Schema, for editors'],
];

/** Every variable: those of the settings, then the others. */
function environment(width: number): string[] {
  const settings = SETTINGS.map(({ env, flag }): Entry => [env, `the setting of ${flag}`]);
  return [
    wrap('A flag wins over its variable; an empty variable counts as unset.', width, ''),
    `Variables:\n${columns([...settings, ...stacked(ENVIRONMENT)], width)}`,
  ];
}

/** Several names in the left column, one beneath the other, with their text beside the first. */
function stacked(entries: readonly Entry[]): Entry[] {
  return entries.flatMap(([names, text]) =>
    names.split(', ').map((name, at): Entry => [name, at === 0 ? text : '']),
  );
}
