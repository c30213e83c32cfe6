/** Which limit of the system an error comes from, in plain words; undefined for any other error. */
export function limitReached({
  code,
  message = '',
}: {
  code?: unknown;
  message?: string;
}): string | undefined {
  if (code === 'EMFILE' || code === 'ENFILE') return 'no more files may be opened (see ulimit -n)';
  const noMemory = code === 'ENOMEM' || /out of memory|could not allocate|allocation failed/i.test(message);
  return noMemory ? 'there is no more memory for this process (see ulimit -v)' : undefined;
}
