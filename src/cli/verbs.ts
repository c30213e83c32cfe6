import { Option } from 'commander';
import { conflict, type Reading, type Verb, valueOption } from './command.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addSendOptions,
  addSettingsOptions,
  attribute,
  readBodyOptions,
  readSendOptions,
  readSettingsOptions,
  wantsSeveralProfiles,
} from './options.ts';
import type { Invocation } from './parse.ts';
import { addReportOptions, readReportOptions } from './report-options.ts';
import { verbHelp } from './verb-help.ts';

/** Is told which command was called, and with what. */
export type Found = (invocation: Invocation) => void;

/** What is known of a verb before it is called. */
interface VerbSpec {
  /** As the help shows it: name and arguments. */
  usage: string;
  description: string;
  /** What its help says besides, for a line width, before examples and exit codes. */
  more?: (width: number) => string;
}

/**
 * Adds a verb. `fill` gives it options, verbs of its own and an action, and is called only where the command line may call
 * the verb, directly or as `help <verb>`: there are some two hundred options, and each costs a little at every start.
 */
export function addVerb(
  parent: Verb,
  reading: Reading,
  { usage, description, more }: VerbSpec,
  fill: (verb: Verb) => void,
): void {
  const verb = parent.command(usage) as Verb;
  verb.description(description).helpOption('-h, --help', 'show help').helpCommand(false);
  verb.addHelpText('after', () => {
    const own = more ? `\n${more(verb.helpWidth)}\n` : '';
    return own + verbHelp(verb.verb, verb.helpWidth);
  });
  verb.usageLine = usage;
  if (reading.all || reading.argv.includes(verb.name())) fill(verb);
}

/** `start`. */
export function addStart(program: Verb, reading: Reading, found: Found): void {
  addVerb(program, reading, { usage: 'start', description: 'start a session and print its ID' }, (verb) => {
    verb
      .addOption(
        new Option('--smoke', 'fill in missing content metadata with test data, and end the session again'),
      )
      .addOption(new Option('--end', 'end the session right after it started'))
      .addOption(
        new Option('--sandbox', 'run against an embedded stand-in instead of the endpoint').conflicts([
          'curl',
          'endpoint',
        ]),
      )
      .addOption(new Option('--curl', 'print the request as a curl command; sends nothing'))
      .addOption(
        valueOption(
          '--from <file>',
          'send a captured body again (HAR, curl command, body, --json output)',
          reading,
        ),
      );
    addSendOptions(verb);
    addSettingsOptions(verb, reading, { severalProfiles: true });
    addReportOptions(verb, reading, ['har', 'junit', 'dotenv', 'github']);
    addBodyOptions(verb, 'sessionStart', reading);
    addOutputOptions(verb);
    verb.action(() => found({ verb: 'start', options: readStart(verb), warnings: reading.warnings }));
  });
}

function readStart(verb: Verb): Extract<Invocation, { verb: 'start' }>['options'] {
  const given = verb.opts();
  const flag = (name: string): boolean => given[name] === true;
  refuseSeveralOffline(verb);
  return {
    connection: readSettingsOptions(verb),
    body: readBodyOptions(verb, 'sessionStart'),
    report: readReportOptions(verb),
    ...readSendOptions(verb),
    curl: flag('curl'),
    end: flag('end') || flag('smoke'),
    sandbox: flag('sandbox'),
  };
}

/** What these print is one body, or one command: more than one in a row could not be told apart. */
function refuseSeveralOffline(verb: Verb): void {
  const offline = ['--dry-run', '--curl'].find((name) => verb.getOptionValue(attribute(name)) === true);
  if (offline === undefined || !wantsSeveralProfiles(readSettingsOptions(verb))) return;
  throw conflict(offline, verb.getOptionValue('allProfiles') ? '--all-profiles' : 'several --profile');
}

/** `check`. */
export function addCheck(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    {
      usage: 'check [files...]',
      description: 'check the body that start would send, or files of bodies; sends nothing',
    },
    (verb) => {
      verb
        .addOption(new Option('--smoke', 'fill in missing content metadata with test data'))
        .addOption(new Option('--live', "use the endpoint's own schema (GET) instead of the bundled one"));
      addSettingsOptions(verb, reading, { severalProfiles: true });
      addReportOptions(verb, reading, ['junit', 'github']);
      addBodyOptions(verb, 'sessionStart', reading);
      addOutputOptions(verb);
      verb.action((files: string[]) => {
        const given = verb.opts();
        const options = {
          files,
          connection: readSettingsOptions(verb),
          body: readBodyOptions(verb, 'sessionStart'),
          allowUnknown: given['allowUnknown'] === true,
          live: given['live'] === true,
          report: readReportOptions(verb),
        };
        found({ verb: 'check', options, warnings: reading.warnings });
      });
    },
  );
}

/** `explain`. */
export function addExplain(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    {
      usage: 'explain <file>',
      description:
        'read a capture (HAR, curl command, body, NDJSON) and say what is wrong with it; sends nothing',
    },
    (verb) => {
      addOutputOptions(verb);
      verb.action((file: string) =>
        found({ verb: 'explain', options: { file }, warnings: reading.warnings }),
      );
    },
  );
}

/** `schema show` and `schema diff`. */
export function addSchema(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    { usage: 'schema', description: "print the bundled schema, or compare it with the endpoint's" },
    (parent) => {
      const actions = {
        show: 'print the bundled schema of an event type',
        diff: "compare the bundled schema with the endpoint's own (GET)",
      } as const;
      for (const action of ['show', 'diff'] as const) {
        addVerb(
          parent,
          reading,
          { usage: `${action} [event-type]`, description: actions[action] },
          (verb) => {
            addSettingsOptions(verb, reading);
            addOutputOptions(verb);
            verb.action((eventType: string | undefined) => {
              const options = {
                action,
                eventType: eventType ?? 'sessionStart',
                connection: readSettingsOptions(verb),
              };
              found({ verb: 'schema', options, warnings: reading.warnings });
            });
          },
        );
      }
    },
  );
}

/** `config show`, `config path` and `config init`. */
export function addConfig(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    { usage: 'config', description: 'show, find or create the config file' },
    (parent) => {
      const actions = {
        show: 'print each effective setting and where it came from',
        path: 'print which config file is used',
        init: 'write a commented .mediarc into the current directory',
      } as const;
      for (const action of ['show', 'path', 'init'] as const) {
        addVerb(parent, reading, { usage: action, description: actions[action] }, (verb) => {
          if (action !== 'init') addSettingsOptions(verb, reading);
          addOutputOptions(verb);
          verb.action(() => {
            found({
              verb: 'config',
              options: { action, connection: readSettingsOptions(verb) },
              warnings: reading.warnings,
            });
          });
        });
      }
    },
  );
}

/** `doctor`. */
export function addDoctor(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    {
      usage: 'doctor',
      description: 'walk the way to the endpoint step by step (GET only; creates no session)',
    },
    (verb) => {
      addSettingsOptions(verb, reading, { severalProfiles: true, strict: 'warnings are errors' });
      addReportOptions(verb, reading, ['junit', 'github']);
      addBodyOptions(verb, 'sessionStart', reading);
      addOutputOptions(verb);
      verb.action(() => {
        const options = {
          connection: readSettingsOptions(verb),
          body: readBodyOptions(verb, 'sessionStart'),
          report: readReportOptions(verb),
        };
        found({ verb: 'doctor', options, warnings: reading.warnings });
      });
    },
  );
}
