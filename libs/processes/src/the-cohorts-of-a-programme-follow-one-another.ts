import { type BusinessDate, commandOf, laterOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts, NoteCohort } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';

interface OfCohort {
  readonly data: { readonly cohortId: string };
  readonly effectiveOn: BusinessDate;
}

// As it now is, not as the event left it: a later event says so again, and whichever comes last is right.
const note = async (
  { data: { cohortId }, effectiveOn }: OfCohort,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { setup, stage, since } = await tools.stateOf(cohorts, cohortId);
  if (!setup) return [];

  const { programmeId, startsOn, endsOn } = setup;
  return [
    {
      target: cohortId,
      command: commandOf(NoteCohort, {
        programmeId,
        cohortId,
        startsOn,
        endsOn: stage === 'completed' ? laterOf(endsOn, since) : endsOn,
        cancelled: stage === 'cancelled',
      }),
      effectiveOn,
    },
  ];
};

/** Which cohort is the next, and when the one after it ends, is known per programme: deferrals last by it, and requests are carried by it. */
export const theCohortsOfAProgrammeFollowOneAnother = processOf<CohortEvent>()({
  name: 'the-cohorts-of-a-programme-follow-one-another',
  sends: [{ command: NoteCohort, ends: [] }],
  on: {
    CohortPlanned: note,
    PlanAmended: note,
    CohortPostponed: note,
    ModuleRescheduled: note,
    CohortCompleted: note,
    CohortCancelled: note,
    CohortFactCorrected: note,
    CohortFactStruck: note,
  },
});
