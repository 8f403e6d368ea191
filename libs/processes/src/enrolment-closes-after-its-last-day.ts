import { type BusinessDate, commandOf, daysAfter, endOfDay, laterOf, processOf, type Send } from '#kernel';
import { CloseEnrolment, cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';

const closing = (cohortId: string, lastDay: BusinessDate, notBefore: BusinessDate): readonly Send[] => [
  {
    target: cohortId,
    // Only if the last day has not moved by then: that has an entry of its own in the timetable.
    command: commandOf(CloseEnrolment, { cohortId, ifLastDayIs: lastDay }),
    due: endOfDay(lastDay),
    effectiveOn: laterOf(daysAfter(lastDay, 1), notBefore),
  },
];

/**
 * The window's last day still counts, in London, and moves when the cohort does or was recorded wrongly. A cohort that was
 * closed or cancelled by hand needs no closing.
 */
export const enrolmentClosesAfterItsLastDay = processOf<CohortEvent>()({
  name: 'enrolment-closes-after-its-last-day',
  sends: [{ command: CloseEnrolment, ends: ['not-enrolling'] }],
  on: {
    // Never before it opened, which may have been late.
    EnrolmentOpened: ({ data: { cohortId, enrolmentClosesOn }, effectiveOn }) =>
      closing(cohortId, enrolmentClosesOn, effectiveOn),
    CohortPostponed: ({ data: { cohortId, enrolmentClosesOn, placesOpened }, effectiveOn }) =>
      enrolmentClosesOn !== undefined && placesOpened
        ? closing(cohortId, enrolmentClosesOn, effectiveOn)
        : [],
    CohortFactCorrected: async ({ data: { cohortId, enrolmentClosesOn } }, tools) => {
      if (enrolmentClosesOn === undefined || enrolmentClosesOn === null) return [];
      const { stage, since, setup } = await tools.stateOf(cohorts, cohortId);
      return stage === 'enrolling' && setup ? closing(cohortId, setup.enrolmentClosesOn, since) : [];
    },
  },
});
