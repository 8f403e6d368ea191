import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { endedWithItsCohort, EndNeverStarted, places, StrikePlaceFact } from '#places';
import type { PlaceEvent } from '#places/events';

const REASON = 'The completion of the cohort had been recorded wrongly.';

interface OfCohort {
  readonly data: { readonly cohortId: string };
}

const isCompleted = async (cohortId: string, tools: ProcessTools): Promise<boolean> =>
  (await tools.stateOf(cohorts, cohortId)).stage === 'completed';

// This may be old news: a completion that was struck meanwhile ends nothing.
const end = async ({ data: { cohortId } }: OfCohort, tools: ProcessTools): Promise<readonly Send[]> =>
  (await isCompleted(cohortId, tools))
    ? [{ target: cohortId, command: commandOf(EndNeverStarted, { cohortId }) }]
    : [];

const standAgain = async ({ data: { cohortId } }: OfCohort, tools: ProcessTools): Promise<readonly Send[]> =>
  (await isCompleted(cohortId, tools))
    ? []
    : endedWithItsCohort(await tools.stateOf(places, cohortId)).map(({ placeId, eventId }) => ({
        target: placeId,
        command: commandOf(StrikePlaceFact, {
          ...{ cohortId, placeId, eventId },
          fact: 'not_taken_up',
          reason: REASON,
        }),
      }));

/**
 * Accepted or confirmed, and never taken up: it ends, batch by batch, as of the day it should have started, and stands
 * again where the cohort was not completed after all. A seat that is gone by then is an administrator's to decide.
 */
export const aPlaceThatNeverStartedEndsWithItsCohort = processOf<CohortEvent | PlaceEvent>()({
  name: 'a-place-that-never-started-ends-with-its-cohort',
  sends: [
    { command: EndNeverStarted, ends: [] },
    // Struck already, or about to be; or its cohort was cancelled since.
    {
      command: StrikePlaceFact,
      ends: ['answer-pending', 'no-such-fact', 'others-rest-on-it', 'cohort-cancelled'],
    },
  ],
  on: {
    CohortCompleted: end,
    PlaceNotTakenUp: (event, tools) => (event.data.othersStand ? end(event, tools) : []),
    // That it was completed may stand again by this.
    CohortFactCorrected: end,
    CohortFactStruck: standAgain,
  },
});
