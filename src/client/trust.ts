import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import type { PemProblem } from '../model/mistakes.ts';

/** Certificates to trust besides those that Node does. */
export interface ExtraTrust {
  /** As PEM, from a file that {@link certificatesProblem} has no complaint about. */
  pem: string;
  /** What NODE_EXTRA_CA_CERTS adds: Node 20 cannot tell, and giving it a list replaces all that it has by itself. */
  nodeExtra: () => string | undefined;
}

const contexts = new Map<string, tls.SecureContext>();

/**
 * What the connections of a run trust. Made once, and before the clock of a request starts: Node reads its own 150
 * certificates for the first one, and the whole list for each to which some are added (20 ms).
 */
export function secureContext(extra?: ExtraTrust): tls.SecureContext {
  const key = extra?.pem ?? '';
  const known = contexts.get(key) ?? tls.createSecureContext(extra && { ca: trustedCertificates(extra) });
  contexts.set(key, known);
  return known;
}

function trustedCertificates({ pem, nodeExtra }: ExtraTrust): string[] {
  if ('getCACertificates' in tls) {
    const ask = tls.getCACertificates as (type: 'default') => string[];
    return [...ask('default'), pem];
  }
  const extra = nodeExtra();
  return [...tls.rootCertificates, ...(extra ? [extra] : []), pem];
}

/** The line that ends a certificate of a PEM file, by any of the names that OpenSSL takes. */
const END = /^-----END (?:X509 |TRUSTED )?CERTIFICATE-.*$/gm;
const BEGIN = /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/m;

/** What `cat` makes of two files of which the first has no line break at its end. */
const JOINED = /^-----END .*-----BEGIN /m;

const problems = new Map<string, PemProblem | undefined>();

/**
 * Why the certificates of a PEM file cannot all be read, if so. OpenSSL does not say: from there on it leaves out what comes.
 * Looked at once for each text: a bundle of 300 certificates takes 40 ms.
 */
export function certificatesProblem(pem: string): PemProblem | undefined {
  if (!problems.has(pem)) problems.set(pem, findProblem(pem));
  return problems.get(pem);
}

function findProblem(pem: string): PemProblem | undefined {
  const pieces = piecesOf(pem);
  if (pieces.length === 0) return noneIn(pem);
  // OpenSSL reads each piece as it would in the file: whatever is not a certificate is skipped, if it is in order.
  const broken = pieces.findIndex((piece) => !endsInCertificate(piece));
  if (broken < 0) return undefined;
  if (JOINED.test(pieces[broken] ?? '')) return { reason: 'joined-lines' };
  return pieces.length === 1
    ? { reason: 'certificate-unreadable' }
    : { reason: 'one-certificate-unreadable', number: broken + 1, count: pieces.length };
}

/** The text up to the end of each certificate, and what comes after the last if it begins another one. */
function piecesOf(pem: string): string[] {
  const ends = [...pem.matchAll(END)].map(({ 0: line, index }) => index + line.length);
  const pieces = ends.map((end, index) => pem.slice(ends[index - 1] ?? 0, end));
  const rest = pem.slice(ends.at(-1) ?? 0);
  return BEGIN.test(rest) ? [...pieces, rest] : pieces;
}

/** What a PEM file holds in place of certificates, by its own word. */
function noneIn(pem: string): PemProblem {
  const [, label] = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/m.exec(pem) ?? [];
  return label === undefined
    ? { reason: 'no-certificate' }
    : { reason: 'other-pem', label: label.toLowerCase() };
}

function endsInCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
