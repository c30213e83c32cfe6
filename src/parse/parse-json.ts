import { type ParseErrorCode, visit } from 'jsonc-parser';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject, JsonValue, Path } from '../model/json.ts';
import { MAX_DEPTH } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { createDocument, type JsonDocument, type PlaceNode } from './document.ts';
import { diagnoseSyntax } from './json-mistakes.ts';
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

export type { JsonDocument } from './document.ts';

/**
 * Parses strict JSON and keeps the place of every key and value. Objects have no prototype.
 * @param source what the text came from; the origins of its parts add line and column to it
 * @throws InputError `file`, with every finding at once: `json-syntax` (args.mistake),
 *   `json-depth`, `json-duplicate-key` (args.key, args.firstLine, args.firstColumn), `json-number`
 *   (args.text), `json-unsafe-key` (args.key)
 */
export function parseJson(text: string, source: Origin): JsonDocument {
  const { document, findings } = inspectJson(text, source);
  if (findings.length > 0) throw new InputError('file', findings);
  return document;
}

/**
 * Like {@link parseJson}, but hands back what is wrong with keys and numbers instead of throwing it, for
 * files of which only a part is ours.
 * @throws InputError `file` with `json-syntax` or `json-depth`: then there is no document
 */
export function inspectJson(text: string, source: Origin): { document: JsonDocument; findings: Finding[] } {
  const builder = new TreeBuilder(text, source);
  // The visitor throws at the first mistake: what follows one is a guess, and stopping bounds the recursion.
  visit(text, builder, { disallowComments: true });
  return {
    document: createDocument(builder.value, builder.root, builder.lines, source),
    findings: builder.findings,
  };
}

interface Frame {
  node: PlaceNode;
  value: JsonObject | JsonValue[];
  key: string;
}

/** Builds values and places from the events of jsonc-parser; its methods are that library's visitor. */
class TreeBuilder {
  readonly findings: Finding[] = [];
  readonly lines: LineIndex;
  root: PlaceNode = { start: 0 };
  value: JsonValue = null;
  readonly #text: string;
  readonly #source: Origin;
  readonly #frames: Frame[] = [];
  #keyStart: number | undefined;

  constructor(text: string, source: Origin) {
    this.#text = text;
    this.#source = source;
    this.lines = new LineIndex(text);
  }

  onObjectBegin = (offset: number): void =>
    this.#open(offset, Object.create(null) as JsonObject, { start: offset, members: new Map() });

  onArrayBegin = (offset: number): void => this.#open(offset, [], { start: offset, items: [] });

  onObjectEnd = (offset: number): void => this.#close(offset);

  onArrayEnd = (offset: number): void => this.#close(offset);

  onObjectProperty = (key: string, offset: number): void => {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.key = key;
    this.#keyStart = offset;
    const first = frame.node.members?.get(key);
    if (first !== undefined) {
      const firstAt = this.#at(first.keyStart ?? first.start);
      this.#report(() => duplicateKey(key, this.#path(), this.#at(offset), firstAt));
    }
    if (UNSAFE_KEYS.has(key)) this.#report(() => unsafeKey(key, this.#path(), this.#at(offset)));
  };

  onLiteralValue = (value: JsonValue, offset: number, length: number): void => {
    this.#add(value, { start: offset });
    if (typeof value !== 'number') return;
    const text = this.#text.slice(offset, offset + length);
    if (!carriesNumber(text, value)) this.#report(() => lossyNumber(text, this.#path(), this.#at(offset)));
  };

  onError = (code: ParseErrorCode, offset: number, length: number): void => {
    const openers = this.#frames.map((frame) => frame.node.start);
    const { at, opener, ...args } = diagnoseSyntax({ text: this.#text, code, offset, length, openers });
    const first = opener === undefined ? undefined : this.lines.at(opener);
    throw new InputError('file', [
      {
        code: 'json-syntax',
        severity: 'error',
        origin: this.#at(at),
        args: { ...args, ...(first && { firstLine: first.line, firstColumn: first.column }) },
      },
    ]);
  };

  #open(offset: number, value: JsonObject | JsonValue[], node: PlaceNode): void {
    if (this.#frames.length >= MAX_DEPTH) throw new InputError('file', [tooDeep(this.#at(offset))]);
    this.#add(value, node);
    this.#frames.push({ node, value, key: '' });
  }

  #close(offset: number): void {
    // At the end of a text cut short the parser closes what is open before it complains; the complaint
    // needs to know the bracket.
    if (offset < this.#text.length) this.#frames.pop();
  }

  #report(finding: () => Finding): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding());
  }

  #add(value: JsonValue, node: PlaceNode): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.root = node;
      this.value = value;
    } else if (Array.isArray(frame.value)) {
      frame.node.items?.push(node);
      frame.value.push(value);
    } else {
      if (this.#keyStart !== undefined) node.keyStart = this.#keyStart;
      frame.node.members?.set(frame.key, node);
      frame.value[frame.key] = value;
    }
  }

  /** The way to the value being read. */
  #path(): Path {
    return this.#frames.map((frame) => (frame.node.items ? frame.node.items.length - 1 : frame.key));
  }

  #at(offset: number): Origin {
    return this.lines.origin(this.#source, offset);
  }
}
