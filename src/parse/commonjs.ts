/**
 * The exports of a CommonJS package that was loaded with `import()`. Node offers them by name as well, a bundler
 * only as `default`.
 */
export function exportsOf<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}
