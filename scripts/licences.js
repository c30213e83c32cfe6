// The licences of what the bundle holds: the packages whose code really is in it, each with its own text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The MIT licence asks for its text; these packages are under it and ship none. An upgrade has to be looked at anew. */
const TEXT_KEPT_HERE = { '@cfworker/json-schema@4.1.6': 'scripts/licences/cfworker-json-schema.txt' };

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyrightnotice)(\.(md|txt))?$/i;

/** Folders of the packages of which at least a byte is in the bundle, as esbuild's metafile tells. */
function bundledFolders(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  return [...new Set(used.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? []))];
}

function licenceOf(root, folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const own = readdirSync(join(root, folder)).filter((file) => LICENCE_FILE.test(file));
  const kept = TEXT_KEPT_HERE[`${name}@${version}`];
  const paths = own.length > 0 ? own.sort().map((file) => join(folder, file)) : kept ? [kept] : [];
  if (paths.length === 0) throw new Error(`${name} ${version} is in the bundle, but no text of its licence.`);
  const texts = paths.map((path) => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n').trim());
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/**
 * One text with the name, version and licence of every package in the bundle that esbuild's metafile describes.
 * @throws Error when a package has no text of its licence
 */
export function bundledLicences(metafile, root) {
  const licences = bundledFolders(metafile).map((folder) => licenceOf(root, folder));
  licences.sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = licences.map(({ title, text }) => `${'-'.repeat(80)}\n${title}\n\n${text}\n`);
  return `media-session contains code of these packages, under these licences.\n\n${parts.join('\n')}`;
}
