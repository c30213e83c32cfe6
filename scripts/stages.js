// How the bundle is divided. A run loads a few of these files one after the other, and each file costs time, so there
// are few, and what several of them share stands in the first that needs it: whoever loads a later one has that already.
import { readFileSync, writeFileSync } from 'node:fs';
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
  { name: 'help', loads: ['verb-help', 'help'].map((name) => `src/cli/${name}.ts`) },
  {
    name: 'verbs',
    loads: ['verbs', 'event-verbs'].map((name) => `src/cli/${name}.ts`),
    shares: ['src/rules/known-values.ts', 'src/rules/quality.ts'],
  },
  {
    name: 'setup-verbs',
    loads: ['sandbox-verb', 'completion-verbs', 'help-verb'].map((name) => `src/cli/${name}.ts`),
  },
  { name: 'words', loads: ['src/report/words.ts', 'src/report/wording/index.ts'] },
  { name: 'later-words', loads: ['src/report/wording/later.ts'] },
  { name: 'reports', loads: ['src/report/files.ts', 'src/report/targets.ts', 'src/report/write-file.ts'] },
  { name: 'settings', loads: ['src/commands/start.ts'] },
  { name: 'bodies', loads: ['src/commands/start-body.ts', 'src/commands/check.ts'] },
  { name: 'refused', loads: ['src/rules/check-event.ts'] },
  { name: 'captured', loads: ['src/request/captured.ts'] },
  { name: 'completion', loads: ['src/commands/completion.ts'] },
  { name: 'config', loads: ['src/commands/config.ts'] },
  {
    name: 'send',
    loads: ['send-start', 'event', 'check-live', 'schema'].map((name) => `src/commands/${name}.ts`),
  },
  {
    name: 'commands',
    loads: ['doctor', 'explain', 'sandbox', 'profiles'].map((name) => `src/commands/${name}.ts`),
  },
  { name: 'undici', loads: ['src/client/undici.ts'] },
  { name: 'tls', loads: ['src/client/tls.ts', 'src/client/trust.ts'] },
  { name: 'cosmiconfig', loads: ['cosmiconfig'] },
  { name: 'config-yaml', loads: ['src/input/yaml.ts'] },
  { name: 'yaml', loads: ['yaml'] },
  { name: 'chalk', loads: ['chalk'] },
  { name: 'topics', loads: ['src/cli/topics.ts'] },
  { name: 'github', loads: ['src/report/github.ts'] },
  { name: 'server', loads: ['src/sandbox/server.ts'] },
  { name: 'certificate', loads: ['src/sandbox/certificate.ts'] },
];

/** A lazy import of another stage: what esbuild makes of it copies all exports, each time anew. */
const LAZY = /__toESM\((require\("\.\/[\w-]+\.cjs"\)), ?1\)/g;

/**
 * Bundles one stage into a file of dist/. `owners` maps each module to the stage that holds it, and gets those of this one. What
 * an earlier stage holds is taken from there; what is loaded lazily stays outside.
 */
export async function buildStage(stage, owners, options) {
  const root = options.absWorkingDir;
  const run = (contents, more) =>
    build({
      ...options,
      stdin: { contents, resolveDir: root, loader: 'ts' },
      plugins: [...options.plugins, fromEarlier(root, owners), lazily(root)],
      ...more,
    });
  const found = await run(exportAll(stage.loads), { write: false });
  const modules = [...modulesOf(found.metafile), ...(stage.shares ?? [])];
  const elsewhere = stage.loads.filter((load) => owners.has(load));
  if (elsewhere.length > 0)
    throw new Error(`an earlier stage than ${stage.name} holds ${elsewhere.join(', ')}`);
  const file = join(root, 'dist', `${stage.name}.cjs`);
  const exported = await exportsOf(run, modules);
  const result = await run(entry(stage, exported), { outfile: file });
  writeFileSync(file, requiredOnce(readFileSync(file, 'utf8').replace(LAZY, '$1')));
  for (const module of modules) owners.set(module, stage.name);
  return result;
}

/** Each module of a stage asks for the earlier stages by itself; all but the first can share what that one got. */
function requiredOnce(text) {
  const got = new Map();
  return text.replace(/\b(import_\w+)=require\(("\.\/[\w-]+\.cjs")\)/g, (whole, variable, path) => {
    if (got.has(path)) return `${variable}=${got.get(path)}`;
    got.set(path, variable);
    return whole;
  });
}

/** Our own modules in a bundle, by their paths. */
function modulesOf({ inputs }) {
  return Object.keys(inputs).filter((path) => /^src\/.*\.ts$/.test(path));
}

/**
 * The modules by the names that they export. Later stages ask for these by name alone.
 * @throws Error when two modules of a stage export different things under one name
 */
async function exportsOf(run, modules) {
  const names = async (some) => {
    const { metafile } = await run(exportAll(some), { format: 'esm', write: false });
    return Object.values(metafile.outputs)[0].exports;
  };
  const owners = new Map();
  for (const module of modules) for (const name of await names([module])) owners.set(name, module);
  // What two modules export is no export of both together, unless it is the same thing.
  const together = await names(modules);
  const ambiguous = [...owners.keys()].filter((name) => !together.includes(name));
  if (ambiguous.length > 0) throw new Error(`exported twice in one stage: ${ambiguous.join(', ')}`);
  return owners;
}

const exportAll = (modules) => modules.map((module) => `export * from ${specifier(module)};`).join('\n');

/** How a module or a package is imported from the root. */
const specifier = (module) => JSON.stringify(module.startsWith('src/') ? `./${module}` : module);

/** What a stage exports: everything that its modules do, as plain values, which are read faster than esbuild's getters. */
function entry({ loads }, exported) {
  if (!loads[0].startsWith('src/')) return `module.exports = require(${specifier(loads[0])});`;
  const imports = [...exported].map(([name, module]) => `import { ${name} } from ${specifier(module)};`);
  return `${imports.join('\n')}\nmodule.exports = { ${[...exported.keys()].join(', ')} };`;
}

/** A module by its path from the root, a package by its name. */
const nameOf = (path, resolveDir, root) =>
  path.startsWith('.') ? relative(root, resolve(resolveDir, path)).replaceAll('\\', '/') : path;

/** Takes what an earlier stage holds from there. */
function fromEarlier(root, owners) {
  return {
    name: 'from-earlier',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, importer, resolveDir, kind }) => {
        if (kind === 'dynamic-import' || importer.includes('node_modules')) return undefined;
        const owner = owners.get(nameOf(path, resolveDir, root));
        return owner && { path: `./${owner}.cjs`, external: true };
      });
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
