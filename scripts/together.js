// Where the bundle is divided. A module that is loaded lazily becomes a file of its own, and so does what any two of
// them share; each file costs time at the start. So all commands are one file: what they share is most of them.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const LAZY_COMMAND = /\bimport\('(\.\/commands\/[\w-]+\.ts)'\)/g;

/** An esbuild plugin that puts the commands, which main.ts loads one by one, into one file. */
export const together = {
  name: 'together',
  setup(build) {
    build.onResolve({ filter: /^\.\/commands\// }, ({ kind, importer }) =>
      kind === 'dynamic-import' ? { path: importer, namespace: 'together' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'together' }, ({ path }) => {
      const names = [...readFileSync(path, 'utf8').matchAll(LAZY_COMMAND)].map(([, name]) => name);
      return {
        contents: names.map((name) => `export * from ${JSON.stringify(name)};\n`).join(''),
        resolveDir: dirname(path),
      };
    });
  },
};
