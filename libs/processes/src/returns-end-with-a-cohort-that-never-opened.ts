import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { GiveBackReturn, type PlaceName, places } from '#places';
import type { PlaceEvent } from '#places/events';

const giveBack = ({ cohortId, placeId }: PlaceName, returnOf: PlaceName): Send => ({
  target: placeId,
  command: commandOf(GiveBackReturn, { cohortId, placeId, returnOf }),
});

const giveBackAll = async (cohortId: string, tools: ProcessTools): Promise<readonly Send[]> => {
  const { returners } = await tools.stateOf(places, cohortId);
  return [...returners].map(([placeId, { returnOf }]) => giveBack({ cohortId, placeId }, returnOf));
};

const isCancelled = async (cohortId: string, tools: ProcessTools): Promise<boolean> =>
  (await tools.stateOf(cohorts, cohortId)).stage === 'cancelled';

/**
 * A cohort may be expected by those who return before it enrols. Cancelled before that it has no book that could be
 * cancelled with it: who was noted is told, and so is who is noted only afterwards.
 */
export const returnsEndWithACohortThatNeverOpened = processOf<CohortEvent | PlaceEvent>()({
  name: 'returns-end-with-a-cohort-that-never-opened',
  sends: [{ command: GiveBackReturn, ends: [] }],
  on: {
    // Struck meanwhile, a cancellation ends nothing.
    CohortCancelled: async ({ data: { cohortId } }, tools) =>
      (await isCancelled(cohortId, tools)) ? giveBackAll(cohortId, tools) : [],
    BookCancelled: ({ data: { cohortId } }, tools) => giveBackAll(cohortId, tools),
    ReturnAwaited: async ({ data }, tools) =>
      data.turn === undefined && (await isCancelled(data.cohortId, tools))
        ? [giveBack(data, data.returnOf)]
        : [],
  },
});
