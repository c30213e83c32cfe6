import fc from 'fast-check';

/**
 * fast-check with a fixed seed, so that a run that fails does so again, and one that passes says the same tomorrow.
 * MEDIA_SESSION_TEST_SEED sets another one, to look further.
 */
fc.configureGlobal({ seed: Number(process.env['MEDIA_SESSION_TEST_SEED'] ?? 20_261_124) });

export default fc;
