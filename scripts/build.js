// Bundles src/ into dist/: one entry and a file per lazily loaded part, dependencies included. The files are CommonJS:
// Node loads those with less ado than ES modules, which shows in a program that runs for a tenth of a second.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { data } from './data.js';
import { leaveOut } from './leave-out.js';
import { bundledLicences } from './licences.js';
import { together } from './together.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = 'node20.18';
const minify = { minifySyntax: true, minifyWhitespace: true };

/**
 * Exports are getters, since those of an ES module may still change; ours do not once the file has run, and plain
 * values are read faster. Only a file that another one waits for (a circle) is read before, through the getters.
 */
const PLAIN_EXPORTS =
  "module.exports = Object.defineProperty({ ...module.exports }, '__esModule', { value: true });";

/** esbuild divides a bundle only when it is made of ES modules; each file is turned into CommonJS afterwards. */
async function toCommonJs(text) {
  const usesUrl = text.includes('import.meta.url');
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target,
    ...minify,
    legalComments: 'none',
    supported: { 'dynamic-import': false },
    footer: PLAIN_EXPORTS,
    define: { 'import.meta.url': '__url' },
    ...(usesUrl && { banner: "const __url = require('node:url').pathToFileURL(__filename).href;" }),
  });
  return code;
}

rmSync(`${root}/dist`, { recursive: true, force: true });
const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  write: false,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target,
  // jsonc-parser's main is UMD, whose require() calls a bundler cannot see.
  mainFields: ['module', 'main'],
  ...minify,
  plugins: [data, leaveOut, together],
  // The licences of what is bundled are in a file of their own.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await toCommonJs(text));
}
writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, bundledLicences(metafile, root));
