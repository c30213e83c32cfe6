import { closeSync } from 'node:fs';
import { buildBody } from '../../body/build.ts';
import { parseBody } from '../../body/given.ts';
import type { GivenBody } from '../../body/options.ts';
import { isWholeBody } from '../../body/options.ts';
import { readBodies } from '../../capture/ndjson.ts';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import { isHeard, silence } from '../../model/ignore.ts';
import { isObject, type JsonValue, type Path, parsePointer } from '../../model/json.ts';
import { isJsonObject, parseJsonText } from '../../model/json-text.ts';
import { type Origin, type OriginLookup, onLine } from '../../model/origin.ts';
import { strictly } from '../../model/strict.ts';
import { decodeText } from '../../parse/decode.ts';
import { inspectJson, type JsonDocument } from '../../parse/parse-json.ts';
import { absolutePath } from '../../parse/paths.ts';
import { isOpenPipe, pipeChunks } from '../../parse/pipe.ts';
import { plainJson } from '../../parse/plain-json.ts';
import { chunksOf, openFile, systemError } from '../../parse/read-text.ts';
import { checkBatched, isDownloaded } from '../../rules/check-batch.ts';
import { checkEvent } from '../../rules/check-event.ts';
import type { CheckOptions as EventOptions } from '../../rules/check-options.ts';
import { quickCheck } from '../../rules/quick.ts';
import { type CheckingRules, checkBody, checkingContext } from '../shared/check-body.ts';
import { judged } from '../shared/judged.ts';
import type { CheckHooks, CheckOptions } from './options.ts';
import { FileSequence } from './sequence.ts';

/** What came of the bodies of one file. Findings beyond a bound are counted, not kept. */
export interface FileCheck {
  bodies: number;
  failed: number;
  /** How many sessions have errors beyond those of their bodies. */
  spoilt: number;
  findings: Finding[];
  /** How many findings were not kept. */
  dropped: number;
  /** How many were to be ignored, by their codes. */
  ignored: Record<string, number>;
}

/** What checking a file needs besides its name. */
export interface FileCheckInput extends CheckingRules {
  options: CheckOptions;
  settings: Settings;
  context: Context;
  hooks: CheckHooks;
  /** What has been said of settings. */
  told: Set<string>;
}

/** More findings than this help nobody, and would fill the memory: a log can hold a million bodies. */
const KEPT = 1000;

/** A progress report comes after this many bodies. */
const PROGRESS_EVERY = 5000;

/** One line of NDJSON, or several lines of one document. */
interface Line {
  line: number;
  text: string;
}

/**
 * Checks every body of a file, or of stdin for `-`: one body, an array of bodies, or NDJSON, which is read as a
 * stream. Throws InputError for a file that cannot be read.
 */
export async function checkFile(file: string, input: FileCheckInput): Promise<FileCheck> {
  const source: Origin = file === '-' ? { kind: 'stdin', name: 'stdin' } : { kind: 'file', name: file };
  const check = new Collector(input, source);
  const lines = readBodies(bytesOf(file, source, input.context), source);
  const first = await lines.next();
  if (first.done) throw empty(source);
  const second = await lines.next();
  if (!second.done && isJsonObject(first.value.text)) {
    check.begin(first.value);
    check.line(first.value);
    check.line(second.value);
    for await (const line of lines) check.line(line);
  } else {
    await check.document(await joined(first.value, second.done ? undefined : second.value, lines));
  }
  return check.finish();
}

/** That there is nothing to judge: it would look like a success. */
function empty(origin: Origin, args: { list?: true } = {}): InputError {
  return new InputError('file', [{ code: 'file-empty', severity: 'error', origin, args }]);
}

async function* bytesOf(file: string, source: Origin, context: Context): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* context.stdinChunks();
    return;
  }
  const path = absolutePath(file, context) ?? file;
  if (isOpenPipe(path)) {
    yield* pipeChunks(path);
    return;
  }
  const { descriptor } = openFile(path, source);
  try {
    for (const chunk of chunksOf(descriptor)) {
      yield chunk;
      // A signal must get through, however large the file is.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    throw systemError(error, source);
  } finally {
    closeSync(descriptor);
  }
}

/** The lines of one document put together again, blank lines included, so that positions stay true. */
async function joined(first: Line, second: Line | undefined, rest: AsyncIterable<Line>): Promise<string> {
  const lines: string[] = [];
  const add = ({ line, text }: Line): void => {
    while (lines.length < line - 1) lines.push('');
    lines.push(text);
  };
  add(first);
  if (second) add(second);
  for await (const line of rest) add(line);
  return lines.join('\n');
}

/** Checks bodies one after the other and keeps the sums. */
class Collector {
  readonly result: FileCheck = { bodies: 0, failed: 0, spoilt: 0, findings: [], dropped: 0, ignored: {} };
  readonly #input: FileCheckInput;
  readonly #source: Origin;
  /** The same for all bodies of a file. */
  #rules: EventOptions;
  readonly #sequence = new FileSequence();
  #originOf: (ref: number, path: string) => Origin | undefined;

