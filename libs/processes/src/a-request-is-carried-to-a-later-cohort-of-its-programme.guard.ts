import { inWords, refuse } from '#kernel';
import { cohorts } from '#cohorts';
import { CarryRequest } from '#places';
import type { Guard } from '#platform';

/** Only the cohorts themselves know what they run and when. */
export const aRequestIsCarriedToALaterCohortOfItsProgramme: Guard<CarryRequest> = {
  command: CarryRequest,
  refuses: ['unknown-cohort', 'another-programme', 'not-a-later-cohort', 'cohort-over'],
  check: async ({ cohortId, toCohortId }, commands) => {
    if (toCohortId === cohortId) return undefined;
    const from = await commands.stateOf(cohorts, cohortId);
    const to = await commands.stateOf(cohorts, toCohortId);
    if (!from.setup) return undefined;
    if (!to.setup)
      return refuse('unknown-cohort', 'There is no cohort with this id: plan it first.', 'toCohortId');
    if (to.setup.programmeId !== from.setup.programmeId)
      return refuse(
        'another-programme',
        'A request is carried to a cohort of the same programme: choose one.',
        'toCohortId',
      );
    if (to.setup.startsOn <= from.setup.startsOn)
      return refuse(
        'not-a-later-cohort',
        `That cohort starts on ${inWords(to.setup.startsOn)}: choose one that starts later than this.`,
        'toCohortId',
      );

    return to.stage === 'cancelled' || to.stage === 'completed'
      ? refuse('cohort-over', `That cohort is ${to.stage}: choose another.`, 'toCohortId')
      : undefined;
  },
};
