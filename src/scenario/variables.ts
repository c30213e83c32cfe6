import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, type Path, pointer } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { closest } from '../rules/closest.ts';

/** Where the values of `${…}` come from, besides the file itself. */
export interface VariableSources {
  /** Those of the command line, which win over the file's. */
  own: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string | undefined>>;
  settings: Readonly<Record<string, string | undefined>>;
}

/** `${name}`, `${env.NAME}`, `${settings.key}`, each with an optional `:-default`; `$${` stands for `${`. */
const REFERENCE = /\$\$\{|\$\{([^{}:]*)(?::-([^{}]*))?\}/g;

/** What can stand in one. */
const NAME = /^(?:env\.[A-Za-z_]\w*|[\w-]+(?:\.[\w-]+)*)$/;

/** Of a reference that cannot be read, so many characters are shown. */
const MOST_SHOWN = 30;

/** One `${…}` that may lead to others deeper than this leads in a circle. */
const DEEPEST = 8;

/** Puts the values of variables into the texts of a value. What has none is added to `findings` (`scenario-variable`). */
export class Variables {
  readonly #sources: VariableSources;
  readonly #own: JsonObject;
  readonly #findings: Finding[];
  readonly #used = new Set<string>();

  constructor(ofFile: JsonObject, sources: VariableSources, findings: Finding[]) {
    this.#sources = sources;
    this.#own = { ...ofFile };
    for (const [name, text] of Object.entries(sources.own)) this.#own[name] = like(ofFile[name], text);
    this.#findings = findings;
  }

  /** A copy with every `${…}` replaced. A text that is nothing but one gets its value with its type. */
  fill(value: JsonValue, path: Path, locate: (path: Path) => Origin): JsonValue {
    if (typeof value === 'string') return value.includes('${') ? this.#text(value, path, locate) : value;
    if (Array.isArray(value)) return value.map((each, at) => this.fill(each, [...path, at], locate));
    if (!isObject(value)) return value;
    const filled = Object.create(null) as JsonObject;
    for (const [key, each] of Object.entries(value)) filled[key] = this.fill(each, [...path, key], locate);
    return filled;
  }

  /** Notes each variable of the command line that the scenario neither has nor uses: its name is probably misspelled. */
  reportUnused(ofFile: JsonObject): void {
    const known = [...new Set([...Object.keys(ofFile), ...this.#used])];
    for (const name of Object.keys(this.#sources.own)) {
      if (known.includes(name)) continue;
      const suggestion = closest(name, known);
      this.#findings.push({
        code: 'scenario-variable',
        severity: 'error',
        origin: { kind: 'flag', name: '--var' },
        args: { name, problem: 'unused', ...(suggestion !== undefined && { suggestion }) },
      });
    }
  }

  #text(text: string, path: Path, locate: (path: Path) => Origin, depth = 0): JsonValue {
    const rest = text.replace(REFERENCE, '');
    const left = rest.indexOf('${');
    if (left >= 0) {
      this.#report(rest.slice(left, left + MOST_SHOWN), 'form', path, locate);
      return text;
    }
    const found = (name: string, otherwise: string | undefined): JsonValue => {
      const value = this.#valueOf(name.trim()) ?? otherwise;
      if (value === undefined || depth > DEEPEST) {
        const isName = NAME.test(name.trim());
        const problem = depth > DEEPEST ? 'circle' : isName ? 'no-value' : 'form';
        this.#report(isName ? name.trim() : `\${${name}}`, problem, path, locate);
        return '';
      }
      const isNested = typeof value === 'string' && value.includes('${') && !name.includes('.');
      return isNested ? this.#text(value, path, locate, depth + 1) : value;
    };
    const [whole, name, otherwise] = /^\$\{([^{}:]*)(?::-([^{}]*))?\}$/.exec(text) ?? [];
    if (whole !== undefined && name !== undefined) return found(name, otherwise);
    return text.replace(REFERENCE, (match, one: string | undefined, other: string | undefined) =>
      one === undefined ? match.slice(1) : String(found(one, other)),
    );
  }

  #valueOf(name: string): JsonValue | undefined {
    const { env, settings } = this.#sources;
    const own = this.#own;
    this.#used.add(name);
    const [, kind, key = ''] = /^(env|settings)\.(.*)$/.exec(name) ?? [];
    if (kind === 'env') return env[key] || undefined;
    if (kind === 'settings') return Object.hasOwn(settings, key) ? settings[key] : undefined;
    return Object.hasOwn(own, name) ? own[name] : undefined;
  }

  #report(
    name: string,
    problem: 'no-value' | 'circle' | 'form',
    path: Path,
    locate: (path: Path) => Origin,
  ): void {
    const settings = Object.keys(this.#sources.settings);
    const known = [...Object.keys(this.#own), ...settings.map((key) => `settings.${key}`)];
    const isKnown = problem !== 'no-value' || name.startsWith('env.') || known.includes(name);
    const suggestion = isKnown ? undefined : closest(name, known);
    const isSetting = !isKnown && name.startsWith('settings.');
    this.#findings.push({
      code: 'scenario-variable',
      severity: 'error',
      path: pointer(path),
      origin: locate(path),
      args: {
        name,
        problem,
        ...(suggestion !== undefined && { suggestion }),
        ...(isSetting && { settings }),
      },
    });
  }
}

/** A text of the command line with the type that the file gives its variable. */
function like(sample: JsonValue | undefined, text: string): JsonValue {
  if (typeof sample === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return typeof sample === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}
