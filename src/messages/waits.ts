import type { Wait } from '../model/hooks.ts';

/** What is being waited for, without a full stop: a line of progress. */
export function sayWait(wait: Wait): string {
  switch (wait.for) {
    case 'look-up':
      return `Looking up ${wait.host}`;
    case 'connection':
      return `Connecting to ${wait.host.includes(':') ? `[${wait.host}]` : wait.host}:${wait.port}`;
    case 'proxy':
      return `Connecting to ${wait.host} through the proxy ${wait.proxy}`;
    case 'tls':
      return `Negotiating TLS with ${wait.host}`;
    case 'response':
      return `Waiting for the response of ${wait.host}`;
    case 'stdin':
      return wait.terminal ? 'Reading stdin from the terminal; Ctrl-D ends it' : 'Waiting for stdin';
    case 'retry':
      return `Waiting to make attempt ${wait.attempt} of ${wait.attempts}`;
  }
}
