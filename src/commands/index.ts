import type { CommandEntry } from '../cli/definition.ts';

/** Headings of the list of commands. */
const DRIVE = 'Drive a session:';
const FIND_OUT = 'Find out what is wrong:';
const SET_UP = 'Set up and try:';

/** The commands in the order of the help. Each is loaded when it is called: what one needs must not slow the others down. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    group: DRIVE,
    usage: 'start',
    summary: 'start a session and print its ID',
    load: async () => (await import('./start.ts')).START,
  },
  {
    group: DRIVE,
    usage: 'end <session-id>',
    summary: 'end a session (--complete: played to its end)',
    load: async () => (await import('./event.ts')).END,
  },
  {
    group: DRIVE,
    usage: 'event <session-id> <type>',
    summary: 'send any other event of a session',
    load: async () => (await import('./event.ts')).EVENT,
  },
  {
    group: DRIVE,
    usage: 'play [scenario]',
    summary: 'play a whole session and say which numbers reports must show',
    load: async () => (await import('./play/play.ts')).PLAY,
  },
  {
    group: DRIVE,
    usage: 'downloaded <file>',
    summary: 'send a session that was played offline, as a batch',
    load: async () => (await import('./downloaded.ts')).DOWNLOADED,
  },
  {
    group: FIND_OUT,
    usage: 'check [files...]',
    summary: 'check a body, or files of bodies; sends nothing',
    load: async () => (await import('./check/check.ts')).CHECK,
  },
  {
    group: FIND_OUT,
    usage: 'explain <file>',
    summary: 'find the mistakes in a HAR, log, command or body',
    load: async () => (await import('./explain/explain.ts')).EXPLAIN,
  },
  {
    group: FIND_OUT,
    usage: 'doctor',
    summary: 'check settings and connection; creates no session',
    load: async () => (await import('./doctor/doctor.ts')).DOCTOR,
  },
  {
    group: FIND_OUT,
    usage: 'schema',
    summary: 'show a schema, or compare it with the live one',
    load: async () => (await import('./schema.ts')).SCHEMA,
  },
  {
    group: SET_UP,
    usage: 'config',
    summary: 'show, find or create the config file',
    load: async () => (await import('./config.ts')).CONFIG,
  },
  {
    group: SET_UP,
    usage: 'sandbox [command...]',
    summary: 'run a local API that shows what a player sends, and what is wrong with it',
    load: async () => (await import('./sandbox/sandbox.ts')).SANDBOX,
  },
  {
    group: SET_UP,
    usage: 'completion <shell>',
    summary: 'print TAB completion for bash, zsh or fish',
    load: async () => (await import('./completion/completion.ts')).COMPLETION,
  },
  {
    group: SET_UP,
    usage: '__complete [words...]',
    summary: '',
    hidden: true,
    load: async () => (await import('./completion/answer.ts')).ANSWER,
  },
  {
    group: SET_UP,
    usage: 'help [words...]',
    summary: 'show the help of a command or a topic',
    load: async () => (await import('./help/help.ts')).HELP,
  },
];
