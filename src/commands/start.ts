import { type BuiltBody, buildBody } from '../body/build.ts';
import { curlCommand } from '../body/curl-command.ts';
import type { BodyOptions } from '../body/options.ts';
import { bodyBytes } from '../body/serialize.ts';
import { defineCommand, type Given, ownOptions } from '../cli/definition.ts';
import { bodyOptions } from '../cli/options/body.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { reportOptions } from '../cli/options/reports.ts';
import { SEND, type SendOptions } from '../cli/options/send.ts';
import { settingsOptions } from '../cli/options/settings.ts';
import { usage } from '../cli/usage.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../model/context.ts';
import { EVERY_EXIT } from '../model/exit-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { RunHooks } from '../model/hooks.ts';
import { silence } from '../model/ignore.ts';
import type { Reports } from '../model/reports.ts';
import type { Printed, StartResult } from '../model/result.ts';
import { strictly } from '../model/strict.ts';
import type { FaultName } from '../sandbox/faults.ts';
import { checkBody, refusal } from './shared/check-body.ts';
import { prepareConnection } from './shared/connection.ts';
import { endSession } from './shared/end-session.ts';
import { faultOption, readFault } from './shared/fault.ts';
import { Interruption } from './shared/interruption.ts';
import { endCommand } from './shared/next-command.ts';
import { type Posted, postBody } from './shared/post-body.ts';
import { perProfile, refuseSeveral } from './shared/profiles.ts';
import { openSandbox, sandboxEndpoint } from './shared/sandbox.ts';
import { requestHeaders, requireEndpoint } from './shared/settings.ts';

/** What `start` was asked to do. */
interface StartOptions extends SendOptions {
  connection: SettingsChoice;
  body: BodyOptions;
  report: Reports;
  curl: boolean;
  end: boolean;
  sandbox: boolean;
  /** What the sandbox gets wrong. */
  fault: FaultName | undefined;
}

type StartHooks = Pick<RunHooks, 'sessionStarted' | 'waiting' | 'waitsFor'>;

const SETTINGS = settingsOptions({ severalProfiles: true, sends: true });
const REPORTS = reportOptions('har', 'junit', 'dotenv');
const BODY = bodyOptions('sessionStart');

/** `start`. */
export const START = defineCommand<StartOptions>({
  options: [
    ownOptions(
      {
        flags: '--smoke',
        description: 'fill in missing metadata with test data; end the session again',
      },
      { flags: '--end', description: 'end the session right after it started' },
      {
        flags: '--sandbox',
        description: 'run against an embedded sandbox instead of the endpoint',
        conflicts: ['--curl', '--endpoint'],
      },
      faultOption('with --sandbox: rehearse a failure (media-session help faults)'),
      { flags: '--curl', description: 'print the request as a curl command; sends nothing' },
      {
        flags: '--from <file>',
        description: 'send a captured body again (HAR, curl command, --json output)',
      },
    ),
    SEND,
    SETTINGS,
    REPORTS,
    BODY,
    OUTPUT,
  ],
  events: () => ['sessionStart'],
  examples: [
    'media-session start --sandbox --smoke                  # without an account',
    'media-session start --smoke                            # test your own credentials',
    'media-session start --body meta.json --channel sports  # your own metadata',
    'media-session start --from customer.har --no-validate  # send what was captured',
    'media-session start --smoke --all-profiles --json      # for scripts',
  ],
  exits: EVERY_EXIT,
  read: readStart,
  run: perProfile('start', start),
});

function readStart(given: Given): StartOptions {
  const connection = SETTINGS.read(given);
  // What these print is one body, or one command: more than one in a row could not be told apart.
  const offline = ['--dry-run', '--curl'].find((name) => given.flag(name));
  if (offline !== undefined) refuseSeveral(connection, offline);
  const sandbox = given.flag('--sandbox');
  const fault = readFault(given.text('--fault'));
  if (fault !== undefined && !sandbox)
    throw usage({ code: 'usage-option-value', args: { option: '--fault', needs: '--sandbox' } });
  return {
    connection,
    body: BODY.read(given),
    report: REPORTS.read(given),
    ...SEND.read(given),
    curl: given.flag('--curl'),
    end: given.flag('--end') || given.flag('--smoke'),
    sandbox,
    fault,
  };
}

