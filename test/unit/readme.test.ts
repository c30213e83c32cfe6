import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fillReadme } from '../helpers/readme.ts';

const README = new URL('../../README.md', import.meta.url);

test('the generated blocks of the README are what the code says now (npm run docs writes them)', async () => {
  await expect(await fillReadme(readFileSync(README, 'utf8'))).toMatchFileSnapshot('../../README.md');
});
