import { writeFile } from 'node:fs/promises';
import { type CommandEntry, type CommandFamily, defineCommand } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { checkFlags, SETTING_FLAGS, settingsOptions } from '../cli/options/settings.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { findConfig } from '../config/load.ts';
import { missingSettings, resolveSettings, type Settings } from '../config/resolve.ts';
import { effectiveSettings } from '../config/show.ts';
import { configTemplate, openPlaceholders } from '../config/template.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';
import { type Finding, hasError, isError } from '../model/finding.ts';
import type { Result, SingleResult } from '../model/result.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { absolutePath } from '../parse/paths.ts';
import { hostFindings } from './shared/host-findings.ts';
import { perProfile } from './shared/profiles.ts';

const CONFIG_NAME = '.mediarc';

const SETTINGS = settingsOptions();
const SEVERAL = settingsOptions({ severalProfiles: true });

/** Values of settings, by their keys. */
type Values = Readonly<Record<string, string | undefined>>;

const SHOW: CommandEntry = {
  usage: 'show',
  summary: 'print each effective setting and where it came from',
  load: async () =>
    defineCommand<{ connection: SettingsChoice }>({
      options: [SEVERAL, OUTPUT],
      examples: [
        'media-session config show',
        'media-session config show --profile staging --json',
        'media-session config show --all-profiles',
      ],
      exits: LOCAL_EXITS,
      read: (given) => ({ connection: SEVERAL.read(given) }),
      run: perProfile('config show', show),
    }),
};

const PATH: CommandEntry = {
  usage: 'path',
  summary: 'print which config file is used',
  load: async () =>
    defineCommand({
      options: [SETTINGS, OUTPUT],
      examples: ['media-session config path'],
      exits: LOCAL_EXITS,
      read: SETTINGS.read,
      run: path,
    }),
};

const INIT: CommandEntry = {
  usage: 'init',
  summary: 'write a commented .mediarc into the current directory',
  load: async () =>
    defineCommand<{ values: Values }>({
      options: [SETTING_FLAGS, OUTPUT],
      examples: [
        'media-session config init',
        'media-session config init --endpoint company.hb-api.omtrdc.net --report-suite examplersid',
      ],
      exits: LOCAL_EXITS,
      read: (given) => ({ values: SETTING_FLAGS.read(given) }),
      run: ({ values }, context) => init(values, context),
    }),
};

/** `config show`, `config path` and `config init`. */
export const CONFIG: CommandFamily = {
  commands: [SHOW, PATH, INIT],
  examples: ['media-session config init', 'media-session config show'],
  exits: LOCAL_EXITS,
};

async function show({ connection }: { connection: SettingsChoice }, context: Context): Promise<SingleResult> {
  const settings = await resolveSettings(connection, context, { tolerant: true });
  // Showing is not checking: what would stop `start` is worth a word here, but no failure unless --strict asks for one.
  const found = [...settings.problems, ...settings.warnings];
  if (connection.strict && hasError(found)) throw new InputError('config', found);
  const findings = [...found.map(asWarning), ...unchosenProfile(settings)];
  const { config } = settings;
  return {
    command: 'config show',
    sent: 'no',
    findings,
    config: config?.path,
    settings: effectiveSettings(settings),
  };
}

/** That what is missing stands in profiles, of which none is shown: no doubt about the file, but worth a note. */
function unchosenProfile(settings: Settings): Finding[] {
  const found = missingSettings(settings).filter(({ code }) => code === 'profile-unchosen');
  return found.map((finding): Finding => ({ ...finding, severity: 'info' }));
}

async function path(connection: SettingsChoice, context: Context): Promise<Result> {
  const place = await findConfig(connection, context);
  if (!place) throw new InputError('config', [{ code: 'config-none', severity: 'error' }]);
  return {
    command: 'config path',
    sent: 'no',
    findings: [],
    config: place.path,
  };
}

/** Writes the file with what was given filled in. Throws InputError for a value that cannot be used, or a file that is there. */
async function init(values: Values, context: Context): Promise<Result> {
  const wrong = checkFlags(values);
  if (wrong.length > 0) throw new InputError('config', wrong);
  const text = configTemplate(values);
  const target = absolutePath(CONFIG_NAME, context) ?? CONFIG_NAME;
  try {
    // Exclusive: an existing file, or a link to anywhere, is left alone.
    await writeFile(target, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const origin = { kind: 'file', name: CONFIG_NAME } as const;
    if (code === 'EEXIST')
      throw new InputError('config', [{ code: 'config-exists', severity: 'error', origin }]);
    return {
      command: 'config init',
      sent: 'no',
      findings: [],
      error: { code: 'output-file', args: { name: target, reason: systemCodeOf(error) } },
    };
  }
  return {
    command: 'config init',
    sent: 'no',
    findings: await doubts(target, context),
    config: target,
    open: openPlaceholders(text),
  };
}

/** What `start` would say of the values in a new file, as warnings: it has been written, and can be corrected there. */
async function doubts(target: string, context: Context): Promise<Finding[]> {
  // The file alone: no variable of the environment may stand for what is in it.
  const alone = { ...context, env: {} };
  const choice = { flags: {}, config: target, noConfig: false, profiles: [], allProfiles: false };
  const settings = await resolveSettings({ ...choice, ignore: [], strict: false }, alone, { tolerant: true });
  const found = [...settings.warnings, ...hostFindings(settings, alone)];
  // What is still a placeholder is told as what is to be filled in.
  return found.filter(({ code }) => code !== 'placeholder').map(asWarning);
}

function asWarning(finding: Finding): Finding {
  return isError(finding) ? { ...finding, severity: 'warning' } : finding;
}
