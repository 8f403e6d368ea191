import { event, type FactsOf } from '#kernel';
import type { Scheme } from './vocabulary.js';

interface OfNumber {
  readonly scheme: Scheme;
  readonly identifier: string;
}

/** A register's number is that of one organisation. `insteadOf`: of one that closed, or was merged with it. */
export const registerNumberClaimed = event('RegisterNumberClaimed', 1).of<
  OfNumber & { organisationId: string; insteadOf?: string }
>();
/** The organisation bears the number no more: another may. */
export const registerNumberReleased = event('RegisterNumberReleased', 1).of<
  OfNumber & { organisationId: string }
>();

/** All that can happen in the stream of one register's number. */
export const registerNumberEvents = { registerNumberClaimed, registerNumberReleased };
export type RegisterNumberEvent = FactsOf<typeof registerNumberEvents>;
