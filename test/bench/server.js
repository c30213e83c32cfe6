// The server that everything posts to, a process of its own: it must not share an event loop with what is measured.
// It answers like the API, at once. Prints its origin when it listens; ends with its parent. Called with the name of a file,
// it speaks TLS and writes a certificate to trust there.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { makeCertificate } from '../../dist/certificate.cjs';

const LOCATION = `/api/v1/sessions/${'a'.repeat(64)}`;

const answer = (request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url.endsWith('/events')) response.writeHead(204);
    else response.writeHead(201, { location: LOCATION, 'content-length': 0 });
    response.end();
  });
};

const [file] = process.argv.slice(2);
const pair = file && (await makeCertificate(Date.now()));
if (pair) writeFileSync(file, pair.cert);
const server = pair ? createTlsServer(pair, answer) : createServer(answer);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${file ? 'https' : 'http'}://127.0.0.1:${server.address().port}\n`),
);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
