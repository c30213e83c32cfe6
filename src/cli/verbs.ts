import { Option } from 'commander';
import { conflict, type Reading, type Verb, valueOption } from './command.ts';
import { exitCodeHelp, faultHelp } from './help.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addReportOptions,
  addSettingsOptions,
  readBodyOptions,
  readReportOptions,
  readSettingsOptions,
} from './options.ts';
import type { Invocation } from './parse.ts';

/** Is told which command was called, and with what. */
export type Found = (invocation: Invocation) => void;

/**
 * Whether the command line may call a verb, directly or as `help <verb>`. Only then are its options made: there are
 * some two hundred, and each costs a little at every start.
 */
function isCalled(verb: Verb, reading: Reading): boolean {
  return reading.all === true || reading.argv.includes(verb.name());
}

/** Whether a verb with options is only to be listed. One option then stands for all: the list says that it has any. */
export function isOnlyListed(verb: Verb, reading: Reading): boolean {
  if (isCalled(verb, reading)) return false;
  verb.addOption(new Option('--json'));
  return true;
}

/** A verb of the program with its help option. */
export function create(parent: Verb, usage: string, description: string): Verb {
  const verb = parent.command(usage) as Verb;
  verb.description(description).helpOption('-h, --help', 'show help');
  return verb;
}

/** Adds examples and the exit codes to the help of a verb. */
export function example(verb: Verb, ...lines: string[]): void {
  const examples = lines.map((line) => `  ${line}`).join('\n');
  verb.addHelpText('after', () => `\nExamples:\n${examples}\n\n${exitCodeHelp()}`);
}

/** `start`. */
export function addStart(program: Verb, reading: Reading, found: Found): void {
  const verb = create(program, 'start', 'start a session and print its ID');
  if (isOnlyListed(verb, reading)) return;
  verb
    .addOption(
      new Option('--smoke', 'fill in missing content metadata with test data, and end the session again'),
    )
    .addOption(new Option('--end', 'end the session right after it started'))
    .addOption(new Option('--sandbox', 'run against an embedded stand-in instead of the endpoint'))
    .addOption(new Option('--dry-run', 'print the body that would be sent; sends nothing'))
    .addOption(new Option('--curl', 'print the request as a curl command; sends nothing'))
    .addOption(
      valueOption(
        '--from <file>',
        'send a captured body again (HAR, curl command, body, --json output)',
        reading,
      ),
    )
    .addOption(
      new Option('--no-validate', 'send although the check here fails; a whole body is sent as it is'),
    )
    .addOption(new Option('--no-schema-fetch', 'after a 400, do not ask the endpoint for its own schema'))
    .addOption(
      new Option(
        '--retry-unsafe',
        'let --retry also repeat after 5xx and lost answers: may start two sessions',
      ),
    );
  addBodyOptions(addReportOptions(addSettingsOptions(verb, reading), reading), 'sessionStart', reading);
  addOutputOptions(verb);
  example(
    verb,
    'media-session start --sandbox --smoke',
    'media-session start --smoke',
    'media-session start --body meta.json --json',
    'media-session start --from customer.har --no-validate',
  );
  verb.action(() => found({ verb: 'start', options: readStart(verb), warnings: reading.warnings }));
}

function readStart(verb: Verb): Extract<Invocation, { verb: 'start' }>['options'] {
  const given = verb.opts();
  const flag = (name: string): boolean => given[name] === true;
  exclude(verb, ['dryRun', 'curl'], ['sandbox', 'curl'], ['body', 'from']);
  return {
    connection: readSettingsOptions(verb),
    body: readBodyOptions(verb, 'sessionStart'),
    report: readReportOptions(verb),
    validate: given['validate'] !== false,
    allowUnknown: flag('allowUnknown'),
    dryRun: flag('dryRun'),
    curl: flag('curl'),
    end: flag('end') || flag('smoke'),
    sandbox: flag('sandbox'),
    retryUnsafe: flag('retryUnsafe'),
    schemaFetch: given['schemaFetch'] !== false,
  };
}

function exclude(verb: Verb, ...pairs: [string, string][]): void {
  const name = (attribute: string): string =>
    verb.options.find((option) => option.attributeName() === attribute)?.long ?? attribute;
  for (const [one, other] of pairs) {
    if (verb.getOptionValue(one) !== undefined && verb.getOptionValue(other) !== undefined) {
      throw conflict(name(one), name(other));
    }
  }
}

