import { closeSync, lstatSync, openSync, type Stats, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { OptionsSync } from 'cosmiconfig';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { isObject } from '../model/json.ts';
import type { UnreadableReason } from '../model/mistakes.ts';
import type { Origin } from '../model/origin.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { exportsOf } from '../parse/commonjs.ts';
import { absolutePath, fileLabel } from '../parse/paths.ts';
import { projectDirectories, userDirectory } from './directories.ts';
import { entryAt } from './entry.ts';
import { refuseForeign } from './ownership.ts';

/** A config file: its absolute path, and its name for the reader. */
export interface ConfigPlace {
  path: string;
  label: string;
}

/** File names looked for in each directory; the first wins, package.json only with an object under `media`. */
const SEARCH_PLACES = ['.mediarc', '.mediarc.json', '.mediarc.yaml', '.mediarc.yml', 'package.json'];

/** File names looked for in the user's own config directory. */
const USER_PLACES = ['config.json', 'config.yaml', 'config.yml', '.mediarc'];

/** Config files are read up to this size, in bytes. */
export const MAX_CONFIG_BYTES = 1024 * 1024;

const PACKAGE_FILE = 'package.json';
const CODE_EXTENSIONS = ['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts'];

/**
 * Finds the config file: the named one, else the nearest in the project, else the user's own; undefined when
 * there is none or when `disabled`. Nothing that is found is parsed here, and nothing is ever executed.
 * @throws InputError `config` with `config-executable` for a config written as code, `file` with
 *   `file-missing` or `file-unreadable` (args.reason): a file that cannot be read is never passed over; `config` with
 *   `config-owner` for one of another user in the project
 */
export async function discoverConfig(
  context: Context,
  options: { explicit?: { path: string; origin: Origin }; disabled: boolean },
): Promise<ConfigPlace | undefined> {
  if (options.disabled) return undefined;
  if (options.explicit) return explicitPlace(options.explicit, context);
  for (const directory of projectDirectories(context)) {
    const found = await searchDirectory(directory, SEARCH_PLACES, context);
    if (found !== undefined) {
      refuseForeign(found.path, found.label, context);
      return found;
    }
  }
  const own = userDirectory(context);
  return own === undefined ? undefined : searchDirectory(own, USER_PLACES, context);
}

function explicitPlace(explicit: { path: string; origin: Origin }, context: Context): ConfigPlace {
  const path = absolutePath(explicit.path, context);
  const label = path === undefined ? explicit.path : fileLabel(path, context);
  if (CODE_EXTENSIONS.includes(extname(explicit.path).toLowerCase())) throw executable(label);
  const args = { via: explicit.origin.name };
  const stats = path === undefined ? undefined : statOrThrow(path, label, args);
  if (path === undefined || stats === undefined) throw missing(label, args);
  if (stats.isDirectory()) throw unreadable(label, 'EISDIR', args);
  return { path, label };
}

async function searchDirectory(
  directory: string,
  places: readonly string[],
  context: Context,
): Promise<ConfigPlace | undefined> {
  const candidates = places.filter((place) => isCandidate(join(directory, place), place, context));
  const path = candidates.length === 0 ? undefined : await askCosmiconfig(directory, candidates, context);
  if (path !== undefined) return { path, label: fileLabel(path, context) };
  for (const extension of CODE_EXTENSIONS) {
    const code = join(directory, `.mediarc${extension}`);
    if (entryAt(code) !== undefined) throw executable(fileLabel(code, context));
  }
  return undefined;
}

/**
 * Whether there is a file worth searching. cosmiconfig skips what it cannot open and goes on to a file the
 * user did not mean, and it never returns from a pipe; so both are looked at first.
 */
function isCandidate(path: string, place: string, context: Context): boolean {
  if (place === PACKAGE_FILE) {
    const stats = entryAt(path);
    return stats?.isFile() === true && stats.size <= 16 * MAX_CONFIG_BYTES;
  }
  // No entry, or a directory that must not be searched: then there is nothing of ours that could be meant.
  if (entryAt(path, lstatSync) === undefined) return false;
  const label = fileLabel(path, context);
  const stats = statOrThrow(path, label);
  if (stats === undefined) throw unreadable(label, 'dangling-link');
  if (stats.isDirectory()) throw unreadable(label, 'EISDIR');
  if (!stats.isFile()) throw unreadable(label, 'not-regular');
  if (stats.size > MAX_CONFIG_BYTES) throw tooLarge(label, stats.size);
  try {
    closeSync(openSync(path, 'r'));
  } catch (error) {
    throw unreadable(label, systemCodeOf(error));
  }
  return true;
}

/** What stat says; undefined when there is nothing at the path. */
function statOrThrow(path: string, label: string, via: { via?: string } = {}): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(label, systemCodeOf(error), via);
  }
}

