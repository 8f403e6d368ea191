import {
  type BusinessDate,
  commandOf,
  daysAfter,
  endOfDay,
  laterOf,
  processOf,
  type ProcessTools,
  type Send,
} from '#kernel';
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

const asItStands = async (cohortId: string, tools: ProcessTools): Promise<readonly Send[]> => {
  const { stage, since, setup } = await tools.stateOf(cohorts, cohortId);
  return stage === 'enrolling' && setup ? closing(cohortId, setup.enrolmentClosesOn, since) : [];
};

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
    CohortFactCorrected: ({ data }, tools) =>
      data.enrolmentClosesOn !== undefined || data.fact === 'CohortPostponed'
        ? asItStands(data.cohortId, tools)
        : [],
    // The entry for the day it goes back to may have come and gone.
    CohortFactStruck: ({ data }, tools) =>
      data.fact === 'CohortPostponed' ? asItStands(data.cohortId, tools) : [],
  },
});
