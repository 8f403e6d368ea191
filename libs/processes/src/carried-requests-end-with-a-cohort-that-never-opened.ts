import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { EndCarried } from '#places';
import type { PlaceEvent } from '#places/events';

// Struck meanwhile, a cancellation ends nothing: the cohort is planned as before, and its book opens with what waits for it.
const endIfCancelled = async (
  cohortId: string,
  tools: ProcessTools,
  effectiveOn?: BusinessDate,
): Promise<readonly Send[]> => {
  const { stage } = await tools.stateOf(cohorts, cohortId);
  return stage === 'cancelled'
    ? [
        {
          target: cohortId,
          command: commandOf(EndCarried, { cohortId }),
          ...(effectiveOn === undefined ? {} : { effectiveOn }),
        },
      ]
    : [];
};

/**
 * Requests may be carried to a cohort before it enrols. Cancelled before that it has no open book that would be cancelled with
 * it: what was noted ends, and so does what is noted only afterwards; nobody waits for a book that never opens.
 */
export const carriedRequestsEndWithACohortThatNeverOpened = processOf<CohortEvent | PlaceEvent>()({
  name: 'carried-requests-end-with-a-cohort-that-never-opened',
  sends: [{ command: EndCarried, ends: [] }],
  on: {
    CohortCancelled: ({ data: { cohortId, placesOpened }, effectiveOn }, tools) =>
      placesOpened ? [] : endIfCancelled(cohortId, tools, effectiveOn),
    CarriedRequestNoted: ({ data: { cohortId } }, tools) => endIfCancelled(cohortId, tools),
    PlaceCancelled: ({ data: { cohortId, othersNoted }, effectiveOn }, tools) =>
      othersNoted ? endIfCancelled(cohortId, tools, effectiveOn) : [],
    CarryingRefused: ({ data: { cohortId, notedAgain } }, tools) =>
      notedAgain ? endIfCancelled(cohortId, tools) : [],
  },
});
