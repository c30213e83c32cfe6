import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** What `skip` was not told: `skipIf` takes no reason, and a set-up that fails gives none. */
const NO_REASON = 'another platform, or a set-up that failed';

/** Says at the end which tests, or groups of tests, did not run on this machine, and why. */
export class SkippedReporter implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // With -t, everything else is skipped.
    if (this.vitest?.config.testNamePattern) return;
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    for (const [reason, tests] of groups(skipped, reasonOf)) {
      const lines = [...groups(tests, placeOf)].map(
        ([place, { length }]) => `  ${place}${length > 1 ? ` (${length} tests)` : ''}\n`,
      );
      process.stdout.write(`Skipped (${reason}):\n${lines.join('')}`);
    }
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || NO_REASON;
}

/** Tests of one group are named by their group. */
function placeOf({ module, parent, name }: TestCase): string {
  return `${module.relativeModuleId}: ${parent.type === 'suite' ? parent.fullName : name}`;
}

function groups(tests: readonly TestCase[], key: (test: TestCase) => string): Map<string, TestCase[]> {
  const found = new Map<string, TestCase[]>();
  for (const test of tests) found.set(key(test), [...(found.get(key(test)) ?? []), test]);
  return found;
}
