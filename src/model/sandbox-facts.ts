/** What the sandbox knows of a session that takes no event: never seen or forgotten, closed and why, lost on purpose. */
export type ClosedState = 'unknown' | 'ended' | 'no-events' | 'no-playhead' | 'lost';

/** What breaks before there is a request to answer. */
export type ConnectionProblem =
  /** TLS, or HTTP/2 without TLS, on the port for plain HTTP. */
  | 'tls'
  | 'http2'
  /** Plain HTTP on the port for TLS. */
  | 'plain-http'
  | 'untrusted'
  | 'tls-failed'
  | 'malformed'
  | 'headers-too-large'
  | 'incomplete'
  | 'expect'
  | 'connect';