  constructor(input: FileCheckInput, source: Origin) {
    this.#input = input;
    this.#source = source;
    this.#originOf = (line) => ({ ...source, line });
    const { settings, context } = input;
    // What stands in a file was written at some other time: this machine's clock says nothing about it.
    const sentBefore = { now: Number.NaN, recorded: true };
    this.#rules = { ...checkingContext(settings, context, () => undefined, input), ...sentBefore };
  }

  /** The first line of several: they may be a batch of downloaded content, as an array is. */
  begin({ text }: Line): void {
    const value = parseJsonText(text);
    if (value !== undefined && isDownloaded([value])) this.#rules = { ...this.#rules, online: false };
  }

  /** One line of NDJSON. Only a line with something to say is parsed again, with positions. */
  line(line: Line): void {
    const value = plainJson(line.text);
    this.#sequence.add(value, line.line);
    const quick = value === undefined ? undefined : quickCheck(value, this.#rules);
    this.#add(quick?.length === 0 ? quick : this.#locatedLine(line));
  }

  #locatedLine({ line, text }: Line): Finding[] {
    const atLine = (origin: Origin): Origin => onLine(origin, line);
    try {
      const { document, findings } = inspectJson(text, this.#source);
      const moved = findings.map((finding) =>
        finding.origin ? { ...finding, origin: atLine(finding.origin) } : finding,
      );
      const checked = this.#check(document.value, (path, part) => atLine(document.locate(path, part)));
      return [...moved, ...checked];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.findings.map((finding) =>
        finding.origin ? { ...finding, origin: atLine(finding.origin) } : finding,
      );
    }
  }

  /** A file that is one JSON document: a body, an array of bodies, or a flat set of params as `start --body` takes. */
  async document(text: string): Promise<void> {
    // A file of one document is held to what --body is held to; a log may have a bad line.
    if (text.includes('\0')) decodeText(Buffer.from(text), this.#source);
    const document = await parseBody(text, this.#source);
    const { value } = document;
    if (Array.isArray(value)) {
      if (value.length === 0) throw empty(document.locate([]), { list: true });
      const { online: _none, ...rules } = this.#rules;
      const batch = { ...rules, originOf: located(document, []), batch: 'downloaded' } as const;
      const isBatch = isDownloaded(value);
      for (const [index, body] of value.entries()) {
        this.#sequence.add(body, index);
        this.#add(isBatch ? checkBatched(body, index, batch) : this.#check(body, located(document, [index])));
      }
      this.#originOf = (ref, path) => document.locate([ref, ...parsePointer(path)]);
    } else if (isObject(value) && !isWholeBody(value)) await this.#flat({ document, value, whole: false });
    else this.#add(this.#check(value, located(document, [])));
  }

  async #flat(given: GivenBody): Promise<void> {
    const { options, settings, context } = this.#input;
    const built = await buildBody('sessionStart', { ...options.body, given }, settings, context);
    this.#add(checkBody(built, settings, context, this.#input));
  }

  #check(body: JsonValue, originOf: OriginLookup): Finding[] {
    return checkEvent(body, { ...this.#rules, originOf });
  }

  /** What came of all bodies, and of the session that they are. */
  finish(): FileCheck {
    const { options, settings } = this.#input;
    if (!options.sequence) return this.result;
    const found = silence(this.#sequence.findings(this.#originOf), settings.ignore);
    const findings = strictly(found, options.connection.strict);
    if (hasError(findings)) this.result.spoilt += 1;
    this.#keep(findings);
    return this.result;
  }

  #add(found: readonly Finding[]): void {
    const { result } = this;
    const { options, settings } = this.#input;
    const findings = strictly(judged(found, settings.ignore), options.connection.strict);
    result.bodies += 1;
    if (result.bodies % PROGRESS_EVERY === 0) this.#input.hooks.progress(result.bodies);
    if (hasError(findings)) result.failed += 1;
    this.#keep(findings);
  }

  /** A setting is wrong once, however many bodies there are. */
  #isTold(finding: Finding): boolean {
    const { told } = this.#input;
    if (finding.path === undefined || /^(?:\/|$)/.test(finding.path)) return false;
    const text = JSON.stringify(finding);
    return told.has(text) || !told.add(text);
  }

  #keep(findings: readonly Finding[]): void {
    const { result } = this;
    for (const finding of findings) {
      if (this.#isTold(finding)) continue;
      // Counted here: however many they are, they must not fill the memory.
      if (!isHeard(finding)) result.ignored[finding.code] = (result.ignored[finding.code] ?? 0) + 1;
      else if (result.findings.length < KEPT) result.findings.push(finding);
      else result.dropped += 1;
    }
  }
}

function located(document: JsonDocument, prefix: Path): OriginLookup {
  return (path, part) => document.locate([...prefix, ...path], part);
}
