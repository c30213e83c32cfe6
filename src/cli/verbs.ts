import { Option } from 'commander';
import { conflict, type Verb, valueOption } from './command.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addSendOptions,
  addSettingsOptions,
  givenFor,
  readBodyOptions,
  readSendOptions,
  readSettingsOptions,
} from './options.ts';
import type { Invocation } from './parse.ts';
import { addReportOptions, readReportOptions } from './report-options.ts';
import { wantsSeveralProfiles } from './several-profiles.ts';
import { addVerb, type Filling, fillVerb } from './verb.ts';

/** `start`. */
export const START: Filling = {
  fill(verb, reading, found) {
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
  },
};

function readStart(verb: Verb): Extract<Invocation, { verb: 'start' }>['options'] {
  const given = verb.opts();
  const flag = (name: string): boolean => given[name] === true;
  refuseSeveralOffline(verb);
  return {
    connection: readSettingsOptions(verb),
    body: readBodyOptions(verb),
    report: readReportOptions(verb),
    ...readSendOptions(verb),
    curl: flag('curl'),
    end: flag('end') || flag('smoke'),
    sandbox: flag('sandbox'),
  };
}

/** What these print is one body, or one command: more than one in a row could not be told apart. */
function refuseSeveralOffline(verb: Verb): void {
  const offline = ['--dry-run', '--curl'].find((name) => givenFor(verb, name) === true);
  if (offline !== undefined) refuseSeveral(verb, offline);
}

/** What can be done only once does not go with several profiles. */
function refuseSeveral(verb: Verb, once: string): void {
  if (!wantsSeveralProfiles(readSettingsOptions(verb))) return;
  throw conflict(once, verb.getOptionValue('allProfiles') ? '--all-profiles' : 'several --profile');
}

/** `check`. */
export const CHECK: Filling = {
  fill(verb, reading, found) {
    verb
      .addOption(new Option('--smoke', 'fill in missing content metadata with test data'))
      .addOption(new Option('--live', "use the endpoint's own schema (GET) instead of the bundled one"));
    addSettingsOptions(verb, reading, { severalProfiles: true });
    addReportOptions(verb, reading, ['junit', 'github']);
    addBodyOptions(verb, 'sessionStart', reading);
    addOutputOptions(verb);
    verb.action((files: string[]) => {
      const given = verb.opts();
      if (files.includes('-')) refuseSeveral(verb, '-');
      const options = {
        files,
        connection: readSettingsOptions(verb),
        body: readBodyOptions(verb),
        allowUnknown: given['allowUnknown'] === true,
        live: given['live'] === true,
        report: readReportOptions(verb),
      };
      found({ verb: 'check', options, warnings: reading.warnings });
    });
  },
};

/** `explain`. */
export const EXPLAIN: Filling = {
  fill(verb, reading, found) {
    addOutputOptions(verb);
    verb.action((file: string) => found({ verb: 'explain', options: { file }, warnings: reading.warnings }));
  },
};

/** `schema show` and `schema diff`. */
export const SCHEMA: Filling = {
  fill(parent, reading, found) {
    const actions = {
      show: 'print the bundled schema of an event type',
      diff: "compare the bundled schema with the endpoint's own (GET)",
    } as const;
    for (const action of ['show', 'diff'] as const) {
      const fill = (verb: Verb): void => {
        addSettingsOptions(verb, reading);
        addOutputOptions(verb);
        verb.action((eventType: string | undefined) => {
          const connection = readSettingsOptions(verb);
          const options = { action, eventType: eventType ?? 'sessionStart', connection };
          found({ verb: 'schema', options, warnings: reading.warnings });
        });
      };
      fillVerb(addVerb(parent, `${action} [event-type]`, actions[action]), { fill }, reading, found);
    }
  },
};

/** `config show`, `config path` and `config init`. */
export const CONFIG: Filling = {
  fill(parent, reading, found) {
    const actions = {
      show: 'print each effective setting and where it came from',
      path: 'print which config file is used',
      init: 'write a commented .mediarc into the current directory',
    } as const;
    for (const action of ['show', 'path', 'init'] as const) {
      const fill = (verb: Verb): void => {
        if (action !== 'init') addSettingsOptions(verb, reading);
        addOutputOptions(verb);
        verb.action(() => {
          const options = { action, connection: readSettingsOptions(verb) };
          found({ verb: 'config', options, warnings: reading.warnings });
        });
      };
      fillVerb(addVerb(parent, action, actions[action]), { fill }, reading, found);
    }
  },
};

/** `doctor`. */
export const DOCTOR: Filling = {
  fill(verb, reading, found) {
    addSettingsOptions(verb, reading, { severalProfiles: true, strict: 'warnings are errors' });
    addReportOptions(verb, reading, ['junit', 'github']);
    addBodyOptions(verb, 'sessionStart', reading);
    addOutputOptions(verb);
    verb.action(() => {
      const options = {
        connection: readSettingsOptions(verb),
        body: readBodyOptions(verb),
        report: readReportOptions(verb),
      };
      found({ verb: 'doctor', options, warnings: reading.warnings });
    });
  },
};
