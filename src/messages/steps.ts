import type { TlsFacts } from '../model/exchange.ts';
import type { ProxyUse, StepDetail } from '../model/result.ts';
import { sayError } from './index.ts';
import { sayOrigin } from './origin.ts';
import { plural } from './phrases.ts';

/** What a step of `doctor` looked at, and what it found. */
export function sayStep(detail: StepDetail): string {
  switch (detail.about) {
    case 'tool':
      return `media-session ${detail.toolVersion}, Node ${detail.nodeVersion}`;
    case 'config':
      return detail.path ?? 'no config file';
    case 'settings':
      return detail.settings
        .map(({ key, value, origin }) => `${key} ${value} (${sayOrigin(origin)})`)
        .join(', ');
    case 'hosts':
      return detail.clean ? 'nothing looks swapped or mistyped' : 'see below';
    case 'proxy':
      return detail.use ? sayProxy(detail.use) : 'no connection can be tried';
    case 'addresses':
      return detail.addresses.join(', ');
    case 'no-addresses':
      return sayNoAddresses(detail);
    case 'not-looked-up':
      return detail.why === 'proxy'
        ? 'not looked up: names are looked up by the proxy'
        : 'not looked up: not a host name';
    case 'connection':
      return detail.address ?? 'connected';
    case 'tls':
      return sayTls(detail);
    case 'plain-http':
      return 'plain http, on this machine';
    case 'schema':
      return detail.found ? `${detail.path}: this is the API` : 'not a schema of this API';
    case 'clock':
      return detail.agrees ? "agrees with the server's" : 'differs';
    case 'drift':
      return detail.differences === 0
        ? 'the bundled schema is up to date'
        : plural(detail.differences, 'difference');
    case 'body':
      return detail.accepted
        ? "passes the endpoint's schema (missing metadata as with --smoke)"
        : 'would be refused';
    case 'error':
      return sayError(detail.error).message;
    case 'interrupted':
      return 'interrupted';
    case 'failed':
      return 'failed';
    case 'skipped':
      return `not reached: ${detail.after} failed`;
  }
}

/** Why there is no address: only a resolver that has answered knows that a name does not exist. */
function sayNoAddresses({ host, code, systemCode }: Extract<StepDetail, { about: 'no-addresses' }>): string {
  const system = systemCode === undefined ? '' : ` (${systemCode})`;
  switch (code) {
    case 'dns-not-found':
      return `${host} does not exist`;
    case 'dns-no-address':
      return `${host} exists, but has no address`;
    case 'dns-timeout':
      return 'the resolver did not answer in time';
    case 'dns-temporary':
      return `the resolver could not answer${system}`;
    default:
      return `could not be looked up${system}`;
  }
}

function sayTls({ facts, daysLeft }: { facts: TlsFacts | undefined; daysLeft: number | undefined }): string {
  if (!facts) return 'established';
  const left =
    daysLeft === undefined ? '' : `, ${daysLeft === 0 ? 'less than a day' : plural(daysLeft, 'day')} left`;
  const names = facts.names?.join(', ') ?? facts.subject ?? '?';
  return `${facts.protocol ?? 'TLS'}, issued by ${facts.issuer ?? '?'} for ${names}${left}`;
}

/** Whether a proxy is used, and why. */
export function sayProxy(use: ProxyUse): string {
  if (use.use) return `through the proxy ${use.proxy}, set by ${use.source}`;
  switch (use.why) {
    case 'no-proxy':
      return `no proxy: ${use.source} has the entry ${use.entry}`;
    case 'other-scheme':
      return `no proxy: ${use.source} is set, but it is for the other scheme`;
    case 'none-set':
      return 'no proxy: none is set';
  }
}
