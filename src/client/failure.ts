import type { ErrorCode } from '../model/error-codes.ts';
import type { FailureDetail, Stage } from '../model/exchange.ts';
import { table } from '../model/table.ts';
import { codeOfMessage } from './undici-messages.ts';

/** A connection attempt that failed for a reason already understood. Travels through undici unchanged. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
  readonly code: ErrorCode;
  readonly detail: FailureDetail;

  constructor(code: ErrorCode, detail: FailureDetail) {
    super(detail.raw ?? code);
    this.code = code;
    this.detail = detail;
  }
}

/** The shape in which Node's and undici's errors are read: by code and name, never by class. */
interface ErrorLike {
  code?: string;
  errno?: number;
  name?: string;
  message?: string;
  data?: string;
  cause?: unknown;
}

/** libuv's number for EAI_NODATA. */
const EAI_NODATA = -3007;

/** System and OpenSSL codes seen before a connection stands, and what each means. */
const CONNECT_CODES = table<ErrorCode>({
  ENOTFOUND: 'dns-not-found',
  ENODATA: 'dns-no-address',
  EAI_AGAIN: 'dns-temporary',
  EAI_FAIL: 'dns-temporary',
  ESERVFAIL: 'dns-temporary',
  ECONNREFUSED: 'connection-refused',
  EMFILE: 'local-limit',
  ENFILE: 'local-limit',
  ENOBUFS: 'local-limit',
  ENOMEM: 'local-limit',
  ETIMEDOUT: 'connect-timeout',
  EHOSTUNREACH: 'network-unreachable',
  ENETUNREACH: 'network-unreachable',
  EADDRNOTAVAIL: 'network-unreachable',
  ENETDOWN: 'network-unreachable',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  // Another certificate of the issuer's name is trusted, such as one that has been replaced since.
  CERT_SIGNATURE_FAILURE: 'tls-untrusted',
  INVALID_PURPOSE: 'tls-unfit',
  INVALID_CA: 'tls-unfit',
  PATH_LENGTH_EXCEEDED: 'tls-unfit',
  CERT_CHAIN_TOO_LONG: 'tls-unfit',
  CERT_REVOKED: 'tls-unfit',
  CERT_REJECTED: 'tls-unfit',
  // What Node has no name for: weak keys (refused from Node 24 on) and weak digests.
  UNSPECIFIED: 'tls-unfit',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-host',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-not-tls',
  ERR_SSL_HTTP_REQUEST: 'tls-not-tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-version',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'tls-version',
  ERR_SSL_ALERT_PROTOCOL_VERSION: 'tls-version',
  ERR_SSL_ALERT_HANDSHAKE_FAILURE: 'tls-version',
  ERR_SSL_ALERT_INSUFFICIENT_SECURITY: 'tls-version',
  ERR_SSL_ALERT_CERTIFICATE_REQUIRED: 'tls-client-certificate',
  ERR_SSL_ALERT_BAD_CERTIFICATE: 'tls-client-certificate',
  ERR_SSL_ALERT_UNSUPPORTED_CERTIFICATE: 'tls-client-certificate',
});

const FALLBACK: Record<Stage, ErrorCode> = {
  dns: 'dns-temporary',
  connect: 'connect-failed',
  proxy: 'proxy-unreachable',
  tls: 'tls-failed',
  sent: 'closed',
};

/** The limit ran out before the request was sent: which code that is, by the step that hung. */
export const TIMEOUT_CODES: Record<Stage, ErrorCode> = {
  dns: 'dns-timeout',
  connect: 'connect-timeout',
  proxy: 'proxy-timeout',
  tls: 'tls-timeout',
  sent: 'timeout',
};

const CERTIFICATE_CODES: readonly ErrorCode[] = [
  'tls-self-signed',
  'tls-untrusted',
  'tls-expired',
  'tls-not-yet-valid',
  'tls-wrong-host',
  'tls-unfit',
];

/** Whether a look at the server's certificate would help to explain a failure. */
export function isCertificateProblem(code: ErrorCode): boolean {
  return CERTIFICATE_CODES.includes(code);
}

function detailOf(error: ErrorLike): FailureDetail {
  return {
    ...(typeof error.code === 'string' && { systemCode: error.code }),
    ...(error.message ? { raw: error.message } : {}),
  };
}

/**
 * What a system or OpenSSL code means. The name of a TLS alert says who sent it in another way with every OpenSSL (SSLV3,
 * TLSV1, TLSV13; `SSL/TLS` in Node 24), so that part is left out.
 */
function meaningOf(error: ErrorLike): ErrorCode | undefined {
  const { code = '', errno } = error;
  // Node reports EAI_NODATA (the name exists, but has no address) as ENOTFOUND, too.
  if (errno === EAI_NODATA) return 'dns-no-address';
  const plain = code.replace(/^ERR_SSL_(?:SSL[/_]TLS|SSLV3|TLSV1|TLSV13)_ALERT_/, 'ERR_SSL_ALERT_');
  return CONNECT_CODES[plain] ?? codeOfMessage(error);
}

/** Reads an error that came before the request was sent; `stage` is how far the connection had got. */
export function classifyConnect(error: unknown, stage: Stage): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  const like = (error ?? {}) as ErrorLike;
  if (stage === 'proxy') return new ConnectFailure('proxy-unreachable', detailOf(like));
  return new ConnectFailure(meaningOf(like) ?? FALLBACK[stage], detailOf(like));
}

/** Codes of an error between the request and the header of its response, and what each means. */
const SENT_CODES = table<ErrorCode>({
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'invalid-answer',
});

/** Reads an error that came after the request was handed to the connection and before the header of its response. */
export function classifySent(error: unknown): { code: ErrorCode; detail: FailureDetail } {
  const like = (error ?? {}) as ErrorLike;
  const cause = (like.cause ?? {}) as ErrorLike;
  const systemCode = (like.code === 'UND_ERR_SOCKET' && cause.code) || like.code || '';
  const bytes = typeof like.data === 'string' ? like.data.slice(0, 80) : '';
  const detail = { ...detailOf(like), ...(bytes && { bytes }) };
  const code = codeOfMessage(like) ?? SENT_CODES[systemCode] ?? refusedCertificate(systemCode);
  return { code: code ?? 'closed', detail };
}

/** A TLS 1.3 server refuses a missing client certificate only after the first bytes. */
function refusedCertificate(code: string): ErrorCode | undefined {
  const meaning = meaningOf({ code });
  return meaning === 'tls-client-certificate' ? meaning : undefined;
}