/** `check`. */
export function addCheck(program: Verb, reading: Reading, found: Found): void {
  const verb = create(
    program,
    'check [files...]',
    'check the body that start would send, or files of bodies; sends nothing',
  );
  if (isOnlyListed(verb, reading)) return;
  verb
    .addOption(new Option('--smoke', 'fill in missing content metadata with test data'))
    .addOption(new Option('--live', "use the endpoint's own schema (GET) instead of the bundled one"))
    .addOption(valueOption('--junit <file>', 'also write the findings as JUnit XML', reading));
  addBodyOptions(addSettingsOptions(verb, reading), 'sessionStart', reading);
  addOutputOptions(verb);
  example(
    verb,
    'media-session check --body meta.json',
    'media-session check body.json events.ndjson',
    'player-log | media-session check -',
  );
  verb.action((files: string[]) => {
    const given = verb.opts();
    const options = {
      files,
      connection: readSettingsOptions(verb),
      body: readBodyOptions(verb, 'sessionStart'),
      allowUnknown: given['allowUnknown'] === true,
      live: given['live'] === true,
      junit: given['junit'] as string | undefined,
    };
    found({ verb: 'check', options, warnings: reading.warnings });
  });
}

/** `explain`. */
export function addExplain(program: Verb, reading: Reading, found: Found): void {
  const verb = create(
    program,
    'explain <file>',
    'read a capture (HAR, curl command, body, NDJSON) and say what is wrong with it; sends nothing',
  );
  if (isOnlyListed(verb, reading)) return;
  addOutputOptions(verb);
  example(verb, 'media-session explain customer.har', 'pbpaste | media-session explain -');
  verb.action((file: string) => found({ verb: 'explain', options: { file }, warnings: reading.warnings }));
}

/** `schema show` and `schema diff`. */
export function addSchema(program: Verb, reading: Reading, found: Found): void {
  const parent = create(program, 'schema', "print the bundled schema, or compare it with the endpoint's");
  if (!isCalled(parent, reading)) return;
  parent.helpCommand(false);
  const actions = {
    show: 'print the bundled schema of an event type',
    diff: "compare the bundled schema with the endpoint's own (GET)",
  } as const;
  for (const action of ['show', 'diff'] as const) {
    const verb = create(parent, `${action} [event-type]`, actions[action]);
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
  }
}

/** `config show`, `config path` and `config init`. */
export function addConfig(program: Verb, reading: Reading, found: Found): void {
  const parent = create(program, 'config', 'show, find or create the config file');
  if (!isCalled(parent, reading)) return;
  parent.helpCommand(false);
  const actions = {
    show: 'print each effective setting and where it came from',
    path: 'print which config file is used',
    init: 'write a commented .mediarc into the current directory',
  } as const;
  for (const action of ['show', 'path', 'init'] as const) {
    const verb = create(parent, action, actions[action]);
    if (action !== 'init') addSettingsOptions(verb, reading);
    addOutputOptions(verb);
    verb.action(() => {
      found({
        verb: 'config',
        options: { action, connection: readSettingsOptions(verb) },
        warnings: reading.warnings,
      });
    });
  }
}

/** `sandbox`. */
export function addSandbox(program: Verb, reading: Reading, found: Found): void {
  const verb = create(program, 'sandbox', 'run a local stand-in for the API on loopback');
  if (isOnlyListed(verb, reading)) return;
  verb
    .addOption(valueOption('--port <n>', 'port to listen on (default: one that is free)', reading))
    .addOption(valueOption('--fault <name>', 'misbehave on every POST; see the list below', reading))
    .addOption(valueOption('--latency <time>', 'wait before every answer, such as 200ms', reading))
    .addOption(
      valueOption(
        '--tls <file>',
        'serve https with a throw-away certificate, written to this file for --cacert',
        reading,
      ),
    );
  addOutputOptions(verb);
  verb.addHelpText('after', () => `\n${faultHelp()}`);
  verb.action(() => {
    const given = verb.opts();
    const text = (name: string): string | undefined => given[name] as string | undefined;
    const options = { port: text('port'), fault: text('fault'), latency: text('latency'), tls: text('tls') };
    found({ verb: 'sandbox', options, warnings: reading.warnings });
  });
}

/** `doctor`. */
export function addDoctor(program: Verb, reading: Reading, found: Found): void {
  const verb = create(
    program,
    'doctor',
    'walk the way to the endpoint step by step (GET only; creates no session)',
  );
  if (isOnlyListed(verb, reading)) return;
  verb.addOption(valueOption('--junit <file>', 'also write the steps as JUnit XML', reading));
  addBodyOptions(addSettingsOptions(verb, reading), 'sessionStart', reading);
  addOutputOptions(verb);
  example(verb, 'media-session doctor', 'media-session doctor --strict --junit doctor.xml');
  verb.action(() => {
    const options = {
      connection: readSettingsOptions(verb),
      body: readBodyOptions(verb, 'sessionStart'),
      junit: verb.opts()['junit'] as string | undefined,
    };
    found({ verb: 'doctor', options, warnings: reading.warnings });
  });
}
