import type { CaptureForm } from '../model/capture-facts.ts';
import type { Origin } from '../model/origin.ts';
import { findBareRequests, mayNameRequests } from './bare-requests.ts';
import { isBru, readBru } from './bru.ts';
import type { Capture } from './capture.ts';
import { isCharles, readCharles } from './charles.ts';
import { COLLECTIONS, readCollection } from './collections.ts';
import { isCommand, readCommands } from './commands.ts';
import { isCurl, readCurl } from './curl.ts';
import { isNdjson, readDocument, readNdjson } from './document.ts';
import { isFetch, readFetch } from './fetch.ts';
import { findRequests, mayHoldBodies } from './finder.ts';
import { isHar, isHarEntries, readHar, readHarEntries } from './har.ts';
import { isHttpMessage, readHttpMessages } from './http-message.ts';
import { isNewman, readNewman } from './postman.ts';
import { isPowershell, readPowershell } from './powershell.ts';
import { captureOf } from './requests.ts';
import { isSandboxLog, readSandboxLog } from './sandbox-log.ts';

/** A form in which people have requests. */
export interface Form {
  name: CaptureForm;
  /** Whether a text that is one body as a whole, and no JSON, is read as that first. */
  alone?: true;
  /** Whether a text looks like it; cheap, and never wrong about one that it does not. */
  is: (text: string) => boolean;
  /** The requests in it; undefined when there are none after all, and the next form has its turn. Throws InputError. */
  read: (text: string, source: Origin) => Capture | undefined;
}

const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** A reading that counts only when it came upon something: words of code stand in any text. */
const nonEmpty =
  (read: (text: string, source: Origin) => Capture) =>
  (text: string, source: Origin): Capture | undefined => {
    const capture = read(text, source);
    return capture.requests.length + capture.other.length > 0 ? capture : undefined;
  };

/** All forms, in the order in which they are tried. A reader of its own has what the general one (`text`) would miss. */
export const FORMS: readonly Form[] = [
  { name: 'har', is: (text) => isJson(text) && isHar(text), read: readHar },
  { name: 'har-entry', is: (text) => isJson(text) && isHarEntries(text), read: readHarEntries },
  { name: 'newman', is: (text) => isJson(text) && isNewman(text), read: readNewman },
  { name: 'charles', is: (text) => isJson(text) && isCharles(text), read: readCharles },
  ...COLLECTIONS.map(
    (collection): Form => ({
      name: collection.form,
      is: (text) => isJson(text) && collection.is(text),
      read: (text, source) => readCollection(collection, text, source),
    }),
  ),
  { name: 'bruno', is: isBru, read: readBru },
  { name: 'curl', is: (text) => !isJson(text) && isCurl(text), read: readCurl },
  { name: 'fetch', is: (text) => !isJson(text) && isFetch(text), read: nonEmpty(readFetch) },
  { name: 'powershell', is: (text) => !isJson(text) && isPowershell(text), read: nonEmpty(readPowershell) },
  {
    name: 'text',
    is: (text) => !isJson(text) && isCommand(text) && !isHttpMessage(text),
    read: readCommands,
  },
  { name: 'http', is: (text) => !isJson(text) && isHttpMessage(text), read: nonEmpty(readHttpMessages) },
  { name: 'ndjson', is: isSandboxLog, read: readSandboxLog },
  { name: 'ndjson', is: isNdjson, read: readNdjson },
  { name: 'json', is: isJson, read: readDocument },
  {
    name: 'text',
    alone: true,
    is: mayHoldBodies,
    read: nonEmpty((text, source) => captureOf('text', findRequests(text, source))),
  },
  {
    name: 'text',
    is: mayNameRequests,
    read: nonEmpty((text, source) => captureOf('text', findBareRequests(text, source))),
  },
];
