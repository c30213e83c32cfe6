import { gunzipSync } from 'node:zlib';
import type { BinaryKind } from '../model/capture-facts.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';
import { decodeLoosely } from '../parse/decode.ts';
import { readInputBytes } from '../parse/input-text.ts';

/** The most that is read of a capture, in bytes, packed or not. V8 holds no string of more than 512 MiB. */
const CAPTURE_LIMIT = 500 * 1024 * 1024;

/** The text of a capture. */
export interface CaptureText {
  text: string;
  origin: Origin;
  /** What is wrong with it, though it can be read. */
  notes: Finding[];
}

/**
 * Reads a capture from a file, or from standard input for `-`. One that is packed with gzip is opened; bytes that are no text
 * do not keep the rest from being read. Throws InputError: `file-binary` (args.kind) for what holds no text, and as
 * {@link readInputBytes} does.
 */
export async function readCaptureText(name: string, context: Context): Promise<CaptureText> {
  const { bytes: given, origin } = await readInputBytes(name, context, CAPTURE_LIMIT);
  const bytes = isGzip(given) ? unpacked(given, origin) : given;
  const kind = binaryKind(bytes);
  if (kind !== undefined) throw binary(origin, kind);
  const { text: loose, bad } = decodeLoosely(bytes, origin);
  // Some recorders keep the bytes of a response as they came.
  const decoded = loose.replaceAll('\0', BAD);
  if (tooManyBad(decoded)) throw binary(origin, 'unknown');
  const notes = (bad?.findings ?? [])
    .filter((one) => one.code !== 'file-encoding' || !one.args.nul)
    .map((one): Finding => ({ ...one, severity: 'info' }));
  return { text: withoutColours(withLines(decoded)), origin, notes };
}

/** What stands in place of a byte that is no text. */
const BAD = '\ufffd';

/** Old programs of the Mac end lines with CR alone. */
function withLines(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

/** Colours and movements of the cursor, as terminals take them. */
const ESCAPE = '\u001b';
const ESCAPE_SEQUENCE = new RegExp(`${ESCAPE}\\[[\\d;?]{0,20}[A-Za-z]`, 'g');

/** What was copied from a terminal, or written for one, as it was seen there. */
function withoutColours(text: string): string {
  return text.includes(ESCAPE) ? text.replace(ESCAPE_SEQUENCE, '') : text;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpacked(bytes: Uint8Array, origin: Origin): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: CAPTURE_LIMIT });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const args = { limit: CAPTURE_LIMIT };
    if (isLarge) throw new InputError('file', [{ code: 'file-too-large', severity: 'error', origin, args }]);
    throw binary(origin, 'gzip-damaged');
  }
}

/** First bytes that tell a kind, as hexadecimal digits; `at` counts bytes. Sources: the formats' own documents. */
const MAGIC: readonly [kind: BinaryKind, hex: string, at?: number][] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['sevenzip', '377abcaf271c'],
  ['rar', '526172211a07'],
  ['bzip2', '425a68'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['tar', '7573746172', 257],
  ['image', '89504e470d0a1a0a'],
  ['image', 'ffd8ff'],
  ['image', '474946383961'],
  ['image', '474946383761'],
  ['image', '57454250', 8],
  ['image', '6674797068656963', 4],
  ['video', '66747970', 4],
  ['video', '1a45dfa3'],
  ['video', '494433'],
  ['pdf', '255044462d'],
  ['rtf', '7b5c727466'],
  ['sqlite', '53514c69746520666f726d6174203300'],
  ['pcap', 'a1b2c3d4'],
  ['pcap', 'd4c3b2a1'],
  ['pcap', '4d3cb2a1'],
  ['pcap', '0a0d0d0a'],
  ['plist', '62706c697374'],
  // Java's serialization, in which Charles keeps its sessions.
  ['charles-session', 'aced0005'],
  ['class-or-executable', '7f454c46'],
  ['class-or-executable', 'cafebabe'],
  ['class-or-executable', '4d5a9000'],
];

/** What a file is by its first bytes; undefined for what may be text. */
function binaryKind(bytes: Uint8Array): BinaryKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 300)).toString('hex');
  return MAGIC.find(([, hex, at = 0]) => head.startsWith(hex, at * 2))?.[0];
}

/** Text in which one character of ten cannot be read is none. */
function tooManyBad(text: string): boolean {
  const sample = text.slice(0, 4096);
  return sample.split(BAD).length - 1 > sample.length / 10;
}

function binary(origin: Origin, kind: BinaryKind): InputError {
  return new InputError('file', [{ code: 'file-binary', severity: 'error', origin, args: { kind } }]);
}
