import type { JsonObject, JsonValue } from '../model/json.ts';
import { asObject } from '../model/json.ts';
import { endAd, endBreak, startAd, startBreak } from './ads.ts';
import { contentOf, isTrue, numberOf, textOf } from './content.ts';
import { isAccepted, PLAYBACK_EVENTS } from './event.ts';
import { LIMITS } from './limits.ts';
import type { Playback } from './parts.ts';
import { addBeside } from './spans.ts';
import { type SessionState, zoneOf } from './state.ts';
import type { Step } from './step.ts';

type Apply = (state: SessionState, step: Step) => void;

/** What each event does to the session. Source: AdobeDocs/media-analytics.en, implementation/events/; events that are missing here change nothing. */
const APPLY: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['sessionStart', begin],
  ['play', play],
  ['pauseStart', (state) => enter(state, 'paused')],
  ['bufferStart', (state) => enter(state, 'buffering')],
  ['adBreakStart', startBreak],
  ['adStart', startAd],
  ['adComplete', (state, step) => endAd(state, step, true)],
  ['adSkip', (state, step) => endAd(state, step, false)],
  ['adBreakComplete', endBreak],
  ['chapterStart', startChapter],
  ['chapterComplete', (state, step) => endChapter(state, step, true)],
  ['chapterSkip', (state, step) => endChapter(state, step, false)],
  ['stateStart', (state, step) => startState(state, step, asObject(step.event.params))],
  ['stateEnd', (state, step) => endState(state, step, asObject(step.event.params))],
  ['statesUpdate', updateStates],
  ['error', countError],
  ['bitrateChange', countBitrateChange],
  ['sessionComplete', complete],
  ['sessionEnd', end],
]);

/** Applies an event to the session. */
export function apply(state: SessionState, step: Step): void {
  if (step.event.qoeData) readQuality(state, step.event.qoeData);
  noteTs(state, step);
  APPLY.get(step.event.eventType)?.(state, step);
}

/** Two states with one ts: which of them holds is a toss. */
function noteTs(state: SessionState, { event: { ts, eventType: type } }: Step): void {
  state.missingTs ||= ts === undefined;
  if (ts === undefined || !PLAYBACK_EVENTS.includes(type)) return;
  state.equalTs ||= state.lastPlayback?.ts === ts && state.lastPlayback.type !== type;
  state.lastPlayback = { ts, type };
}

function begin(state: SessionState, { event, now }: Step): void {
  if (state.start) return;
  const params = asObject(event.params);
  state.content = contentOf(params);
  state.start = now;
  state.startTs = event.ts;
  if (event.answeredAt !== undefined) state.startAnsweredAt = event.answeredAt;
  state.downloaded ||= isTrue(params['media.downloaded']);
}

/** The first play outside an ad sets Content starts; inside an ad the ad plays. */
function play(state: SessionState, { now }: Step): void {
  state.playback = 'playing';
  if (state.errorMs !== undefined) state.totals.errorToPlay += state.errorMs;
  state.errorMs = undefined;
  const zone = zoneOf(state);
  if (zone === 'ad' || state.complete) return;
  if (!state.break) state.firstPlay ??= now;
  if (!state.break) return;
  state.firstPlayInBreak ??= now;
  state.break.saved = 'playing';
  state.break.contentWentOn = true;
}

function enter(state: SessionState, playback: Playback): void {
  if (state.playback === playback) return;
  state.pauseLost ||= state.playback === 'paused';
  state.playback = playback;
  if (state.complete) return;
  if (playback === 'paused') state.totals.pauses += 1;
  else state.totals.buffers += 1;
}

function startChapter(state: SessionState, { now, event }: Step): void {
  if (state.chapter) state.chaptersOverlap = true;
  leaveChapter(state, now.t);
  if (state.break) state.break.contentWentOn ||= zoneOf(state) === 'gap';
  const label = textOf(event.params?.['media.chapter.friendlyName']);
  state.chapter = { start: now, ...(label !== undefined && { label }) };
  state.totals.chapterStarts += 1;
  if (state.complete) state.totals.lateChapters += 1;
}

