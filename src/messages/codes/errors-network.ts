import type { ErrorCode } from '../../model/error-codes.ts';
import type { Explanation } from './explanation.ts';
import { DOCTOR, network, SAFE, START, VERBOSE } from './network.ts';

const MAYBE =
  'The request was sent, and there is no verdict: a session may exist. It closes after 10 minutes without events.';
const DIG = 'nslookup <host>';
const PROXY = 'env | grep -i proxy';

/** The errors in which no response arrived. */
export const NETWORK_EXPLANATIONS = {
  'dns-not-found': network(
    'The host name of the endpoint does not exist.',
    SAFE,
    '--endpoint compny.hb-api.omtrdc.net',
    '--endpoint company.hb-api.omtrdc.net',
    DIG,
    DOCTOR,
  ),
  'dns-no-address': network(
    'The host name exists, but has no IP address.',
    SAFE,
    '--endpoint hb-api.omtrdc.net',
    '--endpoint company.hb-api.omtrdc.net',
    DIG,
    DOCTOR,
  ),
  'dns-temporary': network(
    'The resolver could not answer. The name may well exist.',
    `${SAFE} A VPN that is just connecting looks like this.`,
    START,
    `${START} --retry 3`,
    DIG,
    DOCTOR,
  ),
  'dns-timeout': network(
    'The resolver did not answer in time.',
    SAFE,
    START,
    `${START} --connect-timeout 20s`,
    DIG,
    DOCTOR,
  ),
  'connection-refused': network(
    'The machine was reached, but nothing listens at that port.',
    SAFE,
    '--endpoint localhost:4001',
    '--endpoint localhost:4010',
    DOCTOR,
  ),
  'network-unreachable': network(
    'There is no route to the address, as when the network or the VPN is down.',
    SAFE,
    START,
    `${START} --retry 3`,
    'ip route',
    DOCTOR,
  ),
  'connect-timeout': network(
    'No connection came about in time. A firewall that drops packets looks like this.',
    `${SAFE} Behind a company firewall, a proxy may be needed.`,
    START,
    `HTTPS_PROXY=http://proxy.example.com:3128 ${START}`,
    PROXY,
    DOCTOR,
  ),
  'local-limit': network(
    'The system gives this process no more open files or memory.',
    SAFE,
    'ulimit -n 16',
    'ulimit -n 1024',
    'ulimit -a',
  ),
  'connect-failed': network(
    'The connection failed before anything was sent, for a reason without a code of its own here.',
    SAFE,
    START,
    `${START} --retry 3`,
    VERBOSE,
    DOCTOR,
  ),
  'no-time-left': network(
    'The deadline of the whole command had passed before this request could be sent.',
    SAFE,
    `${START} --timeout 1s`,
    `${START} --timeout 30s`,
    VERBOSE,
  ),
  reset: network(
    'The connection was reset after the request had been sent.',
    MAYBE,
    START,
    `${START} --retry 2 --retry-unsafe`,
    DOCTOR,
  ),
  closed: network(
    'The server closed the connection without a response.',
    MAYBE,
    START,
    `${START} --retry 2 --retry-unsafe`,
    DOCTOR,
    VERBOSE,
  ),
  timeout: network(
    'No complete response came before the deadline.',
    MAYBE,
    START,
    `${START} --timeout 60s`,
    DOCTOR,
    VERBOSE,
  ),
  'headers-too-large': network(
    'The headers of the response are larger than 16 KiB.',
    MAYBE,
    START,
    VERBOSE,
    DOCTOR,
  ),
  'invalid-answer': network(
    'The response breaks the rules of HTTP and cannot be read.',
    MAYBE,
    START,
    VERBOSE,
    DOCTOR,
  ),
  'unexpected-continue': network(
    'The server sent "100 Continue", which nobody had asked for.',
    MAYBE,
    START,
    VERBOSE,
    DOCTOR,
  ),
} as const satisfies Partial<Record<ErrorCode, Explanation>>;
