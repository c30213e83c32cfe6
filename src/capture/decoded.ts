import type { Path } from '../model/json.ts';
import { type OriginLookup, placed, placeOf, type SourceText, type TextPlace } from '../model/origin.ts';
import { inspectJson, type JsonDocument } from '../parse/parse-json.ts';
import type { CapturedBody } from './capture.ts';

/**
 * Where the values of a captured body stand. Of one that is encoded in something larger, as in the string of a HAR or the word of
 * a command, that is where the whole of it is; each origin then knows its place in the decoded body. Nothing is parsed before a
 * place is looked at.
 */
export function decodedOrigins(body: CapturedBody): OriginLookup {
  let decoded: DecodedBody | undefined;
  return (path, part = 'value') => {
    const origin = body.originOf(path, part);
    if (!origin || placeOf(origin)) return origin;
    decoded ??= new DecodedBody(body);
    return placed(origin, decoded.place(path, part));
  };
}

/** The text of a body, as it was sent, or as JSON writes its value where that was no JSON. */
class DecodedBody implements SourceText {
  readonly form = 'json';
  readonly decoded = true;
  readonly #body: CapturedBody;
  #text: string | undefined;
  #document: JsonDocument | undefined;

  constructor(body: CapturedBody) {
    this.#body = body;
  }

  get text(): string {
    this.#text ??= this.#body.source ?? JSON.stringify(this.#body.value);
    return this.#text;
  }

  place(path: Path, part: 'key' | 'value'): TextPlace {
    const offset = (): number => this.#offset(path, part);
    return {
      source: this,
      get offset() {
        return offset();
      },
    };
  }

  #offset(path: Path, part: 'key' | 'value'): number {
    this.#document ??= inspectJson(this.text, { kind: 'file', name: '' }).document;
    return placeOf(this.#document.locate(path, part))?.offset ?? 0;
  }
}
