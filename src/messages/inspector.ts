import { shellWord } from './phrases.ts';

/** The words of the sandbox's page. */
export const INSPECTOR_WORDS = {
  title: 'Sandbox',
  all: 'All requests',
  sessions: 'Sessions',
  requests: 'Requests',
  noSessions: 'No session yet. Point your player at the address above.',
  noRequests: 'No request yet.',
  noMatch: 'No request passes the filter.',
  problems: 'Only problems',
  eventType: 'Event',
  anyEvent: 'Any event',
  text: 'Text',
  follow: 'Follow',
  pause: 'Pause',
  goOn: 'Go on',
  clear: 'Clear',
  copyCurl: 'Copy as curl',
  copyBody: 'Copy body',
  copied: 'Copied.',
  notCopied: 'The browser does not allow copying here; select the text instead.',
  download: 'Download',
  gone: 'The sandbox no longer holds this request.',
  cut: 'Older requests are not shown; the downloads have all that the sandbox holds.',
  noBody: 'The request has no body.',
  choose: 'Choose a request to see its body, findings and response.',
} as const;

/** How the page stands with the sandbox, in words. */
export const CONNECTION_WORDS = {
  connecting: 'Connecting…',
  open: 'Live',
  lost: 'Connection lost; trying again…',
  paused: 'Paused',
} as const;

/** A status as people say it: `204`, `no response`. */
export function sayStatus(status: number): string {
  return status === 0 ? 'no response' : String(status);
}

/** A request as a curl command for a POSIX shell. Headers that curl sends by itself are left out. */
export function asCurl(
  url: string,
  method: string,
  headers: readonly (readonly [string, string])[],
  body: string,
): string {
  const own = headers.filter(([name]) => /^content-type$/i.test(name));
  const parts = [
    `curl -X ${method} ${shellWord(url)}`,
    ...own.map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    // Not --data-binary, which takes an @ at the beginning for the name of a file.
    ...(body === '' ? [] : [`--data-raw ${shellWord(body)}`]),
  ];
  return parts.join(' \\\n  ');
}
