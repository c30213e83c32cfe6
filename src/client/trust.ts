import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';

/** Certificates to trust besides those that Node does, as PEM. */
export interface ExtraTrust {
  pem: string;
  /** What NODE_EXTRA_CA_CERTS adds: Node 20 cannot tell, and giving it a list replaces all that it has by itself. */
  nodeExtra: string | undefined;
}

const contexts = new Map<string, tls.SecureContext>();

/**
 * What the connections of a run trust. Made once, and before the clock of a request starts: Node reads its own 150
 * certificates for the first one, and the whole list for each to which some are added (20 ms).
 */
export function secureContext(extra?: ExtraTrust): tls.SecureContext {
  const key = JSON.stringify(extra ?? null);
  const known = contexts.get(key) ?? tls.createSecureContext(extra && { ca: trustedCertificates(extra) });
  contexts.set(key, known);
  return known;
}

function trustedCertificates({ pem, nodeExtra }: ExtraTrust): string[] {
  const known =
    'getCACertificates' in tls
      ? (tls as unknown as { getCACertificates(type: 'default'): string[] }).getCACertificates('default')
      : [...tls.rootCertificates, ...(nodeExtra ? [nodeExtra] : [])];
  return [...known, pem];
}

/** Where a certificate begins in a PEM file, by any of the names that OpenSSL takes. */
const BEGIN = /^(?=-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----)/m;

/** What `cat` makes of two files of which the first has no line break at its end. */
const JOINED = /-----END [A-Z0-9 ]+-----[^\r\n]*-----BEGIN /;

/** Why the certificates of a PEM file cannot be read, if so. OpenSSL does not say: it leaves out what comes from there on. */
export function certificatesProblem(pem: string): string | undefined {
  if (JOINED.test(pem)) return 'a line break is missing after one of its -----END lines';
  const [, ...found] = `\n${pem}`.split(BEGIN);
  if (found.length === 0) return noneIn(pem);
  const broken = found.findIndex((one) => !isCertificate(one));
  if (broken < 0) return undefined;
  return found.length === 1
    ? 'the certificate in the file cannot be read'
    : `certificate ${broken + 1} of the ${found.length} in the file cannot be read`;
}

/** What a PEM file holds in place of certificates, by its own word. */
function noneIn(pem: string): string {
  const [, label] = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/m.exec(pem) ?? [];
  return label === undefined || label.endsWith('CERTIFICATE')
    ? 'the file holds no certificate in PEM form'
    : `the file holds no certificate, but a ${label.toLowerCase()}`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