function endChapter(state: SessionState, { now }: Step, completed: boolean): void {
  if (!state.chapter) return;
  leaveChapter(state, now.t);
  state.totals.chapterCloses += 1;
  if (completed) state.totals.chapterCompletes += 1;
}

/** Draws the chapter that is open, and forgets it. */
export function leaveChapter(state: SessionState, t: number): void {
  if (!state.chapter) return;
  const { start, label } = state.chapter;
  addBeside(state.spans, { kind: 'chapter', begin: start.t, end: t, ...(label !== undefined && { label }) });
  state.chapter = undefined;
}

function updateStates(state: SessionState, step: Step): void {
  for (const one of objects(step.event.params?.['statesEnd'])) endState(state, step, one);
  for (const one of objects(step.event.params?.['statesStart'])) startState(state, step, one);
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

function startState(state: SessionState, step: Step, params: JsonObject): void {
  const name = textOf(params['media.state.name']);
  if (name === undefined) return;
  const known = state.states.get(name);
  if (!known && state.states.size >= LIMITS.states) {
    step.stateChanges.push({ name, change: 'beyond-limit' });
    return;
  }
  if (known?.since !== undefined) {
    state.statesDoubleStart = true;
    step.stateChanges.push({ name, change: 'double-start' });
    return;
  }
  state.states.set(name, { count: (known?.count ?? 0) + 1, timeMs: known?.timeMs ?? 0, since: step.now.t });
}

function endState(state: SessionState, step: Step, params: JsonObject): void {
  const name = textOf(params['media.state.name']);
  if (name === undefined) return;
  const known = state.states.get(name);
  if (known?.since === undefined) {
    const full = !known && state.states.size >= LIMITS.states;
    const unseen = !known && state.unseen.state;
    if (full && unseen) step.stateChanges.push({ name, change: 'beyond-limit' });
    if (!full && !unseen) step.stateChanges.push({ name, change: 'end-without-start' });
    return;
  }
  closeState(state, name, step.now.t);
}

/** Ends a state that is on. */
export function closeState(state: SessionState, name: string, t: number): void {
  const known = state.states.get(name);
  if (known?.since === undefined) return;
  addBeside(state.spans, { kind: 'state', begin: known.since, end: t, label: name });
  state.states.set(name, { count: known.count, timeMs: known.timeMs + (t - known.since) });
}

function countBitrateChange({ totals }: SessionState): void {
  totals.bitrateChanges += 1;
}

function countError(state: SessionState, { event }: Step): void {
  const id = textOf(event.qoeData?.['media.qoe.errorID']);
  const external = event.qoeData?.['media.qoe.errorSource'] === 'external';
  const ids = external ? state.quality.externalErrors : state.quality.playerErrors;
  state.totals.errors += 1;
  if (id !== undefined && ids.size < LIMITS.errorIds) ids.add(id);
  state.errorMs ??= 0;
}

function readQuality({ quality }: SessionState, data: JsonObject): void {
  const bitrate = numberOf(data['media.qoe.bitrate']);
  if (bitrate !== undefined) {
    if (quality.bitrate === undefined) {
      quality.bitrateWeighted = bitrate * quality.bitrateUnknownMs;
      quality.bitrateMs = quality.bitrateUnknownMs;
    }
    quality.bitrateVaries ||= bitrate !== (quality.bitrate ?? bitrate);
    quality.bitrate = bitrate;
  }
  quality.droppedFrames = numberOf(data['media.qoe.droppedFrames']) ?? quality.droppedFrames;
  const timeToStart = numberOf(data['media.qoe.timeToStart']);
  if (timeToStart !== undefined) quality.timeToStart = timeToStart;
}

/** sessionComplete does not close the session; what was open in the break shows that it went on. */
function complete(state: SessionState, { now, event }: Step): void {
  if (state.complete) return;
  state.complete = now;
  state.completeAccepted = event.status === undefined || isAccepted(event);
  state.pauseLost ||= state.playback === 'paused';
  if (state.break) state.break.contentWentOn = true;
}

function end(state: SessionState, { now }: Step): void {
  state.end = now;
  state.closed = 'end';
  state.pauseLost ||= state.playback === 'paused' && !state.complete;
}
