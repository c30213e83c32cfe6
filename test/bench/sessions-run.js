// Many sessions of one run: settings read once, then for each session the body built, checked and sent and the answer
// judged, over connections that the run shares. Bundled for the benchmark. Prints how long they took, in milliseconds.
import { parseCommandLine } from '../../src/cli/parse.ts';
import { Connections } from '../../src/client/connections.ts';
import { checkBody } from '../../src/commands/check-body.ts';
import { prepareConnection, requireEndpoint, settingsInput } from '../../src/commands/connection.ts';
import { Interruption } from '../../src/commands/interruption.ts';
import { postBody } from '../../src/commands/post-body.ts';
import { apiUrl } from '../../src/config/endpoint.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import { buildBody } from '../../src/request/build.ts';
import { context } from './context.js';
import { inParallel } from './parallel.js';
import { FLAGS } from './place.js';

const [origin, count, width] = process.argv.slice(2);
const own = context();
const { options } = await parseCommandLine(['start', '--endpoint', origin, ...FLAGS], own);
const settings = await resolveSettings(settingsInput(options.connection, own));
const endpoint = requireEndpoint(settings);
const url = apiUrl(endpoint.url, '/api/v1/sessions');
const connection = await prepareConnection(settings, url, own, new Interruption(own).signal);
const connections = new Connections();
connection.base.connections = connections;

const start = async () => {
  const built = await buildBody('sessionStart', options.body, settings, own);
  const findings = checkBody(built, settings, own, { allowUnknown: false });
  const posting = { command: 'start', asked: 'session', eventType: 'sessionStart', url, endpoint, settings };
  const result = await postBody(
    { ...posting, connection, built, findings, options, announce: async () => {} },
    own,
  );
  if (!result.session) throw new Error(JSON.stringify(result.error));
};
process.stdout.write(`${await inParallel(Number(count), Number(width), start)}\n`);
connections.close();
