import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { type JsonValue, jsonType } from '../model/json.ts';
import { isJsonObject } from '../model/json-text.ts';
import { type Origin, type OriginLookup, onLine } from '../model/origin.ts';
import { readInputText } from '../parse/input-text.ts';
import { inspectJson, type JsonDocument, parseJson } from '../parse/parse-json.ts';

/** The bodies of a batch as given, and where each value of them stands; paths begin with the index of a body. */
export interface GivenBatch {
  bodies: JsonValue[];
  originOf: OriginLookup;
}

/**
 * Reads a batch from a file, or from standard input for `-`: a JSON array, or a body on each line. Throws InputError for what
 * cannot be read, and for a document that is no list.
 */
export async function readBatch(name: string, context: Context): Promise<GivenBatch> {
  const { text, origin } = await readInputText(name, context);
  const lines = text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ text: line, line: at + 1 }]));
  if (lines.length > 1 && isJsonObject(lines[0]?.text ?? '')) return readLines(lines, origin);
  const document = parseJson(text, origin);
  const { value } = document;
  if (Array.isArray(value)) return { bodies: value, originOf: (path, part) => document.locate(path, part) };
  throw new InputError('file', [
    {
      code: 'batch-form',
      severity: 'error',
      actual: { type: jsonType(value) },
      origin,
      args: { kind: 'not-a-list' },
    },
  ]);
}

function readLines(lines: readonly { text: string; line: number }[], source: Origin): GivenBatch {
  const documents: JsonDocument[] = [];
  const wrong: Finding[] = [];
  for (const { text, line } of lines) {
    const read = readLine(text, source);
    if (read.document) documents.push(read.document);
    for (const finding of read.findings)
      wrong.push(finding.origin ? { ...finding, origin: onLine(finding.origin, line) } : finding);
  }
  if (wrong.length > 0) throw new InputError('file', wrong);
  return {
    bodies: documents.map(({ value }) => value),
    originOf: ([index = 0, ...path], part) => {
      const origin = documents[Number(index)]?.locate(path, part) ?? source;
      return onLine(origin, lines[Number(index)]?.line ?? 1);
    },
  };
}

function readLine(text: string, source: Origin): { document?: JsonDocument; findings: readonly Finding[] } {
  try {
    return inspectJson(text, source);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { findings: error.findings };
  }
}
