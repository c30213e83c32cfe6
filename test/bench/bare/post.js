// The least that posts a body with undici: the yardstick for `start`. Called with the URL and the file of the body.
import { readFileSync } from 'node:fs';
import { request } from 'undici';

const [url, file] = process.argv.slice(2);
const { body } = await request(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: readFileSync(file),
});
await body.text();
