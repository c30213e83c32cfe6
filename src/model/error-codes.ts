import { type ExitName, exitCode } from './exit-codes.ts';

/** Did the request leave this machine? `unknown`: part of it may have. */
export type Sent = 'no' | 'yes' | 'unknown';

/**
 * Every `error.code`, with the exit code it leads to and one line for the help. The one place that maps what
 * happened to how the process ends.
 */
export const ERROR_CODES = {
  usage: { exit: 'input', summary: 'the command line cannot be understood' },
  config: { exit: 'input', summary: 'a setting is missing or wrong' },
  file: { exit: 'input', summary: 'a file cannot be read or holds no valid JSON' },
  'body-invalid': { exit: 'input', summary: 'the body breaks a rule of the schema' },
  'check-failed': { exit: 'input', summary: 'check or explain found errors' },
  'expectation-failed': {
    exit: 'input',
    summary: 'play did not lead to what its scenario expects; sent tells whether anything was sent',
  },
  'output-file': { exit: 'input', summary: 'a file cannot be written' },
  'command-failed': {
    exit: 'input',
    summary: 'the command after sandbox --check -- failed; its own exit code is used',
  },
  'command-not-started': {
    exit: 'input',
    summary: 'the command after sandbox --check -- could not be started',
  },

  'schema-drift': { exit: 'input', summary: "the endpoint's schema differs from the bundled one" },

  'not-a-schema': { exit: 'unexpected-answer', summary: 'the response is no schema of this API' },
  redirect: { exit: 'unexpected-answer', summary: 'the server answered with a redirect (never followed)' },
  'html-answer': { exit: 'unexpected-answer', summary: 'a web page answered instead of the API' },
  'edge-answer': { exit: 'unexpected-answer', summary: 'the Media Edge API answered: another API' },
  'no-location': { exit: 'unexpected-answer', summary: '201 without a Location header' },
  'bad-location': { exit: 'unexpected-answer', summary: '201 whose Location holds no usable session ID' },
  'unexpected-status': { exit: 'unexpected-answer', summary: 'a status that this API does not use' },
  'not-http': { exit: 'unexpected-answer', summary: 'the server does not speak HTTP' },
  'switching-protocols': { exit: 'unexpected-answer', summary: 'the server tried to switch protocols (101)' },

  'bad-request': { exit: 'rejected', summary: '400: the server refused the body' },
  forbidden: { exit: 'rejected', summary: '401 or 403: something in front of the API refused' },
  'not-found': { exit: 'rejected', summary: '404 or 405: no such path on this host' },
  'session-unknown': { exit: 'rejected', summary: '404 on an event: the session is unknown' },
  'session-closed': { exit: 'rejected', summary: '410: the session takes no more events' },
  'too-large': { exit: 'rejected', summary: '413, 414 or 431: the request is too large' },
  'rate-limited': { exit: 'rejected', summary: '429: too many requests' },
  rejected: { exit: 'rejected', summary: 'any other 4xx' },

  'server-error': { exit: 'server-error', summary: '500: the server failed' },
  'gateway-error': { exit: 'server-error', summary: '502 or 504: a gateway got no good answer' },
  unavailable: { exit: 'server-error', summary: '503: the service is unavailable' },

  'dns-not-found': { exit: 'unreachable', summary: 'the host name does not exist' },
  'dns-no-address': { exit: 'unreachable', summary: 'the host name exists, but has no address' },
  'dns-temporary': { exit: 'unreachable', summary: 'the resolver could not answer' },
  'dns-timeout': { exit: 'unreachable', summary: 'the resolver did not answer in time' },
  'connection-refused': { exit: 'unreachable', summary: 'nothing listens at that address' },
  'network-unreachable': { exit: 'unreachable', summary: 'no route to that address' },
  'connect-timeout': { exit: 'unreachable', summary: 'no connection in time' },
  'local-limit': { exit: 'unreachable', summary: 'the system gives the process no more files or memory' },
  'connect-failed': { exit: 'unreachable', summary: 'the connection failed before anything was sent' },
  'tls-self-signed': { exit: 'unreachable', summary: 'the certificate is self-signed' },
  'tls-untrusted': { exit: 'unreachable', summary: "the certificate's issuer is not trusted" },
  'tls-expired': { exit: 'unreachable', summary: 'the certificate has expired' },
  'tls-not-yet-valid': { exit: 'unreachable', summary: 'the certificate is not valid yet' },
  'tls-wrong-host': { exit: 'unreachable', summary: 'the certificate is for another host' },
  'tls-unfit': {
    exit: 'unreachable',
    summary: 'the certificate is too weak, revoked, or made for another purpose',
  },
  'tls-not-tls': { exit: 'unreachable', summary: 'the port does not speak TLS' },
  'tls-version': { exit: 'unreachable', summary: 'no TLS version or cipher in common' },
  'tls-client-certificate': { exit: 'unreachable', summary: 'the server wants a client certificate' },
  'tls-timeout': { exit: 'unreachable', summary: 'the TLS handshake did not finish in time' },
  'tls-failed': { exit: 'unreachable', summary: 'the TLS handshake failed' },
  'proxy-unreachable': { exit: 'unreachable', summary: 'the proxy could not be reached' },
  'proxy-timeout': { exit: 'unreachable', summary: 'the proxy did not answer in time' },
  'proxy-auth': { exit: 'unreachable', summary: 'the proxy wants a user name and password' },
  'proxy-refused': { exit: 'unreachable', summary: 'the proxy refused the connection' },
  'proxy-failed': { exit: 'unreachable', summary: 'the proxy could not reach the host' },
  'no-time-left': { exit: 'unreachable', summary: "the command's deadline passed before this was sent" },

  reset: { exit: 'outcome-unknown', summary: 'the connection was reset before a response' },
  closed: { exit: 'outcome-unknown', summary: 'the connection was closed before a response' },
  timeout: { exit: 'outcome-unknown', summary: 'no response before the deadline' },
  'headers-too-large': { exit: 'outcome-unknown', summary: "the response's headers are too large to read" },
  'invalid-answer': { exit: 'outcome-unknown', summary: 'the response breaks HTTP and cannot be read' },
  'unexpected-continue': { exit: 'outcome-unknown', summary: 'a 100 Continue nobody asked for' },

  'end-failed': {
    exit: 'follow-up-failed',
    summary: 'the session started, or accepted sessionComplete, but ending it failed',
  },
  'play-failed': {
    exit: 'follow-up-failed',
    summary: 'the session started, but a later event of play failed',
  },
  'output-failed': { exit: 'follow-up-failed', summary: 'the session started, but writing its ID failed' },
  'internal-after-start': {
    exit: 'follow-up-failed',
    summary: 'the session started, but then a bug in this tool showed',
  },
  'report-failed': {
    exit: 'follow-up-failed',
    summary: 'the session started, or the event was accepted, but writing a report failed',
  },

  interrupted: { exit: 'interrupted', summary: 'stopped by SIGINT' },
  terminated: { exit: 'terminated', summary: 'stopped by SIGTERM or SIGHUP' },
  internal: { exit: 'internal', summary: 'a bug in this tool' },
} as const satisfies Record<string, { exit: ExitName; summary: string }>;

/** One of the stable `error.code` strings. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The number of the exit code that an error leads to; 0 without one. That of a command which was run is its own. */
export function errorExitCode(
  error: { code: ErrorCode; args?: { exitCode?: unknown } | undefined } | undefined,
): number {
  if (!error) return 0;
  const own = error.code === 'command-failed' ? error.args?.exitCode : undefined;
  return typeof own === 'number' ? own : exitCode(ERROR_CODES[error.code].exit);
}
