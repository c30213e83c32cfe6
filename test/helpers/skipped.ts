import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end which tests did not run on this machine, and why, each reason once. */
export class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const reasons = new Map<string, string[]>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const reason = (result.state === 'skipped' && result.note) || 'not for this platform';
        reasons.set(reason, [...(reasons.get(reason) ?? []), `${module.relativeModuleId}: ${test.fullName}`]);
      }
    }
    for (const [reason, names] of reasons)
      process.stdout.write(`Skipped (${reason}):\n${names.map((name) => `  ${name}\n`).join('')}`);
  }
}
