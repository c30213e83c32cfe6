import { writeFile } from 'node:fs/promises';
import type { SettingsOptions } from '../cli/options.ts';
import { discoverConfig } from '../config/discover.ts';
import { explicitConfig } from '../config/load.ts';
import { resolveSettings } from '../config/resolve.ts';
import { type EffectiveSetting, effectiveSettings } from '../config/show.ts';
import { configTemplate } from '../config/template.ts';
import type { Context } from '../context.ts';
import { absolutePath } from '../input/paths.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import type { Result } from '../model/result.ts';
import { sayOrigin } from '../report/origin.ts';
import { sanitize } from '../report/sanitize.ts';
import { isSensitive } from '../report/secrets.ts';
import { writeReason } from '../report/write-file.ts';
import { settingsInput } from './settings.ts';

/** What `config` was asked to do. */
export interface ConfigOptions {
  action: 'show' | 'path' | 'init';
  connection: SettingsOptions;
}

const CONFIG_NAME = '.mediarc';

/** `config show`, `config path` and `config init`. Throws InputError. */
export function config(options: ConfigOptions, context: Context): Promise<Result> {
  switch (options.action) {
    case 'show':
      return show(options.connection, context);
    case 'path':
      return path(options.connection, context);
    case 'init':
      return init(context);
  }
}

async function show(connection: SettingsOptions, context: Context): Promise<Result> {
  const settings = await resolveSettings({ ...settingsInput(connection, context), tolerant: true });
  const rows = effectiveSettings(settings).map(withoutSecret);
  // Showing is not checking: what would stop `start` is worth a word here, but no failure unless --strict asks for one.
  const found = [...settings.problems, ...settings.warnings];
  const errors = found.filter((finding) => finding.severity === 'error').length;
  if (connection.strict && errors > 0) throw new InputError('config', found);
  const findings = found.map(
    (finding): Finding => (finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding),
  );
  const data = { config: settings.config?.path ?? null, settings: rows.map(toJson) };
  return { command: 'config show', sent: 'no', findings, output: table(rows), data };
}

/** Visitor IDs among the default params, and custom metadata, are settings, too, but not for other eyes. */
function withoutSecret(row: EffectiveSetting): EffectiveSetting {
  return isSensitive(row.key.split('.')) ? { ...row, value: REDACTED } : row;
}

function toJson({ key, value, origin }: EffectiveSetting): JsonValue {
  return { key, value, origin: { ...origin } };
}

/** Key, value and origin in columns. */
function table(rows: readonly EffectiveSetting[]): string {
  const cells = rows.map(
    ({ key, value, origin }) => [key, sanitize(value), sanitize(sayOrigin(origin))] as const,
  );
  const width = (column: 0 | 1): number => cells.reduce((most, row) => Math.max(most, row[column].length), 0);
  return cells
    .map(([key, value, from]) => `${key.padEnd(width(0))}  ${value.padEnd(width(1))}  ${from}\n`)
    .join('');
}

async function path(connection: SettingsOptions, context: Context): Promise<Result> {
  const input = settingsInput(connection, context);
  const place = await discoverConfig(context, { ...explicitConfig(input), disabled: input.noConfig });
  if (!place) throw new InputError('config', [{ code: 'config-none', severity: 'error' }]);
  return {
    command: 'config path',
    sent: 'no',
    findings: [],
    output: `${place.path}\n`,
    data: { config: place.path },
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
      error: { code: 'output-file', args: { name: target, reason: writeReason(error) } },
    };
  }
  return {
    command: 'config init',
    sent: 'no',
    findings: [],
    output: `${target}\n`,
    data: { config: target },
  };
}
