// Bundles src/ into dist/: one entry and a chunk per lazily loaded part, dependencies included.
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leaveOut } from './leave-out.js';
import { bundledLicences } from './licences.js';
import { together } from './together.js';

const root = fileURLToPath(new URL('..', import.meta.url));

rmSync(`${root}/dist`, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  // jsonc-parser's main is UMD, whose require() calls a bundler cannot see.
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [leaveOut, together],
  // The licences of what is bundled are in a file of their own.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // CommonJS dependencies call require() for Node's own modules, which an ES module does not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
});
writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, bundledLicences(metafile, root));
