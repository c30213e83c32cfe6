import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/run-main.ts';

/** Written by @httptoolkit/httpsnippet 2.2.0 for one request, whose planted mistake is media.length as text. */
const SNIPPETS = new URL('../fixtures/snippets/', import.meta.url);

/** Whose body is built of the language's own collections, or quoted as no other language does. */
const NOT_READ = [
  'clojure-clj_http',
  'objc-nsurlsession',
  'php-curl',
  'php-http1',
  'php-http2',
  'swift-nsurlsession',
];

/** The scheme is not part of the message. */
const WITHOUT_SCHEME = ['http-1.1'];

/** The URL is put together of parts. */
const WITHOUT_URL = ['node-native', 'python-python3'];

const NAMES = readdirSync(SNIPPETS).map((file) => file.replace('.txt', ''));

const explain = (name: string) =>
  runMain({ snippet: readFileSync(new URL(`${name}.txt`, SNIPPETS)) }, ['explain', 'snippet']);

test.each(NAMES.filter((name) => !NOT_READ.includes(name)))(
  '%s: the body is read, and the URL',
  async (name) => {
    const { code, out } = await explain(name);
    expect(code).toBe(2);
    expect(out).toContain('media.length must be a number, not the text "60".');
    expect(out.match(/^error\[/gm)).toHaveLength(1);
    if (!WITHOUT_URL.includes(name))
      expect(out).toContain(
        `${WITHOUT_SCHEME.includes(name) ? ' ' : 'https://'}example.hb-api.omtrdc.net/api/v1/sessions`,
      );
  },
);

test.each(NOT_READ)('%s: nothing is called valid that was not read', async (name) => {
  const { code, out } = await explain(name);
  expect([code, out]).toEqual([2, expect.not.stringMatching(/: valid/)]);
});