/**
 * Lets cosmiconfig pick among the candidates of one directory.
 *
 * Creating an explorer makes cosmiconfig look for a configuration of itself in the process's directory, and
 * it executes `.config/config.js` and its like there. So it is created in our own directory, where there is
 * none; the search then names its directory. `.js` and the other loaders stay in force unless overridden.
 */
async function askCosmiconfig(
  directory: string,
  searchPlaces: string[],
  context: Context,
): Promise<string | undefined> {
  const { cosmiconfigSync } = exportsOf(await import('cosmiconfig'));
  const options: Partial<OptionsSync> = {
    searchPlaces,
    searchStrategy: 'none',
    packageProp: ['media'],
    ignoreEmptySearchPlaces: false,
    cache: false,
    loaders: loaders(),
  };
  const home = import.meta.dirname;
  const explorer = context.inDirectory(home, () => cosmiconfigSync('media', options));
  const found = explorer.search(directory);
  // An empty file counts as found, so that it is complained of; an empty package.json is none of ours.
  return found?.isEmpty && basename(found.filepath) === PACKAGE_FILE ? undefined : found?.filepath;
}

/** Loaders that say no more than that a file is there; it is read and parsed later, with positions. */
function loaders(): OptionsSync['loaders'] {
  const present = (path: string): { path: string } => ({ path });
  const refuse = (path: string): never => {
    throw executable(path);
  };
  const code = Object.fromEntries(CODE_EXTENSIONS.map((extension) => [extension, refuse]));
  const data = ['noExt', 'default', '.yaml', '.yml'].map((extension) => [extension, present]);
  const json = (path: string, text: string): object =>
    path.endsWith(PACKAGE_FILE) ? packageMedia(text) : present(path);
  return { ...code, ...Object.fromEntries(data), '.json': json };
}

/** What cosmiconfig looks at in a package.json. One that is broken or has nothing for us is not our business. */
function packageMedia(text: string): { media?: object } {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(content) && Object.hasOwn(content, 'media') && isObject(content['media'])
      ? { media: { present: true } }
      : {};
  } catch {
    return {};
  }
}

function executable(label: string): InputError {
  return new InputError('config', [{ code: 'config-executable', severity: 'error', origin: fileAt(label) }]);
}

function missing(label: string, args: { via: string }): InputError {
  return new InputError('file', [{ code: 'file-missing', severity: 'error', origin: fileAt(label), args }]);
}

function unreadable(label: string, reason: UnreadableReason, via: { via?: string } = {}): InputError {
  const args = { ...via, reason };
  return new InputError('file', [
    { code: 'file-unreadable', severity: 'error', origin: fileAt(label), args },
  ]);
}

function tooLarge(label: string, bytes: number): InputError {
  const args = { limit: MAX_CONFIG_BYTES, bytes };
  return new InputError('file', [{ code: 'file-too-large', severity: 'error', origin: fileAt(label), args }]);
}

function fileAt(name: string): Origin {
  return { kind: 'file', name };
}
