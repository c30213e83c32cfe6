import { type Actual, cutText, type Expected, type Form } from '../model/finding-values.ts';
import type { JsonValue } from '../model/json.ts';
import { redactedWord } from '../model/redacted.ts';
import { table } from '../model/table.ts';

/** The pattern of customMetadata keys that mc-api-validate-reqs.md prints, and how to say it. */
const KEY_PATTERNS = table({
  '^[a-zA-Z0-9_\\.]+$': 'only letters, digits, "_" and "."',
});

const FORMS: Readonly<Record<Form, string>> = {
  'a-value': 'something else',
  'analytics-server': 'an Analytics tracking server',
  'collection-host': 'a host under hb-api.omtrdc.net',
  count: 'a whole number from 0 to 99',
  'decimal-or-quoted': 'a decimal number, or text in quotes',
  duration: 'a duration such as 5s, 800ms or 2m, up to 1 hour',
  ecid: '38 digits',
  'event-type': 'an event type of this API',
  'expected-number': 'a number, or a range [least, most]',
  'free-port': 'a port that is free',
  'host-name': 'a bare host name',
  'http-status': 'an HTTP status such as 204',
  integer: 'a whole number such as 60',
  json: 'JSON',
  'key-value': 'key=value',
  fault: 'the name of a fault',
  latency: 'a duration such as 200ms or 2s',
  milliseconds: 'milliseconds since 1970',
  'certificate-directory': 'a directory for sandbox-cert.pem and sandbox-key.pem',
  'host-or-address': 'a host name or an IP address',
  megabytes: 'a whole number of megabytes, from 1',
  'own-address': 'an IP address of this machine, such as 0.0.0.0 for all of them',
  'path-prefix': 'a path such as /media',
  'positive-count': 'a whole number from 1',
  'no-value': 'no value',
  number: 'a number such as 60.5',
  'page-file': 'a file name that ends in .html or .md',
  'org-id': '24 hexadecimal digits in upper case, then @AdobeOrg',
  'pem-file':
    'a PEM file, in which every certificate begins with -----BEGIN CERTIFICATE----- on a line of its own',
  'pem-from-binary':
    'a PEM file, such as openssl x509 -inform der -in <file> -out ca.pem makes of a binary one',
  'ping-interval': 'a time of at least 100ms such as 10s, or none',
  port: 'a number from 0 to 65535',
  'profile-name': 'a profile name of letters, digits, dots, underscores and hyphens',
  'proxy-url': 'the address of an http or https proxy, such as http://proxy.example.com:3128, or unset it',
  'report-suite': 'one report suite ID',
  'safe-integer': 'a whole number that JSON can carry exactly',
  'safe-number': 'a number that JSON can carry exactly',
  seconds: 'seconds',
  'session-id': 'letters, digits and . _ ~ - as in the Location header',
  'time-offset': 'a time such as 15s, 800ms or 2m',
  'true-or-false': 'true or false',
  'variable-name': 'the name of an environment variable',
  'writable-file': 'a file that can be written',
};

/** What was wanted, as the JSON output has it: `number`, `one of 0, 1, 2`, `at least 1`. */
export function sayExpected(expected: Expected): string {
  switch (expected.kind) {
    case 'type':
      return expected.types.join(' or ');
    case 'one-of':
      return oneOf(expected.values, expected.more === true);
    case 'at-least':
    case 'at-most':
      return bound(expected);
    case 'more-than':
      return `more than ${expected.number}`;
    case 'less-than':
      return `less than ${expected.number}`;
    case 'or-more':
      return `${expected.number} or more`;
    case 'multiple-of':
      return `a multiple of ${expected.number}`;
    case 'pattern':
      return matching(expected.pattern);
    case 'format':
      return `text in the form "${expected.format}"`;
    case 'keys':
      return expected.patterns.map((one) => KEY_PATTERNS[one] ?? matching(one)).join(' or ');
    case 'object-with':
      return `an object with ${expected.keys.join(', ')}`;
    case 'any-of':
      return alternatives(expected.branches);
    case 'exactly-one-of':
      return `exactly one of: ${alternatives(expected.branches)}`;
    case 'form':
      return FORMS[expected.form];
    case 'other':
      return expected.branch ? 'another form' : 'another value';
  }
}

