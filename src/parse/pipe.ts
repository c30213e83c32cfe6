import { constants, openSync, statSync } from 'node:fs';

/** Names of what is open already: the `<(…)` of a shell is one, and whoever writes to it is there. */
const OPEN = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/self\/fd\/\d+)$/;

/** Whether an absolute path names a pipe that was opened for this command. A pipe in the file system may never get a writer. */
export function isOpenPipe(path: string): boolean {
  return OPEN.test(path) && statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

/** What comes out of such a pipe. Not by synchronous reads, during which no signal would be handled. */
export async function* pipeChunks(path: string): AsyncGenerator<Uint8Array> {
  const { Socket } = await import('node:net');
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  yield* new Socket({ fd, readable: true, writable: false }) as AsyncIterable<Uint8Array>;
}
