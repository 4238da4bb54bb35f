/** The seed of properties over random input: the same in every run of the tests, so that a red run is about the change at hand; `npm run fuzz` draws others. */

/** Of fast-check's runs; the environment's `SEED` replays one. */
export const seed = Number(process.env['SEED'] ?? 20_260_102);
