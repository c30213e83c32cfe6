// The least that posts a body many times with undici's global dispatcher: the yardstick for many sessions in one
// process. Prints how long the posts took, in milliseconds.
import { readFileSync } from 'node:fs';
import { request } from 'undici';
import { inParallel } from '../parallel.js';

const [url, file, count, width] = process.argv.slice(2);
const content = readFileSync(file);
const post = async () => {
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: content,
  });
  await body.text();
  if (statusCode !== 201) throw new Error(`answered ${statusCode}`);
};
process.stdout.write(`${await inParallel(Number(count), Number(width), post)}\n`);
