import { Option } from 'commander';
import type { EventOptions } from '../commands/event.ts';
import type { Reading, Verb } from './command.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addReportOptions,
  addSettingsOptions,
  readBodyOptions,
  readReportOptions,
  readSettingsOptions,
} from './options.ts';
import { create, example, type Found, isOnlyListed } from './verbs.ts';

/** `end` and `event`: any event of a session that is already there. */
export function addEvents(program: Verb, reading: Reading, found: Found): void {
  addEnd(program, reading, found);
  addEvent(program, reading, found);
}

function addEnd(program: Verb, reading: Reading, found: Found): void {
  const end = create(
    program,
    'end <session-id>',
    'close a session (sessionEnd, or sessionComplete with --complete)',
  );
  if (isOnlyListed(end, reading)) return;
  end.addOption(new Option('--complete', 'the content was played to its end: send sessionComplete'));
  addEventOptions(end, 'sessionEnd', reading);
  example(end, 'media-session end "$id"', 'media-session end "$id" --complete --playhead 60');
  end.action((sessionId: string) => {
    const eventType = end.opts()['complete'] === true ? 'sessionComplete' : 'sessionEnd';
    found({
      verb: 'event',
      options: readEvent(end, 'end', sessionId, eventType),
      warnings: reading.warnings,
    });
  });
}

function addEvent(program: Verb, reading: Reading, found: Found): void {
  const event = create(program, 'event <session-id> <type>', 'send any other event of a session');
  if (isOnlyListed(event, reading)) return;
  addEventOptions(event, 'ping', reading);
  example(
    event,
    'media-session event "$id" play',
    'media-session event "$id" adStart --param media.ad.id=a1 --param media.ad.length=15 \\',
    '    --param media.ad.podPosition=1 --param media.ad.playerName=web',
    'media-session event "$id" bitrateChange --qoe bitrate=2000000',
  );
  event.action((sessionId: string, eventType: string) => {
    found({
      verb: 'event',
      options: readEvent(event, 'event', sessionId, eventType),
      warnings: reading.warnings,
    });
  });
}

function addEventOptions(verb: Verb, eventType: string, reading: Reading): void {
  verb
    .addOption(new Option('--dry-run', 'print the body that would be sent; sends nothing'))
    .addOption(
      new Option('--no-validate', 'send although the check here fails; a whole body is sent as it is'),
    )
    .addOption(new Option('--no-schema-fetch', 'after a 400, do not ask the endpoint for its own schema'))
    .addOption(new Option('--retry-unsafe', 'let --retry also repeat after 5xx and lost answers'));
  addBodyOptions(addReportOptions(addSettingsOptions(verb, reading), reading), eventType, reading);
  addOutputOptions(verb);
}

function readEvent(verb: Verb, command: 'event' | 'end', sessionId: string, eventType: string): EventOptions {
  const given = verb.opts();
  return {
    command,
    sessionId,
    eventType,
    connection: readSettingsOptions(verb),
    body: readBodyOptions(verb, eventType),
    report: readReportOptions(verb),
    validate: given['validate'] !== false,
    allowUnknown: given['allowUnknown'] === true,
    dryRun: given['dryRun'] === true,
    retryUnsafe: given['retryUnsafe'] === true,
    schemaFetch: given['schemaFetch'] !== false,
  };
}
