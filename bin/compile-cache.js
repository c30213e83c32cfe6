// Lets Node 22 and later keep the compiled program in the user's own cache directory, which makes every run but the first start
// faster. Whatever stands in the way, the program runs without it. NODE_DISABLE_COMPILE_CACHE=1 switches it off.
const { lstatSync, mkdirSync, statSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { isAbsolute, join } = require('node:path');

const { XDG_CACHE_HOME, HOME, NODE_DISABLE_COMPILE_CACHE } = process.env;

/** The cache directory of the XDG rules, or undefined where there is none that belongs to this user. */
function userCache() {
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  // A home that is somebody else's, as under sudo, is left alone.
  return HOME && isAbsolute(HOME) && isOwn(statSync(HOME)) ? join(HOME, '.cache') : undefined;
}

function isOwn({ uid }) {
  return process.getuid === undefined || uid === process.getuid();
}

/** Compiled code is run without another look, so nobody else may be able to put it there. */
function isPrivate(directory) {
  const stats = lstatSync(directory);
  return stats.isDirectory() && isOwn(stats) && (process.platform === 'win32' || (stats.mode & 0o022) === 0);
}

function enable() {
  const base = userCache();
  if (base === undefined) return;
  const directory = join(base, 'media-session');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (isPrivate(directory)) enableCompileCache(directory);
}

if (!NODE_DISABLE_COMPILE_CACHE) {
  try {
    enable();
  } catch {
    // No home, a read-only one, a full disk: the program starts as it does without a cache.
  }
}