function bound({ kind, number, unit }: Extract<Expected, { kind: 'at-least' | 'at-most' }>): string {
  return `${kind === 'at-least' ? 'at least' : 'at most'} ${number}${unit === undefined ? '' : ` ${unit}`}`;
}

function matching(pattern: string): string {
  return `text matching ${pattern}`;
}

function oneOf(values: readonly JsonValue[], more: boolean): string {
  if (values.length === 1) return shorten(JSON.stringify(values[0]));
  const shown = values.map((value) => shorten(typeof value === 'string' ? value : JSON.stringify(value)));
  return `one of ${shown.join(', ')}${more ? ', ...' : ''}`;
}

function alternatives(branches: readonly Expected[]): string {
  return [...new Set(branches.map(sayExpected))].join(' or ');
}

function shorten(text: string): string {
  const cut = cutText(text);
  return cut === undefined ? text : `${cut}...`;
}

const WANTED = table({
  number: 'a number',
  integer: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
});

/** What was wanted, within a sentence: `a number`, `one of 0, 1, 2`. */
export function wanted(expected: Expected = { kind: 'other' }): string {
  const types = expected.kind === 'type' ? expected.types.map((type) => WANTED[type]) : [];
  return types.length > 0 && types.every(Boolean) ? types.join(' or ') : sayExpected(expected);
}

/** The type that is wanted, where it is one and no more is asked for. */
export function onlyType(expected: Expected | undefined): string | undefined {
  return expected?.kind === 'type' && expected.types.length === 1 ? expected.types[0] : undefined;
}

/** What was found, as the JSON output has it: `string "60"`, `number 3`, `null`, `object`; text from elsewhere in quotes. */
export function sayActual(actual: Actual): string {
  return written(actual) ?? `${actual.type} ${plain(actual)}`;
}

/** What was found, within a sentence: `the text "60"`, `the number 3`, `a list`, `null`. */
export function found(actual: Actual | undefined): string {
  if (actual?.type === 'object') return 'an object';
  if (actual?.type === 'array') return 'a list';
  if (actual?.type === 'string') return `the text ${plain(actual)}`;
  return actual?.type === 'number' ? `the number ${plain(actual)}` : plain(actual);
}

/** A value in a file of expectations or scenarios that is of the wrong type. */
export function sayWrongType(
  key: string,
  expected: Expected | undefined,
  actual: Actual | undefined,
): { message: string; fix: string } {
  if (expected?.kind === 'form' && expected.form === 'expected-number' && actual?.type === 'array')
    return {
      message: `${key} is a list, but not a range: a range is two numbers, the smaller one first.`,
      fix: 'Write a number, or [least, most].',
    };
  return {
    message: `${key} must be ${wanted(expected)}, but is ${found(actual)}.`,
    fix: `Write ${wanted(expected)}.`,
  };
}

/** The value alone, as far as it was kept: `"60"`, `3`. */
export function plain(actual: Actual | undefined): string {
  if (!actual) return 'missing';
  const whole = written(actual);
  if (whole !== undefined) return whole;
  const { type, value, shortened } = actual as Scalar;
  if (type === 'string') return `"${value}${shortened ? '...' : ''}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

type Scalar = Extract<Actual, { shortened?: true }>;

/** What has but one way to be written; undefined for a scalar of JSON with its value. */
function written(actual: Actual): string | undefined {
  switch (actual.type) {
    case 'text':
      return JSON.stringify(actual.value);
    case 'name':
      return actual.value;
    case 'plain':
      return `${actual.value} without quotes`;
    case 'schema':
      return actual.types.join(' or ');
    case 'withheld':
      return 'one';
    case 'redacted':
      return redactedWord(actual.of);
    default:
      return actual.value === undefined ? actual.type : undefined;
  }
}
