import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** A certificate and its key, as PEM. */
export interface SandboxCertificate {
  key: string;
  cert: string;
}

const NAME = 'media-session sandbox';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The most that browsers and devices accept. */
const LIFETIME_MS = 397 * DAY_MS;

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * Makes a self-signed certificate for this machine's loopback names and for further names and addresses, good for about a year.
 * `now`: milliseconds since the epoch. Devices take only an authority as a root, so it is one; its key must stay private.
 */
export async function makeCertificate(
  now: number,
  names: readonly string[] = [],
): Promise<SandboxCertificate> {
  const pems = await generate([{ name: 'commonName', value: NAME }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 60_000),
    notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: allNames(names).map(altName) },
    ],
  });
  // Without its last line break, the file could not be joined with another.
  return { key: pems.private, cert: `${pems.cert.trimEnd()}\n` };
}

function altName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

function allNames(names: readonly string[]): string[] {
  return [...new Set([...LOOPBACK, ...names])];
}

/** Whether a text is a certificate that a sandbox made, so that a new one may take its place. */
export function isSandboxCertificate(pem: string): boolean {
  return read(pem)?.subject === `CN=${NAME}`;
}

/** Whether a certificate that a sandbox made still does: for these names, with this key, and for another day. */
export function isUsable({ key, cert }: SandboxCertificate, names: readonly string[], now: number): boolean {
  const certificate = read(cert);
  if (!certificate || Date.parse(certificate.validTo) < now + DAY_MS) return false;
  const covers = (name: string): boolean =>
    (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
  try {
    return certificate.checkPrivateKey(createPrivateKey(key)) && allNames(names).every(covers);
  } catch {
    return false;
  }
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
