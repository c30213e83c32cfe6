import type { ErrorCode } from '../model/error-codes.ts';
import type { ErrorArgs } from '../model/result.ts';
import { table } from '../model/table.ts';
import { endpointOption } from './endpoint-option.ts';
import { ago, day, duration, listed } from './phrases.ts';
import type { SayError } from './wording.ts';

/** What may have come of a request that got no verdict, by what was asked. */
const MAY_HAVE = table({
  session:
    'A session may have been started; the API closes it after 10 minutes without events. Run the command again if a duplicate session is acceptable.',
  event: 'The event may have been accepted; resend it only if duplicates are harmless.',
  downloaded: 'The batch may have been accepted; resend it only if duplicates are harmless.',
  schema: 'It only asked for a schema: try again.',
});
const mayHave = (args: ErrorArgs): string => {
  const said = MAY_HAVE[String(args['asked'] ?? 'session')] ?? '';
  return args['forwarded'] ? said.replace('Run the command again', 'Start it again') : said;
};

const at = ({ host, port }: ErrorArgs): string =>
  /:/.test(String(host)) ? `[${host}]:${port}` : `${host}:${port}`;
/** Within which limit; the system has limits of its own, which it does not name. */
const inTime = ({ limitMs }: ErrorArgs): string =>
  limitMs === undefined ? 'in time' : `within ${duration(Number(limitMs))}`;
const addresses = (args: ErrorArgs): string => {
  const list = Array.isArray(args['addresses']) ? (args['addresses'] as string[]) : [];
  return list.length > 0 && list[0] !== args['host'] ? ` (tried ${listed(list)})` : '';
};
const system = (args: ErrorArgs): string => (args['systemCode'] ? ` (${args['systemCode']})` : '');
const issuer = (args: ErrorArgs): string => (args['issuer'] ? ` It was issued by "${args['issuer']}".` : '');

/** Codes of connections that stood, and of which the other end wanted no more. */
const BROKE_OFF = /^(?:ECONNRESET|EPIPE|EPROTO|ERR_SSL_|HPE_)/;

const TRUST_FIX =
  'If you trust that issuer, save its certificate as a PEM file and pass --cacert <file>, or set NODE_EXTRA_CA_CERTS (or, on Node 22.19 and later, NODE_USE_SYSTEM_CA=1).';
/** How to get a certificate trusted; where a file with certificates was given, it is the wrong one. */
const trustFix = (args: ErrorArgs, what: string): string =>
  args['caCert'] === undefined ? TRUST_FIX : `${args['caCert']} (caCert) was read, but ${what} there.`;

/** When a certificate expired, and how long that is ago, as far as both are known. */
function expiry({ validTo, now }: ErrorArgs): string {
  if (validTo === undefined) return '';
  return ` on ${day(Number(validTo))}${now === undefined ? '' : `, ${ago(Number(validTo), Number(now))} ago`}`;
}

/** What to try where https was added to a host of this machine. */
function plainHttp(args: ErrorArgs): string | undefined {
  if (!args['localWithoutScheme']) return undefined;
  return `Without a scheme, https is used. A server on this machine, such as media-session sandbox, often speaks plain http: ${endpointOption(args)} http://${at(args)}`;
}

/** Whether a host name belongs to a service that is not the collection API. */
function swapHint(host: unknown): string {
  const name = String(host);
  if (/(^|\.)hb\.omtrdc\.net$/.test(name))
    return ' That is a Heartbeat host; this API lives on <company>.hb-api.omtrdc.net.';
  if (/(\.sc\.omtrdc\.net|\.2o7\.net|\.data\.adobedc\.net)$/.test(name)) {
    return ' That is an Analytics tracking server; it belongs into --tracking-server, and the endpoint is <company>.hb-api.omtrdc.net.';
  }
  return '';
}

/** What a proxy means by its own failure; Squid says 503 where others say 502. */
const PROXY_5XX = table({
  502: 'The host may be unknown to the proxy, or refuse its connection.',
  503: 'The host may be unknown to the proxy or refuse its connection, or the proxy may be overloaded.',
  504: 'The host did not answer the proxy in time.',
});

/** The schemes that a proxy offers where Basic, the only one supported, is not among them. */
function foreignSchemes({ proxySchemes }: ErrorArgs): string | undefined {
  const schemes = Array.isArray(proxySchemes) ? (proxySchemes as string[]) : [];
  if (schemes.length === 0 || schemes.some((scheme) => scheme.toLowerCase() === 'basic')) return undefined;
  return schemes.join(' or ');
}

