import { randomUUID } from 'node:crypto';
import type { BusinessDate, Receipt, Refusal } from '#kernel';
import { type Commands, Refused, TryAgain } from '#platform';

const TRIES = 5;

const seconds = (some: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, some * 1_000));

/** Sends commands of one import: each as its own, all of one correlation, again where the log was too busy and as soon as it asks for. */
export const sender = (commands: Commands, origin: 'import' | 'history') => {
  const correlationId = randomUUID();
  return async (command: object, effectiveOn?: BusinessDate): Promise<Receipt | Refusal> => {
    const on = effectiveOn === undefined ? {} : { effectiveOn };
    const envelope = { commandId: randomUUID(), origin, correlationId, ...on };
    for (let tries = 1; ; tries += 1) {
      try {
        return await commands.send(command, envelope);
      } catch (error) {
        if (error instanceof Refused) return error.refusal;
        if (!(error instanceof TryAgain) || tries === TRIES) throw error;
        await seconds(error.retryAfterSeconds);
      }
    }
  };
};
