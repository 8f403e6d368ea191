import { isAfter, isRefusal, type Receipt, type Recorded, type Refusal } from '#kernel';
import { Refused } from '../commands.js';
import type { EventStore } from '../event-store.js';

/**
 * A command whose outcome another part of the product decides soon after (a confirmation waits for the candidacy):
 * the answer waits for it, bounded.
 */
export interface Settling<C extends object = any> {
  /** What the command's own last event, or a later one of the same stream, means for the command: a word for its outcome, a refusal, or nothing. */
  outcome(event: Recorded, command: C): string | Refusal | undefined;
  /** How long to wait at most; default 3 s. */
  readonly withinMilliseconds?: number;
}

const WITHIN_MILLISECONDS = 3_000;
/** Wakes are a hint only, so the stream is also looked at this often. */
const LOOK_AGAIN_MILLISECONDS = 100;
const PAGE = 200;

/** The word for the outcome, or `undefined` when it did not come in time. Throws `Refused` for a refusal. */
export const settled = async <C extends object>(
  store: Pick<EventStore, 'readStream' | 'onAppended'>,
  receipt: Receipt,
  command: C,
  settling: Settling<C>,
): Promise<string | undefined> => {
  const deadline = Date.now() + (settling.withinMilliseconds ?? WITHIN_MILLISECONDS);
  const woken = wakes(store);
  try {
    for (let from = receipt.revision; ;) {
      const page = await store.readStream(receipt.stream, { from, limit: PAGE });
      for (const event of page) {
        from = event.revision + 1;
        // The command's own last event may be the outcome already: a claim that was made before needs no waiting.
        const outcome = isAfter(receipt.position, event.position)
          ? undefined
          : settling.outcome(event, command);
        if (isRefusal(outcome)) throw new Refused(outcome);
        if (outcome !== undefined) return outcome;
      }
      if (page.length === PAGE) continue;

      const left = deadline - Date.now();
      if (left <= 0) return undefined;
      await woken.next(Math.min(left, LOOK_AGAIN_MILLISECONDS));
    }
  } finally {
    woken.stop();
  }
};

const wakes = (store: Pick<EventStore, 'onAppended'>) => {
  let pending = false;
  let wake: (() => void) | undefined;
  const stop = store.onAppended(() => {
    pending = true;
    wake?.();
  });
  return {
    stop,
    /** Resolves at the next append (or one since the last call), or after so many milliseconds. */
    next: async (milliseconds: number): Promise<void> => {
      if (!pending)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = undefined;
      pending = false;
    },
  };
};