/** Errors in which no answer arrived: before sending (nothing was sent) and after it (no verdict). */
export const NETWORK_WORDING = {
  'dns-not-found': (a) => ({
    message: `The host name ${a['host']} does not exist.`,
    fix: `Check ${endpointOption(a, ' (or endpoint in .mediarc)')} for a typing error.${swapHint(a['host'])}`,
  }),
  'dns-no-address': (a) => ({
    message: `The host name ${a['host']} exists, but has no address.`,
    fix: `Check ${endpointOption(a, ' (or endpoint in .mediarc)')} for a missing part, or ask those who run the name for its address record.${swapHint(a['host'])}`,
  }),
  'dns-temporary': (a) => ({
    message: `The resolver could not answer for ${a['host']}${system(a)}.`,
    fix: `Check the network, the VPN and the resolver, then try again.`,
  }),
  'dns-timeout': (a) => ({
    message: `The resolver did not answer for ${a['host']} ${inTime(a)}.`,
    fix: `Check the VPN and the resolver, or allow more time with --connect-timeout.`,
  }),
  'connection-refused': (a) => ({
    message: `Nothing accepts connections at ${at(a)}${addresses(a)}.`,
    fix: `Check host and port of ${endpointOption(a)}, and that the server is running.`,
  }),
  'network-unreachable': (a) => ({
    message: `There is no route to ${at(a)}${addresses(a)}${system(a)}.`,
    fix: `Check the network connection and the VPN.`,
  }),
  'connect-timeout': (a) => ({
    message: `${at(a)}${addresses(a)} did not accept a connection ${inTime(a)}.`,
    fix: `A firewall may drop the packets: check the network and the VPN, or whether a proxy is needed (HTTPS_PROXY).`,
  }),
  'local-limit': (a) => ({
    message: `The system gives this process no more files or memory${system(a)}, so ${a['host']} could not be reached.`,
    fix: `Raise its limits: ulimit -n for files, ulimit -v for memory.`,
  }),
  'connect-failed': (a) => ({
    message: `The connection to ${at(a)} failed${system(a)}.`,
    fix: `Try again; -v shows the system's own words.`,
  }),
  'tls-self-signed': (a) => ({
    message: `The certificate of ${a['host']} is self-signed, so it proves nothing.${issuer(a)}`,
    fix: `${trustFix(a, 'this certificate is not in it: if you trust it, put it')}`,
  }),
  'tls-untrusted': (a) => ({
    message: `The certificate of ${a['host']} comes from an issuer this machine does not trust.${issuer(a)}`,
    fix: `A company proxy that inspects TLS looks like this. ${trustFix(a, "this issuer is not in it: if you trust it, put the issuer's own certificate (not the server's)")}`,
  }),
  'tls-expired': (a) => ({
    message: `The certificate of ${a['host']} expired${expiry(a)}.`,
    fix: `Check this machine's clock; if it is right, the server's operator must renew the certificate.`,
  }),
  'tls-not-yet-valid': (a) => ({
    message: `The certificate of ${a['host']} is not valid before ${a['validFrom'] === undefined ? 'a date in the future' : day(Number(a['validFrom']))}.`,
    fix: `Check this machine's clock.`,
  }),
  'tls-wrong-host': (a) => ({
    message: `The certificate of ${a['host']} is for other names${Array.isArray(a['names']) ? `: ${listed(a['names'] as string[])}` : ''}.`,
    fix: `Use one of these names as the endpoint. A CNAME of your own that points at Adobe needs a certificate for its own name.`,
  }),
  'tls-unfit': (a) => ({
    message: `The certificate of ${a['host']} is not accepted${a['raw'] ? `: ${a['raw']}` : system(a)}.${issuer(a)}`,
    fix: `Only another certificate helps: ask the operators of the server for one.`,
  }),
  'tls-not-tls': (a) => ({
    message: `${at(a)} does not speak TLS; a plain http server may be listening there.`,
    fix:
      plainHttp(a) ?? `Check the port of ${endpointOption(a)}; for a local sandbox, write http://${at(a)}.`,
  }),
  'tls-version': (a) => ({
    message: `${at(a)} and this machine have no TLS version or cipher in common${system(a)}.`,
    fix: `The server may be too old, or want a client certificate; check that ${endpointOption(a)} names the right one.`,
  }),
  'tls-client-certificate': (a) => ({
    message: `${at(a)} wants a client certificate, and this API is documented to need none.`,
    fix: `Check that ${endpointOption(a)} is the collection API and not an internal gateway. The server took no request, so trying again is safe.`,
  }),
  'tls-timeout': (a) => ({
    message: `${at(a)} accepted the connection, but the TLS handshake did not finish ${inTime(a)}.`,
    fix: `Something between may swallow TLS: check the VPN and the proxy.`,
  }),
  'tls-failed': (a) => ({
    message: `The TLS handshake with ${at(a)} failed${system(a)}.`,
    fix: /NO_APPLICATION_PROTOCOL/.test(String(a['systemCode']))
      ? `The server accepts only HTTP/2, or another protocol than HTTP/1.1: check that ${endpointOption(a)} names the right one.`
      : (plainHttp(a) ??
        `Check that the port of ${endpointOption(a)} speaks TLS, and that no firewall cuts it off; -v shows the raw reason.`),
  }),
  'proxy-unreachable': (a) => ({
    message: `The proxy ${a['proxy']} (from ${a['proxySource']}) ${BROKE_OFF.test(String(a['systemCode'])) ? 'was reached, but closed the connection: it may not be a proxy, or one of the other scheme (http, https)' : 'could not be reached'}${system(a)}.`,
    fix: `Correct ${a['proxySource']}, or take this host out with NO_PROXY=${a['host']}.`,
  }),
  'proxy-timeout': (a) => ({
    message: `The proxy ${a['proxy']} (from ${a['proxySource']}) gave no response ${inTime(a)}.`,
    fix: `Correct ${a['proxySource']}, or take this host out with NO_PROXY=${a['host']}.`,
  }),
  'proxy-auth': (a) =>
    foreignSchemes(a)
      ? {
          message: `The proxy ${a['proxy']} (from ${a['proxySource']}) accepts only ${foreignSchemes(a)} (407); media-session supports only Basic.`,
          fix: `Run a local proxy that signs in for you, such as cntlm or px, and set ${a['proxySource']} to its address (often http://127.0.0.1:3128); or use a direct route with NO_PROXY=${a['host']}.`,
        }
      : {
          message: `The proxy ${a['proxy']} (from ${a['proxySource']}) ${a['proxyUser'] ? 'does not accept the user name and password that are in it' : 'wants a user name and password'} (407).`,
          fix: `${a['proxyUser'] ? 'Correct them in' : 'Put them into'} ${a['proxySource']} as http://user:password@host:port.`,
        },
  'proxy-refused': (a) => ({
    message: `The proxy ${a['proxy']} (from ${a['proxySource']}) refused to connect to ${at(a)}: ${a['proxyStatus']}.`,
    fix: `Ask its operators to allow ${a['host']}, or take it out with NO_PROXY=${a['host']}.`,
  }),
  'proxy-failed': (a) => ({
    message: `The proxy ${a['proxy']} (from ${a['proxySource']}) could not connect to ${at(a)}: ${a['proxyStatus']}.`,
    fix: `${PROXY_5XX[Number(a['proxyStatus'])] ?? 'The proxy itself failed.'} Check host and port of ${endpointOption(a)}, then ask the operators of the proxy.`,
  }),
  'no-time-left': (a) => ({
    message: `No time was left for a request to ${at(a)}: what the command did before took all of its deadline (--timeout).`,
    fix: `Allow more time with --timeout.`,
  }),
  reset: (a) => ({
    message: `The request was sent, but ${at(a)} reset the connection before a response came.`,
    fix: mayHave(a),
  }),
  closed: (a) => ({
    message: `The request was sent, but ${at(a)} closed the connection before a response came.${a['secure'] ? ' A server that wants a client certificate can look like this.' : ' A port that speaks only TLS looks like this.'}`,
    fix: a['secure'] ? mayHave(a) : `If it speaks TLS, write https://${at(a)} as the endpoint. ${mayHave(a)}`,
  }),
  timeout: (a) => ({
    message: `The request was sent, but ${at(a)} gave no complete response ${inTime(a)}.`,
    fix: `${mayHave(a)} --timeout allows more time.`,
  }),
  'headers-too-large': (a) => ({
    message: `The request was sent, but the headers of the response from ${at(a)} are larger than 16 KiB, so it cannot be read.`,
    fix: mayHave(a),
  }),
  'invalid-answer': (a) => ({
    message: `The request was sent, but the response from ${at(a)} breaks the rules of HTTP and cannot be read.`,
    fix: `A faulty proxy or gateway is likely; -v shows the raw reason. ${mayHave(a)}`,
  }),
  'unexpected-continue': (a) => ({
    message: `The request was sent, but ${at(a)} answered "100 Continue", which was not asked for, and the HTTP library stops there.`,
    fix: `A faulty proxy or gateway is likely. ${mayHave(a)}`,
  }),
} as const satisfies Partial<Record<ErrorCode, SayError>>;
