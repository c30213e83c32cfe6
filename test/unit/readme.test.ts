import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TOPICS } from '../../src/cli/topic-names.ts';
import { BLOCK_NAMES, blocksOf, fillPage } from '../helpers/docs-pages.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** README and docs, by their paths. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Other tests see to further blocks. */
const generatedIn = (page: string): string[] =>
  blocksOf(read(page)).filter((name) => BLOCK_NAMES.includes(name));

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

describe('the generated blocks are what the code says now (npm run docs writes them)', () => {
  test.each(PAGES.filter((page) => generatedIn(page).length > 0))('%s', async (page) => {
    await expect(await fillPage(read(page))).toMatchFileSnapshot(join(ROOT, page));
  });

  test('each stands in one page', () => {
    expect(PAGES.flatMap(generatedIn).sort()).toEqual([...BLOCK_NAMES].sort());
  });
});

/** Topics that share a page with another. */
const SHARED: Record<string, string> = { environment: 'config', events: 'params' };

test('every topic of the help has a page, which names it', () => {
  for (const topic of Object.keys(TOPICS))
    expect(read(`docs/${SHARED[topic] ?? topic}.md`)).toContain(`media-session help ${topic}`);
});

test('every link between the pages leads somewhere', () => {
  const links = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)].map(([, target = '']) => ({
      page,
      path: join(ROOT, page, '..', target),
    })),
  );
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter(({ path }) => !existsSync(path))).toEqual([]);
});
