// Bundles src/ into dist/, dependencies included, in the files that stages.js names. They are CommonJS: Node loads those with
// less ado than ES modules, which shows in a program that runs for a tenth of a second.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { leaveOut } from './leave-out.js';
import { bundledLicences } from './licences.js';
import { plainAssert } from './plain-assert.js';
import { buildStage, STAGES } from './stages.js';
import { version } from './version.js';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.18',
  // jsonc-parser's main is UMD, whose require() calls a bundler cannot see.
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  define: { 'import.meta.dirname': '__dirname' },
  supported: { 'dynamic-import': false },
  plugins: [version, leaveOut, plainAssert],
  // The licences of what is bundled are in a file of their own.
  legalComments: 'none',
  // A stage is an ES module that sets module.exports.
  logOverride: { 'commonjs-variable-in-esm': 'silent' },
  metafile: true,
  logLevel: 'warning',
};

rmSync(`${root}/dist`, { recursive: true, force: true });
const owners = new Map();
const outputs = {};
for (const stage of STAGES) {
  const { metafile } = await buildStage(stage, owners, options);
  Object.assign(outputs, metafile.outputs);
}
// The schemas are data, read one at a time when they are needed.
mkdirSync(`${root}/dist/schemas`);
for (const name of readdirSync(`${root}/src/rules/schemas`)) {
  const schema = JSON.parse(readFileSync(`${root}/src/rules/schemas/${name}`, 'utf8'));
  writeFileSync(`${root}/dist/schemas/${name}`, `${JSON.stringify(schema)}\n`);
}
writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, bundledLicences({ outputs }, root));
