import type { CST, Document, Pair, ParsedNode, Scalar } from 'yaml';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject, JsonValue, Path } from '../model/json.ts';
import { MAX_DEPTH } from '../model/json-text.ts';
import type { YamlMistake } from '../model/mistakes.ts';
import type { Origin } from '../model/origin.ts';
import { table } from '../model/table.ts';
import { exportsOf } from './commonjs.ts';
import { createDocument, type JsonDocument, type PlaceNode } from './document.ts';
import { LineIndex } from './lines.ts';
import {
  carriesNumber,
  duplicateKey,
  lossyNumber,
  MAX_FINDINGS,
  tooDeep,
  UNSAFE_KEYS,
  unsafeKey,
} from './problems.ts';
import { yamlMistake } from './yaml-mistakes.ts';

type YamlModule = typeof import('yaml');
type YamlNode = ParsedNode | Pair | null | undefined;

/**
 * Parses the part of YAML that says the same as JSON: maps, lists and scalars of YAML 1.2's core schema.
 * Anchors, aliases, merge keys, tags, directives and several documents in one file are refused, since a
 * config file does not need them and each can make a value something else than it looks.
 * `plainScalar` of the document gives the source text of unquoted scalars, before YAML reinterprets them.
 * @throws InputError `file`: `config-syntax` (args.mistake), and as for JSON `json-depth`,
 *   `json-duplicate-key`, `json-number`, `json-unsafe-key`
 */
export async function parseYaml(text: string, source: Origin): Promise<JsonDocument> {
  const yaml = exportsOf(await import('yaml'));
  const lines = new LineIndex(text, 'yaml');
  const at = (offset: number): Origin => lines.origin(source, offset);
  const tokens = [...new yaml.Parser().parse(text)];
  refuse(findUnwanted(tokens, at));
  const options = { schema: 'core', merge: false, uniqueKeys: false, logLevel: 'silent' } as const;
  const [document, second] = [...new yaml.Composer(options).compose(tokens, true, text.length)];
  if (document === undefined || second !== undefined) {
    refuse([syntax({ mistake: 'documents' }, at(second?.range[0] ?? 0))]);
  }
  refuse(syntaxErrors(document, text, at));
  const reader = new NodeReader(yaml, at);
  const root: PlaceNode = { start: 0 };
  const value = reader.read(document?.contents, root, []);
  refuse(reader.findings);
  return createDocument(value, root, lines, source);
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new InputError('file', findings);
}

function syntax(args: YamlMistake, origin: Origin): Finding {
  return { code: 'config-syntax', severity: 'error', origin, args };
}

/** Only the first: what the parser says after it mostly follows from it. */
function syntaxErrors(
  document: Document.Parsed | undefined,
  text: string,
  at: (offset: number) => Origin,
): Finding[] {
  const [first] = document?.errors ?? [];
  if (first === undefined) return [];
  const { args, offset } = yamlMistake(first, text);
  return [syntax(args, at(offset))];
}

/** Token types that are refused. */
const UNWANTED = table<YamlMistake>({
  anchor: { mistake: 'anchor' },
  alias: { mistake: 'alias' },
  tag: { mistake: 'tag' },
  directive: { mistake: 'directive' },
});

/**
 * Looks through the concrete syntax for what is refused and for nesting that is too deep. This comes before
 * the tree is composed, because composing recurses; it keeps a stack of its own for the same reason.
 */
function findUnwanted(tokens: readonly CST.Token[], at: (offset: number) => Origin): Finding[] {
  const findings: Finding[] = [];
  const stack = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { token, depth } = entry;
    if (depth > MAX_DEPTH) return [tooDeep(at(token.offset))];
    const unwanted = UNWANTED[token.type] ?? unclosed(token);
    if (unwanted && findings.length < MAX_FINDINGS) findings.push(syntax(unwanted, at(token.offset)));
    const inside = 'items' in token ? depth + 1 : depth;
    for (const child of children(token).reverse()) stack.push({ token: child, depth: inside });
  }
  return findings;
}

