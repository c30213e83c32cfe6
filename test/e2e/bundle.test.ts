import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const { STAGES } = (await import(new URL('../../scripts/stages.js', import.meta.url).href)) as {
  STAGES: { name: string; loads: string[] }[];
};

/** Every `const { name } = await import('./module.ts')` of the sources, with the module's path from the root. */
function lazyImports(): { from: string; module: string; names: string[] }[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const path = join(ROOT, 'src', file);
      const found = readFileSync(path, 'utf8').matchAll(
        /\{([^{}]*)\}\s*=\s*(?:\w+ \? )?await import\('(\.[^']+)'\)/g,
      );
      return [...found].map(([, names = '', target = '']) => ({
        from: file,
        module: relative(ROOT, resolve(dirname(path), target)).replaceAll('\\', '/'),
        names: names.split(',').map((name) => name.split(':')[0]?.trim() ?? ''),
      }));
    });
}

test("no assertion of a package is Node's own, for whose message Node 20 parses the whole bundle", () => {
  const files = readdirSync(join(ROOT, 'dist')).filter((file) => file.endsWith('.cjs'));
  const found = files.flatMap((file) => {
    const text = readFileSync(join(ROOT, 'dist', file), 'utf8');
    return [...text.matchAll(/require\("(?:node:)?assert"\)|\bassert\d*\.\w+/g)].map(
      ([what]) => `${file}: ${what}`,
    );
  });
  expect(found).toEqual([]);
});

test('each lazy import finds what it asks for in the file of the bundle that it loads', () => {
  const imports = lazyImports();
  expect(imports.length).toBeGreaterThan(20);
  const missing = imports.flatMap(({ from, module, names }) => {
    const stage = STAGES.find(({ loads }) => loads.includes(module));
    const built = stage ? (require(join(ROOT, 'dist', `${stage.name}.cjs`)) as object) : {};
    return names
      .filter((name) => name !== '' && !(name in built))
      .map((name) => `${from}: ${name} of ${module}`);
  });
  expect(missing).toEqual([]);
});
