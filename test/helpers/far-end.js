// What lives in a network namespace besides the program: resolvers, and a server. Its one argument says how they behave
// (`FarEnd` of namespace.ts). It ends when the program, its parent, has ended.
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import net from 'node:net';

const { resolvers, records, address, appearsAfterMs, pair, ready } = JSON.parse(process.argv[2]);
const TYPES = { 1: 'A', 28: 'AAAA' };
const CODES = { SERVFAIL: 2, NXDOMAIN: 3 };

/** The bytes of an address. */
function bytesOf(text) {
  if (net.isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  const [head, tail = ''] = text.split('::').map((part) => part.split(':').filter(Boolean));
  const groups = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** The response to a query, or nothing for a type that is not answered. */
function respond(query) {
  let end = 12;
  while (query[end] !== 0) end += query[end] + 1;
  const type = query.readUInt16BE(end + 1);
  const record = records[TYPES[type]] ?? 'SILENT';
  if (record === 'SILENT') return undefined;
  const found = Array.isArray(record) ? record : [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (CODES[record] ?? 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found.length, 6);
  const answers = found.map((text) => {
    const bytes = bytesOf(text);
    return Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length]), bytes]);
  });
  return Buffer.concat([head, query.subarray(12, end + 5), ...answers]);
}

for (const resolver of resolvers) {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address: from }) => {
    const response = respond(query);
    if (response) socket.send(response, port, from);
  });
  await new Promise((resolve) => socket.bind(53, resolver, resolve));
}
if (pair) {
  const server = createServer(pair, (request, response) => {
    request.resume();
    response.writeHead(201, { Location: '/api/v1/sessions/abc' }).end();
  });
  await new Promise((resolve) => server.listen(443, '0.0.0.0', resolve));
}
// Until then, what is sent to it goes into the cable and is lost.
if (address) {
  setTimeout(() => execFileSync('ip', ['address', 'add', `${address}/32`, 'dev', 'lo']), appearsAfterMs);
}
writeFileSync(ready, '');
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 100);
