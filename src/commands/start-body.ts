import { apiUrl } from '../config/endpoint.ts';
import type { Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import { type BuiltBody, buildBody } from '../body/build.ts';
import { curlCommand } from '../body/curl-command.ts';
import { checkBody, refusal } from './check-body.ts';
import { requestHeaders } from './settings.ts';
import type { Hooks, StartOptions } from './start.ts';

/** What the rest of `start` needs. */
export interface StartInput {
  settings: Settings;
  options: StartOptions;
  /** Nothing is to be sent. */
  offline: boolean;
  context: Context;
  hooks: Hooks;
}

/** The part of `start` that follows the settings: body, check, and what is to be done with the body. */
export async function startWith(input: StartInput): Promise<Result> {
  const { settings, options, context, hooks } = input;
  const built = await buildBody('sessionStart', options.body, settings, context);
  const local = await checkBody(built, settings, context, { allowUnknown: options.allowUnknown });
  const refused = refusal(local, settings, {
    validate: options.validate,
    needsEndpoint: !options.dryRun,
  });
  if (refused) throw refused;
  const findings = [...settings.warnings, ...local];
  if (input.offline) return offlineResult(options, settings, built, findings, context);
  const { sendStart } = await import('./send-start.ts');
  return sendStart({ options, settings, built, findings, context, hooks });
}

function offlineResult(
  options: StartOptions,
  settings: Settings,
  built: BuiltBody,
  findings: Finding[],
  context: Context,
): Result {
  const text = JSON.stringify(built.body);
  const url = settings.endpoint ? apiUrl(settings.endpoint.url, '/api/v1/sessions').href : '';
  const caCert = settings.values.caCert?.value;
  const headers = { 'content-type': requestHeaders(context)['content-type'] ?? '' };
  const output = options.dryRun
    ? text
    : `${curlCommand({ url, headers, body: text, ...(caCert !== undefined && { caCert }) })}\n`;
  const request = { method: 'POST', url, body: built.body };
  return { command: 'start', sent: 'no', findings, request, output };
}
