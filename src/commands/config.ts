import { writeFile } from 'node:fs/promises';
import { type CommandEntry, type CommandFamily, defineCommand } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { settingsOptions } from '../cli/options/settings.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { findConfig } from '../config/load.ts';
import { resolveSettings } from '../config/resolve.ts';
import { effectiveSettings } from '../config/show.ts';
import { configTemplate } from '../config/template.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';
import { type Finding, hasError, isError } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { absolutePath } from '../parse/paths.ts';

const CONFIG_NAME = '.mediarc';

const SETTINGS = settingsOptions();

const SHOW: CommandEntry = {
  usage: 'show',
  summary: 'print each effective setting and where it came from',
  load: async () =>
    defineCommand({
      options: [SETTINGS, OUTPUT],
      examples: ['media-session config show', 'media-session config show --profile staging --json'],
      exits: LOCAL_EXITS,
      read: SETTINGS.read,
      run: show,
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
    defineCommand({
      options: [OUTPUT],
      examples: ['media-session config init'],
      exits: LOCAL_EXITS,
      read: () => ({}),
      run: (_options, context) => init(context),
    }),
};

/** `config show`, `config path` and `config init`. */
export const CONFIG: CommandFamily = {
  commands: [SHOW, PATH, INIT],
  examples: ['media-session config init', 'media-session config show'],
  exits: LOCAL_EXITS,
};

async function show(connection: SettingsChoice, context: Context): Promise<Result> {
  const settings = await resolveSettings(connection, context, { tolerant: true });
  // Showing is not checking: what would stop `start` is worth a word here, but no failure unless --strict asks for one.
  const found = [...settings.problems, ...settings.warnings];
  if (connection.strict && hasError(found)) throw new InputError('config', found);
  const findings = found.map(
    (finding): Finding => (isError(finding) ? { ...finding, severity: 'warning' } : finding),
  );
  const { config } = settings;
  return {
    command: 'config show',
    sent: 'no',
    findings,
    config: config?.path,
    settings: effectiveSettings(settings),
  };
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

async function init(context: Context): Promise<Result> {
  const target = absolutePath(CONFIG_NAME, context) ?? CONFIG_NAME;
  try {
    // Exclusive: an existing file, or a link to anywhere, is left alone.
    await writeFile(target, configTemplate(), { flag: 'wx', mode: 0o600 });
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
    findings: [],
    config: target,
  };
}
