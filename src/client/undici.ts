import { setFlagsFromString } from 'node:v8';

/**
 * How much WebAssembly runs before V8 optimises it, in V8's own rough bytes: practically without limit. By itself it begins
 * to optimise undici's parser during the first answer (Node 20) or the second (from Node 22 on), and the process cannot end
 * before that is done: 80 ms, which a thousand sessions do not get back.
 */
const TIERING_BUDGET = 2_000_000_000;

setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);

/** undici's HTTP/1.1 client, without the rest of undici. To be loaded when something is sent, and not before. */
export { default as Client } from 'undici/lib/dispatcher/client.js';
