/** Where a connection leads. */
export interface Target {
  /** IPv6 without brackets. */
  host: string;
  port: number;
}

/** Host and port of a URL. */
export function targetOf(url: URL): Target {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80 };
}
