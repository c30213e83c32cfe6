import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One source of the program, as far as tests look at it. */
export interface Source {
  /** Path below src. */
  path: string;
  /** First part of the path; a file directly in src is a folder of its own. */
  folder: string;
  text: string;
  /** The text without comments. */
  code: string;
  imports: { target: string; typeOnly: boolean }[];
}

/** Static and dynamic imports, and re-exports. A template or variable as target is no literal and fails below. */
const IMPORT =
  /\b(import|export)\s+(type\s+)?[^'"`;()]*?\bfrom\s*'([^']+)'|\b(typeof\s+)?import\(\s*([^)]*?)\s*\)/g;

/** What a source imports, statically and dynamically. */
export function importsOf(code: string): Source['imports'] {
  return [...code.matchAll(IMPORT)].map(([, , type, from, typeOf, argument]) => ({
    target: from ?? /^'([^']+)'$/.exec(argument ?? '')?.[1] ?? `not a literal: ${argument}`,
    typeOnly: type !== undefined || typeOf !== undefined,
  }));
}

/** Comments become blanks; what stands in a text is left alone. */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|(?<![:\\/'"`\w])\/\/[^\n]*/g;
  return text.replace(token, (match) => (match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match));
}

/** Every source of the program. */
export const SOURCES: Source[] = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => {
    const text = readFileSync(join(ROOT, 'src', path), 'utf8');
    const code = withoutComments(text);
    return { path, folder: folderOf(path), text, code, imports: importsOf(code) };
  });

/** The folder of a path below src. */
export function folderOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.tsx?$/, '');
}

/** The path below src that a relative import leads to; it begins with `..` when it leads out. */
export function resolved(source: Source, target: string): string {
  return join(source.path, '..', target).replaceAll('\\', '/');
}

/** Whether an import is of a package. */
export function isPackage(target: string): boolean {
  return !target.startsWith('.') && !target.startsWith('node:');
}

/** The name of the package that is imported. */
export function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
