import { randomUUID } from 'node:crypto';
import type { BusinessDate, Receipt, Refusal } from '#kernel';
import { type Commands, Refused } from '#platform';

/** Sends commands of one import: each as its own, all of one correlation. */
export const sender = (commands: Commands, origin: 'import' | 'history') => {
  const correlationId = randomUUID();
  return async (command: object, effectiveOn?: BusinessDate): Promise<Receipt | Refusal> => {
    const on = effectiveOn === undefined ? {} : { effectiveOn };
    try {
      return await commands.send(command, { origin, correlationId, ...on });
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
  };
};
