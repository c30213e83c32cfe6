// How the bundle is divided. A run loads a few of these files one after the other, and each file costs time, so there
// are few, and what several of them share stands in the first that needs it: whoever loads a later one has that already.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * The files of dist/ in the order in which they are loaded, each with the modules or packages that it is loaded for, and
 * what it holds for several later ones although it does not need it itself, or that is a package.
 */
export const STAGES = [
  {
    name: 'main',
    loads: ['src/main.ts'],
    shares: ['commander', 'src/input/paths.ts', 'src/model/redacted.ts'],
  },
  {
    name: 'verbs',
    loads: ['verbs', 'event-verbs'].map((name) => `src/cli/${name}.ts`),
  },
  {
    name: 'setup-verbs',
    loads: ['sandbox-verb', 'completion-verbs', 'help-verb'].map((name) => `src/cli/${name}.ts`),
  },
  { name: 'words', loads: ['src/report/words.ts', 'src/report/wording/outcome.ts'] },
  { name: 'reports', loads: ['src/report/files.ts', 'src/report/targets.ts'] },
  { name: 'check', loads: ['src/commands/check.ts'] },
  { name: 'captured', loads: ['src/request/captured.ts'] },
  { name: 'completion', loads: ['src/commands/completion.ts'] },
  { name: 'config', loads: ['src/commands/config.ts'] },
  { name: 'start', loads: ['src/commands/start.ts'] },
  { name: 'send', loads: ['send-start', 'event', 'check-live'].map((name) => `src/commands/${name}.ts`) },
  {
    name: 'commands',
    loads: ['doctor', 'explain', 'schema', 'sandbox', 'profiles'].map((name) => `src/commands/${name}.ts`),
  },
  { name: 'undici', loads: ['src/client/undici.ts'] },
  { name: 'tls', loads: ['src/client/tls.ts', 'src/client/trust.ts'] },
  { name: 'cosmiconfig', loads: ['cosmiconfig'] },
  { name: 'yaml', loads: ['yaml'] },
  { name: 'chalk', loads: ['chalk'] },
  { name: 'topics', loads: ['src/cli/topics.ts'] },
  { name: 'github', loads: ['src/report/github.ts'] },
  { name: 'server', loads: ['src/sandbox/server.ts'] },
  { name: 'certificate', loads: ['src/sandbox/certificate.ts'] },
];

const require = createRequire(import.meta.url);

/** A lazy import of another stage: what esbuild makes of it copies all exports, each time anew. */
const LAZY = /__toESM\((require\("\.\/[\w-]+\.cjs"\)), ?1\)/g;

/** The modules of earlier stages by path, with the name of theirs. */
const EARLIER = 'earlier';

/**
 * Bundles one stage into a file of dist/. `owners` maps each module to the stage that holds it and the names that it exports,
 * and gets those of this one. What an earlier stage holds is taken from there; what is loaded lazily stays outside.
 */
export async function buildStage(stage, owners, options) {
  const root = options.absWorkingDir;
  const run = (modules) =>
    build({
      ...options,
      stdin: { contents: entry(stage, modules), resolveDir: root, loader: 'ts' },
      outfile: join(root, 'dist', `${stage.name}.cjs`),
      plugins: [...options.plugins, fromEarlier(root, owners), lazily(root)],
    });
  // The first run tells which modules there are; the second lets later stages have them.
  const { metafile } = await run([]);
  const modules = [...modulesOf(metafile), ...(stage.shares ?? [])];
  const result = await run(modules);
  const file = join(root, 'dist', `${stage.name}.cjs`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(LAZY, '$1'));
  const built = require(file).modules ?? {};
  for (const [module, exported] of Object.entries(built)) {
    owners.set(module, { stage: stage.name, names: Object.keys(exported) });
  }
  return result;
}

/** Our own modules in a bundle, by their paths. */
function modulesOf({ inputs }) {
  return Object.keys(inputs).filter((path) => /^src\/.*\.ts$/.test(path));
}

/** How a module or a package is imported from the root. */
const specifier = (module) => JSON.stringify(module.startsWith('src/') ? `./${module}` : module);

/** What a stage exports: what its modules do, and the modules themselves under `modules` for later stages. */
function entry({ loads }, modules) {
  if (!loads[0].startsWith('src/')) return `module.exports = require(${specifier(loads[0])});`;
  return [
    ...loads.map((load) => `export * from ${specifier(load)};`),
    ...modules.map((module, at) => `import * as m${at} from ${specifier(module)};`),
    // Copies: plain values are read faster than the getters that exports are.
    `export const modules = { ${modules.map((module, at) => `${JSON.stringify(module)}: { ...m${at} }`).join(', ')} };`,
  ].join('\n');
}

/** A module by its path from the root, a package by its name. */
const nameOf = (path, resolveDir, root) =>
  path.startsWith('.') ? relative(root, resolve(resolveDir, path)).replaceAll('\\', '/') : path;

/** Takes what an earlier stage holds from there. */
function fromEarlier(root, owners) {
  return {
    name: 'from-earlier',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, importer, resolveDir, kind }) => {
        if (kind === 'dynamic-import' || importer.includes('node_modules')) return undefined;
        const module = nameOf(path, resolveDir, root);
        const owner = owners.get(module);
        return owner && { path: module, namespace: EARLIER, pluginData: owner };
      });
      onLoad({ filter: /./, namespace: EARLIER }, ({ path, pluginData: { stage, names } }) => ({
        contents: [
          `const held = require('./${stage}.cjs').modules[${JSON.stringify(path)}];`,
          ...names.map((name) => `const ${name}_ = held.${name}; export { ${name}_ as ${name} };`),
        ].join('\n'),
      }));
      onResolve({ filter: /^\.\/[\w-]+\.cjs$/, namespace: EARLIER }, ({ path }) => ({
        path,
        external: true,
      }));
    },
  };
}

/** Leaves what is loaded lazily to its own stage. */
function lazily(root) {
  return {
    name: 'lazily',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
        if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
        const load = nameOf(path, resolveDir, root);
        const stage = STAGES.find(({ loads }) => loads.includes(load));
        if (!stage) return { errors: [{ text: `no stage of scripts/stages.js loads ${load}` }] };
        return { path: `./${stage.name}.cjs`, external: true };
      });
    },
  };
}
