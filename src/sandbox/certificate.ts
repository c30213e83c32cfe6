import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A certificate for loopback and its key, as PEM. */
export interface ThrowAwayCertificate {
  key: string;
  cert: string;
}

const NAME = 'media-session sandbox';
const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a self-signed certificate for this machine's loopback names, good for one day. Its key never leaves the process,
 * so whoever trusts the certificate trusts this one sandbox and nothing else.
 */
export async function throwAwayCertificate(now: number): Promise<ThrowAwayCertificate> {
  const pems = await generate([{ name: 'commonName', value: NAME }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 60_000),
    notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  // Without its last line break, the file could not be joined with another.
  return { key: pems.private, cert: `${pems.cert.trimEnd()}\n` };
}

/** Whether a text is a certificate that a sandbox made, so that a new one may take its place. */
export function isThrowAway(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject === `CN=${NAME}`;
  } catch {
    return false;
  }
}
