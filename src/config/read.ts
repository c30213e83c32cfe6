import { basename, extname } from 'node:path';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { type Finding, isError } from '../model/finding.ts';
import { isObject } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { objectRoot, subDocument } from '../parse/document.ts';
import { inspectJson, type JsonDocument, parseJson } from '../parse/parse-json.ts';
import { readTextFile } from '../parse/read-text.ts';
import { type ConfigPlace, MAX_CONFIG_BYTES } from './discover.ts';
import { entryAt } from './entry.ts';
import { type ConfigSection, OBJECT, readSection, wrongType } from './section.ts';
import { PROFILE_NAME } from './settings.ts';

/** A config file, read and type-checked. Warnings are `config-unknown-key` and `config-permissions`. */
export interface ConfigFile extends ConfigSection, ConfigPlace {
  /** In the order of the file. */
  profiles: ReadonlyMap<string, ConfigSection>;
  warnings: Finding[];
}

/**
 * Reads a config file: JSON or YAML by its extension; without one, JSON when it starts with `{`.
 * @throws InputError `file` for a file that cannot be read or parsed, `config` with every `config-type`
 *   and `config-import` at once
 */
export async function readConfig(place: ConfigPlace, context: Context): Promise<ConfigFile> {
  const origin: Origin = { kind: 'file', name: place.label };
  const packageFile = basename(place.path) === 'package.json';
  const limits = packageFile ? {} : { maxBytes: MAX_CONFIG_BYTES };
  const text = readTextFile(place.path, place.label, limits);
  const document = await withHint(async () =>
    packageFile ? packageSection(text, origin) : parse(place.path, text, origin),
  );
  const findings: Finding[] = [];
  const section = readSection(document, [], findings);
  const profiles = readProfiles(document, findings);
  const errors = findings.filter(isError);
  if (errors.length > 0) throw new InputError('config', errors);
  const permissions = permissionWarnings(place, context);
  return { ...place, ...section, profiles, warnings: [...permissions, ...findings] };
}

async function parse(path: string, text: string, origin: Origin): Promise<JsonDocument> {
  if (isJson(path, text)) {
    const document = parseJson(text, origin);
    objectRoot(document);
    return document;
  }
  const { parseYaml } = await import('../parse/parse-yaml.ts');
  const document = await parseYaml(text, origin);
  // A file in which every line is still a comment is a config file that sets nothing.
  if (document.value === null) return { ...document, value: Object.create(null) };
  objectRoot(document);
  return document;
}

function isJson(path: string, text: string): boolean {
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return true;
  if (extension === '.yaml' || extension === '.yml') return false;
  // `//` and `/*` start no YAML anyone means: it is JSON with a comment on top, and is told so.
  return /^\s*(?:\{|\[|\/\/|\/\*)/.test(text);
}

/** Marks what is wrong with a text as a mistake in a config file: of syntax errors there is more advice than for a body. */
async function withHint(work: () => Promise<JsonDocument>): Promise<JsonDocument> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const findings = error.findings.map(
      (finding): Finding =>
        finding.code === 'json-syntax' ? { ...finding, args: { ...finding.args, config: true } } : finding,
    );
    throw new InputError(error.code, findings, { config: true });
  }
}

/** The `media` key of a package.json. What is wrong with the rest of that file is not ours to judge. */
function packageSection(text: string, origin: Origin): JsonDocument {
  const { document, findings } = inspectJson(text, origin);
  const ours = findings.filter((finding) => /^\/media(?:\/|$)/.test(finding.path ?? ''));
  if (ours.length > 0) throw new InputError('file', ours);
  objectRoot(document);
  const media = subDocument(document, ['media']);
  if (media === undefined || !isObject(media.value)) {
    throw new InputError('config', [wrongType(document, ['media'], OBJECT)]);
  }
  return media;
}

function readProfiles(document: JsonDocument, findings: Finding[]): Map<string, ConfigSection> {
  const profiles = new Map<string, ConfigSection>();
  const source = isObject(document.value) ? document.value['profiles'] : undefined;
  if (source === undefined) return profiles;
  if (!isObject(source)) {
    findings.push(wrongType(document, ['profiles'], OBJECT));
    return profiles;
  }
  for (const [name, profile] of Object.entries(source)) {
    const path = ['profiles', name];
    if (!PROFILE_NAME.test(name)) findings.push(badName(document, path, name));
    else if (!isObject(profile)) findings.push(wrongType(document, path, OBJECT));
    else profiles.set(name, readSection(document, path, findings));
  }
  return profiles;
}

function badName(document: JsonDocument, path: string[], name: string): Finding {
  return {
    code: 'config-type',
    severity: 'error',
    path: 'profiles',
    expected: { kind: 'form', form: 'profile-name' },
    actual: { type: 'text', value: name },
    origin: document.locate(path, 'key'),
    args: { key: name },
  };
}

/** A config file decides where the traffic goes, so it matters who else may write it. */
function permissionWarnings(place: ConfigPlace, context: Context): Finding[] {
  if (context.platform === 'win32') return [];
  const stats = entryAt(place.path);
  if (stats === undefined) return [];
  const reasons: ('writable-by-all' | 'other-owner')[] = [];
  if ((stats.mode & 0o002) !== 0 && stats.isFile()) reasons.push('writable-by-all');
  // root works on everybody's files (a checkout mounted into a container), so their owner says nothing there.
  if (context.uid !== undefined && ![context.uid, 0].includes(stats.uid) && context.uid !== 0) {
    reasons.push('other-owner');
  }
  return reasons.map((reason) => ({
    code: 'config-permissions',
    severity: 'warning',
    origin: { kind: 'file', name: place.label },
    args: { reason, path: place.path },
  }));
}
