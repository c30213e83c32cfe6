import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      project('unit', 10_000),
      project('cli', 20_000),
      project('e2e', 60_000),
      project('faults', 60_000),
    ],
  },
});
