/** Far hosts need more than the 250 ms that Node gives each address before it turns to the next (node#54359). */
export const ATTEMPT_TIMEOUT_MS = 1500;

/** Host (IPv6 without brackets) and port of a URL. */
export function targetOf(url: URL): { host: string; port: number } {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80 };
}
