// Writes the generated blocks of README.md: settings, completion, exit codes. A test fails when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/readme.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { fillReadme } = await import(`data:text/javascript;base64,${code}`);
const path = `${root}/README.md`;
writeFileSync(path, fillReadme(readFileSync(path, 'utf8')));
