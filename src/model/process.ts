/** The Node that runs this program. */
export const NODE = process.execPath;

/** `process.execve` of Node 22.15 and later, which puts another program in the place of this one. */
type Replace = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => never;

/**
 * Puts another program in the place of this process, threads that hang included; undefined on Node 20 and on Windows. It is
 * the only way to end with a code of one's own while getaddrinfo waits for a resolver: `process.exit` joins its thread.
 */
export const replaceProcess: Replace | undefined =
  process.platform === 'win32' ? undefined : (process as { execve?: Replace }).execve?.bind(process);
