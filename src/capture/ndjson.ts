import { InputError } from '../model/errors.ts';
import type { Origin } from '../model/origin.ts';
import { decodeText } from '../parse/read-text.ts';

/** A line longer than this is no body, in bytes. */
const LINE_LIMIT = 64 * 1024 * 1024;

const NEWLINE = 10;

/**
 * Splits bytes into the lines of an NDJSON stream as they come, blank lines left out, lines counted from 1. Memory
 * stays flat: no more than one line is held. Throws InputError for a line that is too long or not UTF-8.
 */
export async function* readBodies(
  chunks: AsyncIterable<Uint8Array>,
  source: Origin,
): AsyncGenerator<{ line: number; text: string }> {
  let line = 0;
  let rest: Uint8Array[] = [];
  let held = 0;
  const decoder = new LineDecoder(source);
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      rest.push(chunk.subarray(begin, end));
      line += 1;
      const text = decoder.decode(rest, line);
      if (text !== '') yield { line, text };
      rest = [];
      held = 0;
      begin = end + 1;
    }
    if (begin === chunk.length) continue;
    rest.push(chunk.subarray(begin));
    held += chunk.length - begin;
    if (held > LINE_LIMIT) throw tooLong(source, line + 1);
  }
  const text = decoder.decode(rest, line + 1);
  if (text !== '') yield { line: line + 1, text };
}

/** Turns the bytes of a line into text; the usual case, one piece of ASCII or UTF-8, is quick. */
class LineDecoder {
  readonly #source: Origin;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(source: Origin) {
    this.#source = source;
  }

  decode(pieces: readonly Uint8Array[], line: number): string {
    const bytes = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    try {
      const text = this.#decoder.decode(bytes);
      // Leading blanks stay: several lines may be one document, whose columns count.
      return text.trim() === '' ? '' : text.endsWith('\r') ? text.slice(0, -1) : text;
    } catch {
      return this.#explain(bytes, line);
    }
  }

  /** Says which byte of the line is wrong, and what the text probably is instead. */
  #explain(bytes: Uint8Array, line: number): string {
    try {
      return decodeText(bytes, this.#source);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const moved = error.findings.map((finding) => ({
        ...finding,
        origin: { ...(finding.origin ?? this.#source), line },
      }));
      throw new InputError('file', moved);
    }
  }
}

function tooLong(source: Origin, line: number): InputError {
  const origin = { ...source, line, column: 1 };
  return new InputError('file', [
    { code: 'file-too-large', severity: 'error', origin, args: { limit: LINE_LIMIT } },
  ]);
}
