import { defineConfig } from 'vitest/config';
import { SkippedReporter } from './test/helpers/skipped.ts';

export default defineConfig(({ mode }) => {
  // Coverage is counted in the process of the tests only, so the program runs there, too, where a test allows it.
  const env = mode === 'coverage' ? { MEDIA_SESSION_TEST_IN_PROCESS: '1' } : {};
  const project = (name: string, testTimeout: number) => ({
    test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, env },
  });
  return {
    test: {
      pool: 'forks',
      // Most tests wait for a process or a socket, so no processor is kept free as the default does.
      maxWorkers: '100%',
      reporters: ['default', new SkippedReporter()],
      projects: [
        project('unit', 60_000),
        project('cli', 60_000),
        project('growth', 60_000),
        project('e2e', 60_000),
        project('faults', 60_000),
        project('browser', 60_000),
      ],
      coverage: {
        provider: 'v8',
        include: ['src/**/*.ts'],
        reporter: ['text', 'json'],
        thresholds: { lines: 95 },
      },
    },
  };
});
