import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, type Path, pointer } from '../model/json.ts';
import type { MetricKey } from '../model/metrics.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';
import type { RuleId } from '../model/session-finding.ts';
import type { JsonDocument } from '../parse/document.ts';
import { Player } from './player.ts';
import type { FileSession, FileStep, Interval, ScenarioFile } from './read.ts';
import type { Expectations, Scenario, ScenarioEvent } from './scenario.ts';
import { type VariableSources, Variables } from './variables.ts';

/** A session without a time of its own starts so long after the one before it, in milliseconds. */
const BETWEEN_SESSIONS = 1000;

/** The API's SDKs start a new session after a day, and no scenario needs more events. */
const LONGEST = 24 * 60 * 60 * 1000;
const MOST_EVENTS = 20_000;

/** A file that has been read, and where its parts stand. */
export interface Source {
  name: string;
  file: ScenarioFile;
  document: Pick<JsonDocument, 'locate'>;
}

/**
 * Works out the events of a scenario file: pings for stretches of time, times, playheads, variables. What is wrong is added
 * to `findings`: `scenario-order`, `scenario-variable`, `scenario-too-long`.
 */
export function expand(source: Source, variables: VariableSources, findings: Finding[]): Scenario {
  const { file, document, name } = source;
  const texts = new Variables(file.variables, variables, findings);
  const events: ScenarioEvent[] = [];
  let end = 0;
  for (const [index, session] of file.sessions.entries()) {
    const begin = session.at ?? (index === 0 ? 0 : end + BETWEEN_SESSIONS);
    const line = new SessionLine(source, session, { index, begin, texts, findings });
    const added = line.events(MOST_EVENTS - events.length);
    events.push(...added);
    end = added.at(-1)?.at ?? begin;
  }
  texts.reportUnused(file.variables);
  const length = Math.max(0, ...events.map(({ at }) => at));
  if (length > LONGEST || events.length >= MOST_EVENTS)
    findings.push({
      code: 'scenario-too-long',
      severity: 'error',
      origin: document.locate([]),
      args: { hours: LONGEST / 3_600_000, events: MOST_EVENTS },
    });
  return {
    name,
    ...(file.title !== undefined && { title: file.title }),
    ...(file.about !== undefined && { about: file.about }),
    notes: file.notes,
    downloaded: file.downloaded,
    events: events.sort((one, other) => one.at - other.at),
    expectations: file.sessions.map((session) => expectationsOf(session, document)),
    length,
    warnings: [],
  };
}

function expectationsOf(session: FileSession, document: Source['document']): Expectations {
  const path = [...session.path, 'expect'];
  const rules = session.rules;
  return {
    numbers: Object.entries(session.numbers).map(([key, wanted]) => ({
      key: key as MetricKey,
      wanted,
      origin: document.locate([...path, 'numbers', key]),
    })),
    ...(rules && { rules: { ids: rules as RuleId[], origin: document.locate([...path, 'findings']) } }),
  };
}

interface LineOptions {
  index: number;
  begin: number;
  texts: Variables;
  findings: Finding[];
}

/** The events of one session, in their order. */
class SessionLine {
  readonly #source: Source;
  readonly #session: FileSession;
  readonly #options: LineOptions;
  readonly #player: Player;
  readonly #events: ScenarioEvent[] = [];
  /** The time by the steps; events of one moment are sent a millisecond apart. */
  #clock: number;
  /** When, by the steps, the last event was. */
  #last: number;

  constructor(source: Source, session: FileSession, options: LineOptions) {
    this.#source = source;
    this.#session = session;
    this.#options = options;
    this.#clock = options.begin;
    this.#last = options.begin;
    this.#player = new Player(session.playhead ?? 0, options.begin);
  }

  /** All of them, sessionStart first; no more than `most`. */
  events(most: number): ScenarioEvent[] {
    const { path, body, playhead, steps } = this.#session;
    this.#add('sessionStart', {
      path,
      body,
      ...(playhead !== undefined && { playhead }),
      label: 'the start',
    });
    for (const [index, step] of steps.entries()) {
      if (this.#events.length >= most) break;
      const label = `step ${index + 1}`;
      if (step.kind === 'event') this.#addStep(step, label);
      else this.#wait(step, label, most);
    }
    return this.#events;
  }

  #addStep(step: Extract<FileStep, { kind: 'event' }>, label: string): void {
    const { at, eventType, path } = step;
    const time = at === undefined ? this.#clock : this.#options.begin + at;
    if (time < this.#clock) this.#outOfOrder(path, time);
    else this.#clock = time;
    this.#add(eventType, { ...step, label });
  }

  /** Pings until the time is over; what comes at its end proves life itself. */
  #wait(step: Extract<FileStep, { kind: 'wait' }>, label: string, most: number): void {
    const end = this.#clock + step.for;
    const { content, ads } = this.#source.file.pings;
    const usual = this.#player.inAd ? ads : content;
    const interval: Interval = step.pings === undefined ? usual : step.pings;
    if (interval !== null) {
      // The timer runs from the last event on; one that ran out in silence begins anew.
      const due = this.#last + interval;
      let next = due < this.#clock ? this.#clock + interval : due;
      for (; next < end && this.#events.length < most; next += interval) {
        this.#clock = next;
        this.#add('ping', { path: step.path, body: {}, label });
      }
    }
    this.#clock = end;
  }

  #add(
    eventType: string,
    step: { path: Path; body: JsonObject; playhead?: number; statuses?: number[]; label: string },
  ): void {
    const { document } = this.#source;
    const playhead = step.playhead ?? this.#player.at(this.#clock);
    this.#player.take(eventType, this.#clock, playhead);
    const before = this.#events.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const originOf: OriginLookup = (path, part) =>
      document.locate([...step.path, ...placeOf(path, eventType)], part);
    this.#last = this.#clock;
    this.#events.push({
      session: this.#options.index,
      at: Math.max(this.#clock, before + 1),
      eventType,
      playhead,
      playheadGiven: step.playhead !== undefined,
      ...this.#filled(step.body, step.path),
      ...(step.statuses && { statuses: step.statuses }),
      label: step.label,
      originOf,
      origin: document.locate(step.path),
    });
  }

  /** The parts of a body with their variables filled in; those of a start are called `content` in a file. */
  #filled(body: JsonObject, path: Path): Pick<ScenarioEvent, 'params' | 'customMetadata' | 'qoeData'> {
    const locate = (at: Path): Origin => this.#source.document.locate(at);
    const filled = Object.entries(body).map(([key, value]): [string, JsonValue] => [
      key === 'content' ? 'params' : key,
      this.#options.texts.fill(value, [...path, key], locate),
    ]);
    return Object.fromEntries(filled.filter(([, value]) => isObject(value)));
  }

  #outOfOrder(path: Path, time: number): void {
    const { begin, findings } = this.#options;
    findings.push({
      code: 'scenario-order',
      severity: 'error',
      path: pointer([...path, 'at']),
      origin: this.#source.document.locate([...path, 'at']),
      args: { at: (time - begin) / 1000, before: (this.#clock - begin) / 1000 },
    });
  }
}

/** The place in a file of what stands in a body. */
function placeOf(path: Path, eventType: string): Path {
  const [first, ...rest] = path;
  if (first === 'playerTime') return rest.slice(0, 1);
  if (first === 'eventType') return ['event'];
  return first === 'params' && eventType === 'sessionStart' ? ['content', ...rest] : path;
}
