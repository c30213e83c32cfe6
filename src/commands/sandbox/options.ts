import { isIP } from 'node:net';
import { type Given, type OptionGroup, type OptionSpec, ownOptions } from '../../cli/definition.ts';
import { IGNORE_OPTIONS, settingOption } from '../../cli/options/settings.ts';
import { refusals } from '../../cli/values.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import { parseDuration } from '../../config/durations.ts';
import { settingSpec } from '../../config/settings.ts';
import { InputError } from '../../model/errors.ts';
import { EVENT_TYPES } from '../../model/event-types.ts';
import { urlOf } from '../../model/url.ts';
import { closest } from '../../rules/closest.ts';
import { targetOf } from '../../sandbox/controls.ts';
import type { FaultRule } from '../../sandbox/fault-switch.ts';
import { faultOption, readFault } from '../shared/fault.ts';
import { badForm, badOption, needs } from './refused.ts';

/** What `sandbox` was asked to do. */
export interface SandboxChoice {
  port: number;
  /** The address to listen on; undefined: loopback. */
  host: string | undefined;
  /** The path before `/api/v1`. */
  prefix: string;
  fault: FaultRule | undefined;
  latencyMs: number;
  /** Directory of certificate and key. */
  tls: string | undefined;
  tlsNames: readonly string[];
  /** The real API to pass requests on to, with what the connection needs. */
  forward: SettingsChoice | undefined;
  /** File to record to. */
  record: string | undefined;
  noRedact: boolean;
  /** How much to keep, in bytes; undefined: what the store keeps. */
  keep: number | undefined;
}

/** What a fault can be confined to. */
const TARGETS: readonly string[] = ['start', ...EVENT_TYPES];

const SECURITY = 'Devices and TLS:';
const FORWARDING = 'The real API:';
const KEEPING = 'What is kept:';

/** The settings of a connection. */
const FORWARDED = ['caCert', 'connectTimeout', 'timeout'] as const;

const SPECS: readonly OptionSpec[] = [
  {
    flags: '--port <n>',
    description: 'port to listen on (default: one that is free)',
    check: (text) => refusals(() => readPort(text)),
  },
  {
    flags: '--prefix <path>',
    description: 'serve the API below this path, such as /media (default: /api/v1 alone)',
    check: (text) => refusals(() => readPrefix(text)),
  },
  faultOption('misbehave on every POST (media-session help faults)'),
  {
    flags: '--fault-on <event>',
    description: 'only on this event type, or on start',
    values: () => TARGETS.map((text) => ({ text, description: '' })),
    check: (text) => refusals(() => readTarget(text)),
  },
  {
    flags: '--fault-next <n>',
    description: 'only on the next n of them',
    check: (text) => refusals(() => readNext(text)),
  },
  {
    flags: '--latency <time>',
    description: 'wait before every response, such as 200ms',
    check: (text) => refusals(() => readLatency(text)),
  },
  {
    heading: SECURITY,
    flags: '--host <address>',
    description: 'listen on this address, such as 0.0.0.0, so that devices can reach it (default: loopback)',
  },
  {
    heading: SECURITY,
    flags: '--tls <directory>',
    description: 'serve https; certificate and key are kept there, for --cacert and for devices to trust',
  },
  {
    heading: SECURITY,
    flags: '--tls-name <name>',
    description: 'a further name or address of this machine, such as 10.0.2.2 or studio.local',
    repeatable: true,
    check: (text) => refusals(() => checkName(text)),
  },
  {
    heading: FORWARDING,
    flags: '--forward <endpoint>',
    description: 'pass every request on to this collection API, and show its response beside our own',
  },
  ...FORWARDED.map((key) => ({ ...settingOption(settingSpec(key)), heading: FORWARDING })).map((spec) =>
    spec.flags.startsWith('--timeout')
      ? { ...spec, description: 'longest time for each request (default: 15s)' }
      : spec,
  ),
  {
    heading: KEEPING,
    flags: '--record <file>',
    description: 'write every request to this file while it runs: .har, else NDJSON; explain reads both',
  },
  {
    heading: KEEPING,
    flags: '--keep <megabytes>',
    description: 'keep no more than this in memory (default: 64); the oldest sessions go first',
    check: (text) => refusals(() => readKeep(text)),
  },
  {
    heading: KEEPING,
    flags: '--no-redact',
    description: 'leave visitor IDs and custom metadata in what is printed and recorded',
  },
];

