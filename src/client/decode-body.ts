import type { Transform } from 'node:stream';
import type { AnswerBody } from '../model/exchange.ts';
import { table } from '../model/table.ts';

/** The most of an answer's body that is read, in bytes, before and after decoding. */
export const BODY_LIMIT = 256 * 1024;

/**
 * Undoes a content encoding that the server used although none was asked for. The cap counts decoded bytes, so
 * that a small bomb stays small; what cannot be decoded is left as it came. Never rejects: the head of the answer, which
 * may name a session, must not be lost with a body.
 */
export async function decodeBody(body: AnswerBody, encoding: string | undefined): Promise<AnswerBody> {
  try {
    return await decoded(body, encoding);
  } catch {
    return body;
  }
}

async function decoded(body: AnswerBody, encoding: string | undefined): Promise<AnswerBody> {
  const name = encoding?.trim().toLowerCase();
  if (!name || name === 'identity' || body.bytes.length === 0) return body;
  const zlib = await import('node:zlib');
  const create = table<() => Transform>({
    gzip: zlib.createGunzip,
    'x-gzip': zlib.createGunzip,
    deflate: zlib.createInflate,
    br: zlib.createBrotliDecompress,
  })[name];
  if (!create) return body;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stream = create();
    const finish = (incomplete: AnswerBody['incomplete']): void => {
      stream.removeAllListeners('data');
      stream.destroy();
      const bytes = Buffer.concat(chunks).subarray(0, BODY_LIMIT);
      resolve({ bytes, ...(incomplete && { incomplete }) });
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > BODY_LIMIT) finish('cap');
    });
    stream.on('end', () => finish(body.incomplete));
    stream.on('error', () => finish(body.incomplete ?? 'cut'));
    stream.end(body.bytes);
  });
}
