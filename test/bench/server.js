// The server that everything posts to, a process of its own: it must not share an event loop with what is measured.
// It answers like the API, at once. Prints its origin when it listens; ends with its parent. Called with the name of a file,
// it speaks TLS and writes a certificate to trust there.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { generate } from 'selfsigned';

const LOCATION = `/api/v1/sessions/${'a'.repeat(64)}`;

const answer = (request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url.endsWith('/events')) response.writeHead(204);
    else response.writeHead(201, { location: LOCATION, 'content-length': 0 });
    response.end();
  });
};

/** Key and certificate for this machine, the latter written to a file, too. */
async function pair(file) {
  const pems = await generate([{ name: 'commonName', value: 'bench' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  writeFileSync(file, `${pems.cert.trimEnd()}\n`);
  return { key: pems.private, cert: pems.cert };
}

const [file] = process.argv.slice(2);
const server = file ? createTlsServer(await pair(file), answer) : createServer(answer);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${file ? 'https' : 'http'}://127.0.0.1:${server.address().port}\n`),
);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
