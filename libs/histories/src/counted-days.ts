import { cohortFactCorrected } from '#cohorts/events';
import { type BusinessDate, isAfter, type Position, type Recorded } from '#kernel';
import { placeDateCorrected } from '#places/events';
import type { EventStore } from '#platform';
import { merged } from './merged-streams.js';

/** Corrections whose own day is the right one of the fact they correct; of all others the fact keeps its day. */
const DATING: ReadonlySet<string> = new Set([placeDateCorrected.type, cohortFactCorrected.type]);

/**
 * The day each event of some streams counts from, by all that is known up to a position: that of a fact which was corrected
 * is the day it was corrected to, and that of a correction, or of a striking, is the day of its fact, so that they are told
 * beside each other.
 */
export const countedDays = async (
  store: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  upTo: Position,
): Promise<(event: Recorded) => BusinessDate> => {
  const days = new Map<string, BusinessDate>();
  /** Of corrections: the fact they are about; one may name an earlier one of the same fact. */
  const facts = new Map<string, string>();
  for await (const event of merged(store, Object.fromEntries(streams.map((stream) => [stream, 0])))) {
    if (isAfter(event.position, upTo)) break;
    const { corrects } = event.data as { readonly corrects?: string };
    if (corrects === undefined) {
      days.set(event.id, event.effectiveOn);
      continue;
    }
    const fact = facts.get(corrects) ?? corrects;
    facts.set(event.id, fact);
    if (DATING.has(event.type)) days.set(fact, event.effectiveOn);
  }
  return ({ id, effectiveOn }) => days.get(facts.get(id) ?? id) ?? effectiveOn;
};
