/**
 * A table for keys that anybody may have written: a server, a config file, a capture, a variable. It inherits nothing, so
 * that `constructor`, `__proto__` and the like are as unknown to it as any other key that it does not have.
 */
export function table<T>(rows: Readonly<Record<string | number, T>>): Readonly<Record<string | number, T>> {
  return Object.freeze(Object.assign(Object.create(null), rows));
}
