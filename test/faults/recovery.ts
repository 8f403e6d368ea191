import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.js';

/** Longer than this nobody waits for it: what keeps a product of the tests from deciding is found in its log. */
const PATIENCE_MS = 30_000;

/** Does something to the product; answers how long it took from then on until a command was acknowledged again, in milliseconds. */
export const untilDecided = async (ledger: Ledger, fault: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await fault();
  const done = performance.now();
  while (ledger.lastAcknowledged_ms < done) {
    if (performance.now() - began > PATIENCE_MS) return performance.now() - began;
    await sleep(5);
  }
  return ledger.lastAcknowledged_ms - began;
};
