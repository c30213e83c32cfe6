import { table } from '../model/table.ts';

/** Short options of curl that take a value; all others stand alone and may be run together. */
const SHORT_WITH_VALUE = 'ACDEFHKPQTUXYbcdehmortuwxyz';

/** Long options that take a value. Source: `curl --help all` of 7.88, and the manual page for what came later. */
const LONG_WITH_VALUE = new Set(
  (
    'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to ' +
    'continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw ' +
    'data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech ' +
    'egd-file engine etag-compare etag-save expect100-timeout form form-string ftp-account ' +
    'ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip ' +
    'header help hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time ' +
    'key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize ' +
    'max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max parallel-max-host pass ' +
    'pinnedpubkey postquote preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert ' +
    'proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass ' +
    'proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword ' +
    'proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve ' +
    'retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 ' +
    'socks5-gssapi-service socks5-hostname speed-limit speed-time ssl-sessions stderr telnet-option ' +
    'tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config ' +
    'unix-socket upload-file upload-flags url url-query user user-agent variable vlan-priority write-out'
  ).split(' '),
);

/** The long names of the short options that matter here. */
const SHORT_NAMES = table({
  d: 'data',
  F: 'form',
  G: 'get',
  H: 'header',
  T: 'upload-file',
  U: 'proxy-user',
  X: 'request',
  u: 'user',
});

/** An option by its long name with its value, or without a name a URL. */
export interface CurlArgument {
  name?: string;
  value: string;
}

/** Reads the words after `curl` as options and URLs, the way curl itself does. */
export function curlArguments(words: readonly string[]): CurlArgument[] {
  const found: CurlArgument[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const valueAfter = (): string => {
      at += 1;
      return words[at] ?? '';
    };
    if (word.startsWith('--')) found.push(longOption(word.slice(2), valueAfter));
    else if (/^-./s.test(word)) addShortOptions(found, word.slice(1), valueAfter);
    else found.push({ value: word });
  }
  return found;
}

/** `--name value`, and `--name=value` as people write it. */
function longOption(text: string, valueAfter: () => string): CurlArgument {
  const equals = text.indexOf('=');
  if (equals >= 0) return { name: text.slice(0, equals), value: text.slice(equals + 1) };
  return { name: text, value: LONG_WITH_VALUE.has(text) ? valueAfter() : '' };
}

/** Short options may be run together, and the value of the last may follow at once: `-sSXPOST`. */
function addShortOptions(found: CurlArgument[], letters: string, valueAfter: () => string): void {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    const name = SHORT_NAMES[letter] ?? letter;
    if (SHORT_WITH_VALUE.includes(letter)) {
      found.push({ name, value: letters.slice(at + 1) || valueAfter() });
      return;
    }
    found.push({ name, value: '' });
  }
}
