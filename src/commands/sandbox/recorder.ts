import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Context } from '../../model/context.ts';
import type { SandboxRequest } from '../../model/sandbox.ts';
import { type SystemCode, systemCodeOf } from '../../model/system-code.ts';
import { writePrivately } from '../../output/write-file.ts';
import { absolutePath } from '../../parse/paths.ts';
import { redactRequest } from '../../report/redact-request.ts';
import { requestDocument } from '../../report/sandbox-document.ts';
import { safeJson } from '../../report/sanitize.ts';
import { harEntry, harFrame } from '../../sandbox/har.ts';
import { shownBody } from '../../sandbox/judge.ts';
import type { Store } from '../../sandbox/store.ts';
import { badForm } from './refused.ts';

/** How a recording is written. */
interface RecordOptions {
  /** Leave visitor IDs and custom metadata in it. */
  noRedact: boolean;
  /** The sandbox's own URL. */
  url: () => string;
  /** Called once, when nothing more can be written. */
  failed: (code: SystemCode) => void;
}

/** A file that grows with every request. */
export interface Recorder {
  /** Begins to record. */
  start(store: Store, options: RecordOptions): void;
  close(): void;
}

/**
 * Makes the file of a recording, readable by its owner alone: HAR for a name in `.har`, else NDJSON. The tail of a HAR is
 * written again after each entry, in one piece with it: a sandbox that is killed leaves a whole file. Throws InputError for a
 * file that cannot be written.
 */
export async function createRecorder(name: string, context: Context): Promise<Recorder> {
  const path = absolutePath(name, context) ?? name;
  const isHar = /\.har$/i.test(name);
  const { head, tail } = isHar ? harFrame(context.toolVersion) : { head: '', tail: '' };
  let descriptor: number;
  try {
    await writePrivately(path, head + tail);
    descriptor = openSync(path, isHar ? 'r+' : 'a');
  } catch (error) {
    throw badForm('--record', 'writable-file', name, { problem: 'write', code: systemCodeOf(error) });
  }
  if (isHar && !fstatSync(descriptor).isFile()) {
    closeSync(descriptor);
    throw badForm('--record', 'writable-file', name, { problem: 'write', code: 'ESPIPE' });
  }
  return new FileRecorder(descriptor, isHar ? { head, tail } : undefined);
}

class FileRecorder implements Recorder {
  readonly #descriptor: number;
  readonly #frame: { head: string; tail: string } | undefined;
  /** Where the entries end, and the tail of a HAR begins, in bytes. */
  #end: number;
  #isOpen = true;
  #isEmpty = true;

  constructor(descriptor: number, frame: { head: string; tail: string } | undefined) {
    this.#descriptor = descriptor;
    this.#frame = frame;
    this.#end = Buffer.byteLength(frame?.head ?? '');
  }

  start(store: Store, options: RecordOptions): void {
    store.listen({ added: ({ request }) => this.#add(request, options) });
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #add(request: SandboxRequest, { noRedact, url, failed }: RecordOptions): void {
    if (!this.#isOpen) return;
    const body = shownBody(request.request.body);
    const shown = noRedact ? { request, body } : withoutRealId(redactRequest(request, body));
    try {
      if (this.#frame) this.#addEntry(harEntry(shown.request, url()), this.#frame.tail);
      else this.#addLine(`${safeJson(requestDocument(shown.request, shown.body))}\n`);
    } catch (error) {
      this.#undo();
      this.close();
      failed(systemCodeOf(error));
    }
  }

  #addEntry(entry: string, tail: string): void {
    const text = this.#isEmpty ? entry : `,\n${entry}`;
    this.#write(text + tail, this.#end);
    this.#end += Buffer.byteLength(text);
    this.#isEmpty = false;
  }

  #addLine(line: string): void {
    this.#write(line, null);
    this.#end += Buffer.byteLength(line);
  }

  /** Takes back an entry of which only a part had room. The tail had its place before. */
  #undo(): void {
    const tail = this.#frame?.tail ?? '';
    try {
      if (tail !== '') this.#write(tail, this.#end);
      ftruncateSync(this.#descriptor, this.#end + Buffer.byteLength(tail));
    } catch {
      // A pipe or a device has nothing to take back.
    }
  }

  #write(text: string, position: number | null): void {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#descriptor, bytes, done, undefined, position === null ? null : position + done);
  }
}

type Shown = ReturnType<typeof redactRequest>;

/** A session of the real API is named by its number: its ID would let others send events to it. */
function withoutRealId({ request, body }: Shown): Shown {
  const { forwarded, sessionId, session } = request;
  if (!forwarded || sessionId === undefined || sessionId === '') return { request, body };
  const name = `redacted-session-${session ?? 0}`;
  const hidden = (text: string): string => text.replaceAll(sessionId, name);
  const { request: asked, response } = request;
  return {
    request: {
      ...request,
      path: hidden(request.path),
      sessionId: name,
      request: { ...asked, url: hidden(asked.url) },
      response: { ...response, headers: response.headers.map(([key, value]) => [key, hidden(value)]) },
    },
    body,
  };
}
