/** A limit of the system that a process can run into. */
export type Limit = 'open-files' | 'memory';

/** Which limit of the system an error comes from; undefined for any other error. */
export function limitReached({
  code,
  message = '',
}: {
  code?: unknown;
  message?: string;
}): Limit | undefined {
  if (code === 'EMFILE' || code === 'ENFILE') return 'open-files';
  const noMemory = code === 'ENOMEM' || /out of memory|could not allocate|allocation failed/i.test(message);
  return noMemory ? 'memory' : undefined;
}