/** The options of the sandbox itself. */
export const SANDBOX_OPTIONS: OptionGroup<SandboxChoice> = {
  ...ownOptions(...SPECS),
  read: (given) => {
    const read = {
      port: () => readPort(given.text('--port')),
      prefix: () => readPrefix(given.text('--prefix')),
      fault: () => readFaultRule(given),
      latencyMs: () => readLatency(given.text('--latency')),
      tlsNames: () => readNames(given),
      forward: () => readForward(given),
      keep: () => readKeep(given.text('--keep')),
    };
    const refused = Object.values(read).flatMap(refusals);
    if (refused.length > 0) throw new InputError('usage', refused);
    return {
      port: read.port(),
      host: given.text('--host'),
      prefix: read.prefix(),
      fault: read.fault(),
      latencyMs: read.latencyMs(),
      tls: given.text('--tls'),
      tlsNames: read.tlsNames(),
      forward: read.forward(),
      record: given.text('--record'),
      noRedact: given.flag('--no-redact'),
      keep: read.keep(),
    };
  },
};

/** Of the settings, only the endpoint that was named and how to reach it: none of the config file's is meant. */
function readForward(given: Given): SettingsChoice | undefined {
  const endpoint = given.text('--forward');
  const flags = Object.fromEntries(FORWARDED.map((key) => [key, given.text(settingSpec(key).flag)]));
  const lone = FORWARDED.find((key) => flags[key] !== undefined);
  if (endpoint === undefined) {
    if (lone !== undefined) throw needs(settingSpec(lone).flag, '--forward');
    return undefined;
  }
  const choice = IGNORE_OPTIONS.read(given);
  return { ...choice, flags: { ...flags, endpoint }, profiles: [], allProfiles: false, strict: false };
}

function readFaultRule(given: Given): FaultRule | undefined {
  const name = readFault(given.text('--fault'));
  const [on, next] = [given.text('--fault-on'), given.text('--fault-next')];
  if (name === undefined) {
    if (on !== undefined) throw needs('--fault-on', '--fault');
    if (next !== undefined) throw needs('--fault-next', '--fault');
    return undefined;
  }
  return {
    name,
    ...(on !== undefined && { on: readTarget(on) }),
    ...(next !== undefined && { next: readNext(next) }),
  };
}

function readTarget(text: string): NonNullable<FaultRule['on']> {
  const target = targetOf(text);
  if (target) return target;
  throw badOption('--fault-on', { kind: 'one-of', values: TARGETS }, text, closest(text, TARGETS));
}

function readNext(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw badOption('--fault-next', { kind: 'form', form: 'positive-count' }, text);
}

/** Paths of the API itself, and of the page. */
const OWN_PATHS = /^\/_sandbox\/|\/api\/v1\//;

function readPrefix(text: string | undefined): string {
  if (text === undefined) return '';
  const prefix = `/${text.replace(/^\/|\/$/g, '')}`;
  // A path that clients would shorten, or that has a meaning of its own, would never be served.
  const isServed = urlOf(`http://localhost${prefix}`)?.pathname === prefix && !OWN_PATHS.test(`${prefix}/`);
  if (!/^(?:\/[\w.~%-]+)+$/.test(prefix) || !isServed) throw badForm('--prefix', 'path-prefix', text);
  return prefix;
}

function readLatency(text: string | undefined): number {
  const latency = text === undefined ? 0 : parseDuration(text);
  if (latency === undefined) throw badForm('--latency', 'latency', text ?? '');
  return latency;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw badForm('--port', 'port', text);
}

function readNames(given: Given): string[] {
  const names = given.list('--tls-name');
  if (names.length > 0 && given.text('--tls') === undefined && given.text('--host') === undefined)
    throw needs('--tls-name', '--tls');
  names.forEach(checkName);
  return names;
}

function checkName(name: string): void {
  if (!isIP(name) && !/^[\w.-]{1,253}$/.test(name)) throw badForm('--tls-name', 'host-or-address', name);
}

function readKeep(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw badForm('--keep', 'megabytes', text);
  return Number(text) * 1024 * 1024;
}
