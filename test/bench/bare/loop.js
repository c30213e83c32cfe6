// The least that posts a body many times with undici's global dispatcher: the yardstick for many sessions in one
// process. Prints how long the posts took, in milliseconds. With the word "each", every post has a connection of its own.
import { readFileSync } from 'node:fs';
import { Agent, getGlobalDispatcher, request } from 'undici';
import { inParallel } from '../parallel.js';

const [url, file, count, width, each] = process.argv.slice(2);
const content = readFileSync(file);
const dispatcher = each ? new Agent({ pipelining: 0 }) : getGlobalDispatcher();
const post = async () => {
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: content,
    dispatcher,
  });
  await body.text();
  if (statusCode !== 201) throw new Error(`answered ${statusCode}`);
};
process.stdout.write(`${await inParallel(Number(count), Number(width), post)}\n`);
