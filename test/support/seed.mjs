import fc from 'fast-check';

/**
 * What generated specifications draw from: the same seed every time, so that a change is judged by itself and not by luck.
 * `npm run explore` draws another one; `L2D_SEED=...` plays a failure it found again.
 */
const { L2D_SEED = '1' } = process.env;
if (L2D_SEED === 'any') process.env.L2D_SEED = String(Date.now() % 1_000_000_000);
fc.configureGlobal({ seed: Number(process.env.L2D_SEED ?? L2D_SEED) });
