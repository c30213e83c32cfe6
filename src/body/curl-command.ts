/** Longer than this, a body no longer fits a single argument (Linux allows 128 KiB), so it is piped. */
const ARGUMENT_LIMIT = 100_000;

/** What a curl line needs to say. */
export interface CurlRequest {
  url: string;
  headers: Record<string, string>;
  /** UTF-8 JSON text. */
  body: string;
  /** Path of a certificate file to trust. */
  caCert?: string;
}

/**
 * The request as a curl command for a POSIX shell (sh, bash, zsh, dash), sending the very same bytes. `--include`
 * shows the Location header, without which a 201 says nothing.
 */
export function curlCommand(request: CurlRequest): string {
  const long = Buffer.byteLength(request.body) > ARGUMENT_LIMIT;
  const parts = [
    `curl --include${/[[\]{}]/.test(request.url) ? ' --globoff' : ''} ${quote(request.url)}`,
    ...Object.entries(request.headers).map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
    ...(request.caCert === undefined ? [] : [`--cacert ${quote(request.caCert)}`]),
    long ? '--data-binary @-' : `--data-raw ${quote(request.body)}`,
  ];
  const command = parts.join(' \\\n  ');
  return long ? `printf %s ${quote(request.body)} | ${command}` : command;
}

/** Quotes a text so that a POSIX shell takes it as one word, letter for letter. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