/** The parser notices a missing quote or bracket at the end of the file; the reader needs its beginning. */
function unclosed(token: CST.Token): YamlMistake | undefined {
  if (token.type === 'flow-collection' && token.end.length === 0) {
    return { mistake: 'unclosed-bracket', bracket: token.start.source };
  }
  const quote = { 'double-quoted-scalar': '"', 'single-quoted-scalar': "'" }[token.type as string];
  if (quote === undefined || !('source' in token)) return undefined;
  const closed = token.source.length > 1 && token.source.endsWith(quote);
  return closed ? undefined : { mistake: 'unclosed-quote', quote };
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value ? [token.value] : [])];
  if (token.type === 'block-scalar') return [...token.props];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [
    ...item.start,
    ...(item.key ? [item.key] : []),
    ...(item.sep ?? []),
    ...(item.value ? [item.value] : []),
  ]);
}

/** Turns the composed nodes into values and places. */
class NodeReader {
  readonly findings: Finding[] = [];
  readonly #yaml: YamlModule;
  readonly #at: (offset: number) => Origin;

  constructor(yaml: YamlModule, at: (offset: number) => Origin) {
    this.#yaml = yaml;
    this.#at = at;
  }

  /** The value of a node; its place is written into `place`. */
  read(node: YamlNode, place: PlaceNode, path: Path): JsonValue {
    if (this.#yaml.isScalar(node)) return this.#scalar(node as Scalar.Parsed, place, path);
    if (this.#yaml.isMap(node)) {
      place.start = node.range?.[0] ?? place.start;
      return this.#map(node.items, place, path);
    }
    if (!this.#yaml.isSeq(node)) return null;
    place.start = node.range?.[0] ?? place.start;
    place.items = node.items.map(() => ({ start: place.start }));
    return node.items.map((item, index) =>
      this.read(item as YamlNode, place.items?.[index] ?? place, [...path, index]),
    );
  }

  #scalar(node: Scalar.Parsed, place: PlaceNode, path: Path): JsonValue {
    place.start = node.range[0];
    const source = node.source ?? '';
    if (node.type === 'PLAIN') place.plain = source;
    const value = node.value as JsonValue;
    if (typeof value === 'number' && !carriesNumber(source, value)) {
      this.#report(lossyNumber(source, path, this.#at(place.start)));
    }
    return value;
  }

  #map(pairs: readonly Pair<unknown, unknown>[], place: PlaceNode, path: Path): JsonObject {
    const value = Object.create(null) as JsonObject;
    const members = new Map<string, PlaceNode>();
    place.members = members;
    for (const pair of pairs) {
      const key = this.#key(pair.key as YamlNode);
      if (key === undefined) continue;
      const here = [...path, key.text];
      const first = members.get(key.text);
      if (first) {
        const firstAt = this.#at(first.keyStart ?? first.start);
        this.#report(duplicateKey(key.text, here, this.#at(key.start), firstAt));
      }
      if (UNSAFE_KEYS.has(key.text)) this.#report(unsafeKey(key.text, here, this.#at(key.start)));
      const member: PlaceNode = { start: key.start, keyStart: key.start };
      members.set(key.text, member);
      value[key.text] = this.read(pair.value as YamlNode, member, here);
    }
    return value;
  }

  /** Keys are taken as written, so that `1:` and `true:` stay what they look like. */
  #key(node: YamlNode): { text: string; start: number } | undefined {
    if (!this.#yaml.isScalar(node)) {
      const range = (node as { range?: [number, number, number] } | null)?.range;
      this.#report(syntax({ mistake: 'key' }, this.#at(range?.[0] ?? 0)));
      return undefined;
    }
    const scalar = node as Scalar.Parsed;
    const text = scalar.type === 'PLAIN' ? (scalar.source ?? '') : String(scalar.value);
    if (text === '<<') this.#report(syntax({ mistake: 'merge' }, this.#at(scalar.range[0])));
    return { text, start: scalar.range[0] };
  }

  #report(finding: Finding): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
  }
}
