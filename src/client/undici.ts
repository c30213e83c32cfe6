import { setFlagsFromString } from 'node:v8';

/**
 * How much WebAssembly runs before V8 optimises it, in V8's own rough bytes. Node 20 starts optimising undici's parser
 * during the first answer, and the process cannot end before that is done: a third of a short run. This is the
 * budget that V8 has by default from Node 22 on; many requests still reach it.
 */
const TIERING_BUDGET = 13_000_000;

setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);

/** undici's HTTP/1.1 client, without the rest of undici. To be loaded when something is sent, and not before. */
export { default as Client } from 'undici/lib/dispatcher/client.js';