/**
 * Starts a session: settings, body, check, POST, diagnosis. Throws InputError for a mistake found before
 * anything was sent; everything that happens afterwards is in the result.
 */
async function start(options: StartOptions, context: Context, hooks: StartHooks): Promise<StartResult> {
  const offline = options.dryRun || options.curl;
  const server = options.sandbox && !offline ? await openSandbox(context, options.fault) : undefined;
  try {
    const resolved = await resolveSettings(options.connection, context, { sandbox: options.sandbox });
    const settings = server ? { ...resolved, endpoint: sandboxEndpoint(server.url) } : resolved;
    const built = await buildBody('sessionStart', options.body, settings, context);
    const { strict } = options.connection;
    const found = checkBody(built, settings, context, { allowUnknown: options.allowUnknown });
    const local = strictly(found, strict);
    const refused = refusal(local, settings, {
      validate: options.validate,
      needsEndpoint: !options.dryRun,
    });
    if (refused) throw refused;
    const checked = { options, settings, built, findings: [...settings.warnings, ...local] };
    return offline ? printed(checked, context) : await send(checked, context, hooks);
  } finally {
    await server?.close();
  }
}

/** A body that may be sent, and what the check had to say about it. */
interface Checked {
  options: StartOptions;
  settings: Settings;
  built: BuiltBody;
  findings: Finding[];
}

/** The body, or a curl command that sends it; sends nothing. */
function printed({ options, settings, built, findings }: Checked, context: Context): StartResult {
  const text = JSON.stringify(built.body);
  const url = settings.endpoint ? apiUrl(settings.endpoint.url, '/api/v1/sessions').href : '';
  const caCert = settings.values.caCert?.value;
  const headers = { 'content-type': requestHeaders(context)['content-type'] ?? '' };
  const printed: Printed = options.dryRun
    ? { form: 'body', text }
    : {
        form: 'curl',
        text: curlCommand({ url, headers, body: text, ...(caCert !== undefined && { caCert }) }),
      };
  const request = { method: 'POST', url, body: built.body };
  return { command: 'start', sent: 'no', findings, request, printed };
}

/** Sends the body, reads the response, and ends the session where that was asked for. */
async function send(checked: Checked, context: Context, hooks: StartHooks): Promise<StartResult> {
  const { options, settings, built, findings } = checked;
  const endpoint = requireEndpoint(settings);
  const url = apiUrl(endpoint.url, '/api/v1/sessions');
  const interruption = new Interruption(context);
  const { signal } = interruption;
  const connecting = { direct: options.sandbox, waitsFor: hooks.waitsFor };
  const connection = await prepareConnection(settings, url, context, signal, connecting);
  const posting = { asked: 'session', eventType: 'sessionStart', url, endpoint } as const;
  const { waiting: announce, sessionStarted: started } = hooks;
  const posted = await postBody(
    { ...posting, settings, connection, built, findings, options, announce, started },
    context,
  );
  const result = withStartFacts(posted, checked);
  if (!result.session || !options.end) return interruption.apply(result);
  return interruption.apply(await endSession(result, built.body, connection, context));
}

/** What only a start has to add: what a 201 does not prove, and how large the body was. */
function withStartFacts({ session, ...result }: Posted, { built, options, settings }: Checked): StartResult {
  const { error, findings } = result;
  const proof: Finding[] = session && !options.sandbox ? [{ code: 'not-proved', severity: 'info' }] : [];
  return {
    ...result,
    command: 'start',
    ...(session && { session }),
    findings: [...findings, ...silence(proof, settings.ignore)],
    ...(session && !options.sandbox && { endWith: endCommand(session, options.connection) }),
    ...(error && {
      error: { ...error, args: { ...error.args, bodyBytes: bodyBytes(built.body).length } },
    }),
  };
}
