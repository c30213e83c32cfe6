import type { ErrorCode } from '../model/error-codes.ts';

/** An error that has no code of its own, so that its words are the only witness. */
interface Worded {
  name?: string;
  message?: string;
}

/**
 * What undici 7.30, its parser (llhttp) and V8 say without a code. The first row that fits counts. A test makes each of them
 * happen.
 */
export const MESSAGES: readonly (Worded & { code: ErrorCode; part: string })[] = [
  // A 100 Continue that nobody asked for.
  { part: 'bad response', code: 'unexpected-continue' },
  // A 101 Switching Protocols.
  { part: 'bad upgrade', code: 'switching-protocols' },
  { name: 'HTTPParserError', part: 'Expected HTTP/', code: 'not-http' },
  { name: 'HTTPParserError', part: 'Invalid HTTP version', code: 'not-http' },
  { name: 'HTTPParserError', part: 'Invalid status code', code: 'not-http' },
  { name: 'HTTPParserError', part: 'Expected space', code: 'not-http' },
  { name: 'HTTPParserError', part: '', code: 'invalid-answer' },
  // undici's parser is WebAssembly, whose memory is reserved when it is first used.
  { name: 'RangeError', part: 'memory', code: 'local-limit' },
];

/** What an error means by its name and words; undefined for one that is not in the table. */
export function codeOfMessage({ name, message = '' }: Worded): ErrorCode | undefined {
  const fits = (row: (typeof MESSAGES)[number]): boolean =>
    row.name === undefined ? message === row.part : row.name === name && message.includes(row.part);
  return MESSAGES.find(fits)?.code;
}
