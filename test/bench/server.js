// The server that everything posts to, a process of its own: it must not share an event loop with what is measured.
// It answers like the API, at once. Prints its origin when it listens; ends with its parent.
import { createServer } from 'node:http';

const LOCATION = `/api/v1/sessions/${'a'.repeat(64)}`;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(201, { location: LOCATION, 'content-length': 0 });
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.stdin.resume();
process.stdin.on('end', () => process.exit());
