/** What may follow a lead byte: how many bytes in all, and the range of the second (RFC 3629, section 4). */
function sequence(lead: number): { length: number; low: number; high: number } | undefined {
  if (lead < 0x80) return { length: 1, low: 0, high: 0 };
  if (lead >= 0xc2 && lead <= 0xdf) return { length: 2, low: 0x80, high: 0xbf };
  if (lead === 0xe0) return { length: 3, low: 0xa0, high: 0xbf };
  if (lead === 0xed) return { length: 3, low: 0x80, high: 0x9f };
  if (lead >= 0xe1 && lead <= 0xef) return { length: 3, low: 0x80, high: 0xbf };
  if (lead === 0xf0) return { length: 4, low: 0x90, high: 0xbf };
  if (lead >= 0xf1 && lead <= 0xf3) return { length: 4, low: 0x80, high: 0xbf };
  if (lead === 0xf4) return { length: 4, low: 0x80, high: 0x8f };
  return undefined;
}

/** The offset, from 0, of the first byte that starts no valid UTF-8 sequence; -1 when all of it is UTF-8. */
export function firstBadUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const form = sequence(bytes[at] ?? 0);
    if (form === undefined || at + form.length > bytes.length) return at;
    for (let step = 1; step < form.length; step++) {
      const byte = bytes[at + step] ?? 0;
      const [low, high] = step === 1 ? [form.low, form.high] : [0x80, 0xbf];
      if (byte < low || byte > high) return at;
    }
    at += form.length;
  }
  return -1;
}

/** The byte offset of the first lone surrogate or half code unit in UTF-16; -1 when there is none. */
export function firstBadUtf16(bytes: Uint8Array, littleEndian: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 2) {
    if (at + 1 === bytes.length) return at;
    const unit = view.getUint16(at, littleEndian);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = at + 3 < bytes.length ? view.getUint16(at + 2, littleEndian) : 0;
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) return at;
    at += 2;
  }
  return -1;
}
