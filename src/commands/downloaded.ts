import { type GivenBatch, readBatch } from '../body/batch.ts';
import { defineCommand, type Given, ownOptions } from '../cli/definition.ts';
import { ALLOW_UNKNOWN } from '../cli/options/body.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { reportOptions } from '../cli/options/reports.ts';
import { SEND_BATCH, type SendOptions } from '../cli/options/send.ts';
import { settingsOptions } from '../cli/options/settings.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { EVERY_EXIT } from '../model/exit-codes.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import type { Reports } from '../model/reports.ts';
import type { EventResult } from '../model/result.ts';
import { strictly } from '../model/strict.ts';
import { checkBatch } from '../rules/check-batch.ts';
import { checkingContext } from './shared/check-body.ts';
import { prepareConnection } from './shared/connection.ts';
import { Interruption } from './shared/interruption.ts';
import { judged } from './shared/judged.ts';
import { postBody } from './shared/post-body.ts';
import { requireEndpoint } from './shared/settings.ts';

/** What `downloaded` was asked to do. */
interface DownloadedOptions extends SendOptions {
  file: string;
  connection: SettingsChoice;
  report: Reports;
}

const SETTINGS = settingsOptions({ sends: true });
const REPORTS = reportOptions('har', 'junit');

/** `downloaded`: a session that was played offline, sent as one batch. */
export const DOWNLOADED = defineCommand<DownloadedOptions>({
  options: [ownOptions(ALLOW_UNKNOWN), SEND_BATCH, SETTINGS, REPORTS, OUTPUT],
  examples: ['media-session downloaded batch.json', 'cat batch.json | media-session downloaded -'],
  exits: EVERY_EXIT,
  read: readDownloaded,
  run: downloaded,
});

function readDownloaded(given: Given): DownloadedOptions {
  return {
    file: String(given.args[0]),
    connection: SETTINGS.read(given),
    report: REPORTS.read(given),
    ...SEND_BATCH.read(given),
  };
}

/**
 * Sends a batch as it is given: what it holds was recorded, and nothing is filled in. Throws InputError for a mistake found
 * before anything was sent; everything that happens afterwards is in the result.
 */
async function downloaded(
  options: DownloadedOptions,
  context: Context,
  hooks: Pick<Hooks, 'waiting' | 'waitsFor'>,
): Promise<EventResult> {
  const settings = await resolveSettings(options.connection, context);
  const batch = await readBatch(options.file, context);
  const rules = checkingContext(settings, context, batch.originOf, { allowUnknown: options.allowUnknown });
  const found = checkBatch(batch.bodies, { ...rules, batch: 'downloaded' });
  const kept = judged(found, settings.ignore);
  const findings = [...settings.warnings, ...strictly(kept, options.connection.strict)];
  if (options.validate && hasError(findings)) {
    throw new InputError('body-invalid', findings);
  }
  if (options.dryRun)
    return {
      command: 'downloaded',
      sent: 'no',
      findings,
      printed: { form: 'body', text: JSON.stringify(batch.bodies) },
    };
  return send(options, settings, batch, findings, context, hooks);
}

async function send(
  options: DownloadedOptions,
  settings: Settings,
  { bodies, originOf }: GivenBatch,
  findings: readonly Finding[],
  context: Context,
  hooks: Pick<Hooks, 'waiting' | 'waitsFor'>,
): Promise<EventResult> {
  const endpoint = requireEndpoint(settings);
  const url = apiUrl(endpoint.url, '/api/v1/downloaded');
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, url, context, interruption.signal, hooks);
  const { session: _none, ...result } = await postBody(
    {
      asked: 'downloaded',
      eventType: 'sessionStart',
      url,
      endpoint,
      settings,
      connection,
      built: { body: bodies, originOf },
      findings,
      options,
      announce: hooks.waiting,
    },
    context,
  );
  return interruption.apply({ ...result, command: 'downloaded' });
}
