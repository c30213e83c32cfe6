import { Option } from 'commander';
import type { EventOptions } from '../commands/event.ts';
import { paramSpecs } from '../rules/params.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import type { Reading, Verb } from './command.ts';
import type { Entry } from './help.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addSendOptions,
  addSettingsOptions,
  readBodyOptions,
  readSendOptions,
  readSettingsOptions,
} from './options.ts';
import { addReportOptions, readReportOptions } from './report-options.ts';
import type { Filling } from './verb.ts';
import type { HelpTexts } from './verb-help.ts';

/** `end`. */
export const END: Filling = {
  fill(verb, reading, found) {
    verb.addOption(new Option('--complete', 'the content was played to its end: send sessionComplete'));
    addEventOptions(verb, 'sessionEnd', reading);
    verb.action((sessionId: string) => {
      const eventType = verb.opts()['complete'] === true ? 'sessionComplete' : 'sessionEnd';
      found({
        verb: 'event',
        options: readEvent(verb, 'end', sessionId, eventType),
        warnings: reading.warnings,
      });
    });
  },
};

/** `event`: any event of a session that is already there. */
export const EVENT: Filling = {
  fill(verb, reading, found) {
    addEventOptions(verb, 'ping', reading);
    verb.action((sessionId: string, eventType: string) => {
      found({
        verb: 'event',
        options: readEvent(verb, 'event', sessionId, eventType),
        warnings: reading.warnings,
      });
    });
  },
  more: eventTypeHelp,
};

/** The types, each with the params that it cannot do without. */
function eventTypeHelp(width: number, { columns }: HelpTexts): string {
  const types = SENDABLE_TYPES.map((type): Entry => {
    const required = paramSpecs(type).filter((spec) => spec.required);
    return [type, required.map((spec) => spec.key).join(', ')];
  });
  return `Types, with the params that each needs (--param key=value):\n${columns(types, width)}`;
}

function addEventOptions(verb: Verb, eventType: string, reading: Reading): void {
  addSendOptions(verb);
  addSettingsOptions(verb, reading);
  addReportOptions(verb, reading, ['har', 'junit', 'github']);
  addBodyOptions(verb, eventType, reading);
  addOutputOptions(verb);
}

function readEvent(verb: Verb, command: 'event' | 'end', sessionId: string, eventType: string): EventOptions {
  return {
    command,
    sessionId,
    eventType,
    connection: readSettingsOptions(verb),
    body: readBodyOptions(verb),
    report: readReportOptions(verb),
    ...readSendOptions(verb),
  };
}
