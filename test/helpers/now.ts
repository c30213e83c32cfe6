/**
 * When the tests of this process began, in milliseconds since the epoch: the `ts` of every body and capture that the
 * built program judges by the machine's clock. A literal time would turn such a test red on some later day.
 */
export const NOW = Date.now();

/** {@link NOW} as a HAR writes it. */
export const NOW_ISO = new Date(NOW).toISOString();
