/** The system's code for what went wrong with a file, such as EACCES; `unknown` where the error carries none. */
export type SystemCode = `E${string}` | 'unknown';

/** The code of an error that the system or Node gave. */
export function systemCodeOf(error: unknown): SystemCode {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code?.startsWith('E') ? (code as SystemCode) : 'unknown';
}
