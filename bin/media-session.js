#!/usr/bin/env node
// Old syntax on purpose: this file must run on any Node in order to say that it is too old.
var needed = [20, 18, 1];
var found = process.versions.node.split('.').map(Number);
var older =
  found[0] !== needed[0]
    ? found[0] < needed[0]
    : found[1] !== needed[1]
      ? found[1] < needed[1]
      : found[2] < needed[2];

if (older) {
  process.stderr.write(
    'error: media-session needs Node ' +
      needed.join('.') +
      ' or newer, but this is ' +
      process.versions.node +
      '. Install a newer Node.\n',
  );
  process.exitCode = 1;
} else {
  load().run();
}

function load() {
  try {
    if (require('node:module').enableCompileCache) require('./compile-cache.js');
    return require('../dist/main.cjs');
  } catch (error) {
    return { run: complain.bind(null, error) };
  }
}

function complain(error) {
  var reason = error.message.split('\n')[0];
  process.stderr.write(`error: media-session cannot be loaded (${reason}). In a clone, run: npm run build\n`);
  process.exitCode = 1;
}
