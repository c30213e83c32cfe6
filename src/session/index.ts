/** What a session counts, and what spoils it: one pure machine over the events of a session, from whatever source. */
export { contentOf } from './content.ts';
export type { SessionEvent } from './event.ts';
export { sessionFindings } from './findings.ts';
export { eventOf } from './read.ts';
export { followAll } from './sessions.ts';
export { judgeSuccessors } from './successors.ts';
export { SessionTracker } from './tracker.ts';
