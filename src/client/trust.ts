import tls from 'node:tls';

/**
 * The certificates to trust when some are added: giving Node a list replaces its own, so its own are put back.
 * Node 20 cannot tell which ones NODE_EXTRA_CA_CERTS added, so their text is passed in.
 */
export function trustedCertificates(extra: string, nodeExtra: string | undefined): string[] {
  const known =
    'getCACertificates' in tls
      ? (tls as unknown as { getCACertificates(type: 'default'): string[] }).getCACertificates('default')
      : [...tls.rootCertificates, ...(nodeExtra ? [nodeExtra] : [])];
  return [...known, extra];
}
