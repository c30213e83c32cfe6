// The licences of what the bundle holds: the packages whose code really is in it, each with its own text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The MIT licence asks for its text; these packages are under it and ship none. An upgrade has to be looked at anew. */
const TEXT_KEPT_HERE = { '@cfworker/json-schema@4.1.6': 'scripts/licences/cfworker-json-schema.txt' };

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyrightnotice)(\.(md|txt))?$/i;

/** Folders of the packages of which the bundle holds at least a byte. */
function bundledFolders(bundle) {
  const modules = Object.values(bundle).flatMap((file) => Object.entries(file.modules ?? {}));
  const used = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([path]) => path);
  return [...new Set(used.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? []))];
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const own = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const kept = TEXT_KEPT_HERE[`${name}@${version}`];
  const paths =
    own.length > 0 ? own.sort().map((file) => join(folder, file)) : kept ? [join(ROOT, kept)] : [];
  if (paths.length === 0) throw new Error(`${name} ${version} is in the bundle, but no text of its licence.`);
  const texts = paths.map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim());
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/** One text with the name, version and licence of each package. */
function licenceText(folders) {
  const licences = folders.map(licenceOf);
  licences.sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = licences.map(({ title, text }) => `${'-'.repeat(80)}\n${title}\n\n${text}\n`);
  return `media-session contains code of these packages, under these licences.\n\n${parts.join('\n')}`;
}

/** A plugin of the bundler that writes THIRD-PARTY-LICENSES.txt. The build fails when a package ships no text of its licence. */
export const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const source = licenceText(bundledFolders(bundle));
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source });
  },
};

/** The same for a script that is handed on by itself, as a comment to stand at its head. */
export function licenceComment(folders) {
  const texts = folders.map((folder) => licenceOf(join(ROOT, folder)));
  return `/*!\n${texts.map(({ title, text }) => `${title}\n\n${text}`).join('\n\n')}\n*/`;
}
