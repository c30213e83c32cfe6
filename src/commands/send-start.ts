import type { SettingsOptions } from '../cli/options.ts';
import { apiUrl } from '../config/endpoint.ts';
import type { Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, Session } from '../model/result.ts';
import type { BuiltBody } from '../request/build.ts';
import { quote } from '../request/curl.ts';
import { bodyBytes } from '../request/serialize.ts';
import { prepareConnection } from './connection.ts';
import { endSession } from './end-session.ts';
import { Interruption } from './interruption.ts';
import { postBody } from './post-body.ts';
import { requireEndpoint } from './settings.ts';
import type { Hooks, StartOptions } from './start.ts';

/** A checked session start, and all that sending it needs. */
export interface Sending {
  options: StartOptions;
  settings: Settings;
  built: BuiltBody;
  findings: Finding[];
  context: Context;
  hooks: Hooks;
}

/** Sends a session start, reads the answer, and ends the session again where that was asked for. */
export async function sendStart(sending: Sending): Promise<Result> {
  const { options, settings, built, context, hooks } = sending;
  const endpoint = requireEndpoint(settings);
  const url = apiUrl(endpoint.url, '/api/v1/sessions');
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, url, context, interruption.signal, {
    direct: options.sandbox,
  });
  const posted = await postBody(
    {
      command: 'start',
      asked: 'session',
      eventType: 'sessionStart',
      url,
      endpoint,
      settings,
      connection,
      built,
      findings: sending.findings,
      options,
      announce: hooks.waiting,
      started: hooks.sessionStarted,
    },
    context,
  );
  const result = withStartFacts(posted, built, options);
  const ended =
    result.session && options.end ? await endSession(result, built.body, connection, context) : result;
  return interruption.apply(ended);
}

/** What only a start has to add: what a 201 does not prove, and how large the body was. */
function withStartFacts(result: Result, built: BuiltBody, options: StartOptions): Result {
  const { error, session, findings } = result;
  const proof: Finding[] = session && !options.sandbox ? [{ code: 'not-proved', severity: 'info' }] : [];
  return {
    ...result,
    findings: [...findings, ...proof],
    ...(session && !options.sandbox && { endWith: endCommand(session, options.connection) }),
    ...(error && {
      error: { ...error, args: { ...error.args, bodyBytes: bodyBytes(built.body).length } },
    }),
  };
}

/** The command that ends a session, with what it needs of the options to reach the same endpoint. */
function endCommand(session: Session, { settings, config, noConfig, profiles }: SettingsOptions): string {
  const given = [
    ['--config', config],
    ['--profile', profiles[0]],
    ['--endpoint', settings['endpoint']],
    ['--cacert', settings['caCert']],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quote(value)}`]));
  return ['media-session end', session.id, ...given, ...(noConfig ? ['--no-config'] : [])].join(' ');
}
