import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fillReadme } from '../../src/cli/readme.ts';

test('the generated blocks of the README are what the code says now (npm run readme writes them)', () => {
  const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(fillReadme(text)).toBe(text);
});
