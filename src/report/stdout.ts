import { sayOrigin } from '../messages/origin.ts';
import type { EffectiveSetting, ProfileRun, SingleResult } from '../model/result.ts';
import { columns } from './columns.ts';
import { safeJson, sanitize } from './sanitize.ts';

/** What a command prints on stdout when all is well, besides a session's ID; undefined for nothing. */
export function stdoutText(result: SingleResult): string | undefined {
  switch (result.command) {
    case 'start':
    case 'event':
    case 'end':
    case 'downloaded':
      // The exact bytes of a body end without a line break.
      return (
        result.printed && (result.printed.form === 'body' ? result.printed.text : line(result.printed.text))
      );
    case 'check':
      return result.checked && line(validBodies(result.checked.bodies));
    case 'schema show':
      return result.schema && line(safeJson(result.schema, 2));
    case 'schema diff':
      return line(`${result.eventType}: the endpoint's schema and the bundled one agree`);
    case 'config show':
      return result.settings && settingsRows(result.settings).map(line).join('');
    case 'config path':
    case 'config init':
      return line(result.config);
    case 'sandbox':
      return line(result.url);
    case 'completion':
      return result.script?.text ?? result.lines?.map((one) => `${one}\n`).join('');
    case 'help':
      return result.help;
    default:
      return undefined;
  }
}

function line(text: string): string;
function line(text: string | undefined): string | undefined;
function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text}\n`;
}

function validBodies(bodies: number): string {
  return bodies === 1 ? '1 body is valid' : `${bodies} bodies are valid`;
}

/** Key, value and origin in columns, a row for each setting. */
export function settingsRows(settings: readonly EffectiveSetting[]): string[] {
  return columns(
    settings.map(({ key, value, origin }) => [key, sanitize(value), sanitize(sayOrigin(origin))]),
  );
}

/** The settings of each profile under its name; a blank line between them. */
function profileSettings(runs: readonly ProfileRun[]): string {
  return runs
    .filter(({ result }) => !result.error)
    .map(({ profile, result }) => `profile ${sanitize(profile)}\n${stdoutText(result) ?? ''}`)
    .join('\n');
}

/** What the profiles print on stdout: each line of each that went well, with the profile's name and a tab before it. */
export function runsText(runs: readonly ProfileRun[]): string {
  if (runs.some(({ result }) => result.command === 'config show')) return profileSettings(runs);
  return runs
    .filter(({ result }) => !result.error)
    .flatMap(({ profile, result }) =>
      (stdoutText(result) ?? '')
        .split('\n')
        .filter(Boolean)
        .map((text) => `${sanitize(profile)}\t${text}\n`),
    )
    .join('');
}
