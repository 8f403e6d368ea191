import { commandOf, daysAfter, endOfDay, laterOf, processOf } from '#kernel';
import { CloseEnrolment } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';

/** The window's last day still counts, in London. A cohort that was closed or cancelled by hand needs no closing. */
export const enrolmentClosesAfterItsLastDay = processOf<CohortEvent>()({
  name: 'enrolment-closes-after-its-last-day',
  sends: [{ command: CloseEnrolment, ends: ['not-enrolling'] }],
  on: {
    EnrolmentOpened: ({ data: { cohortId, enrolmentClosesOn }, effectiveOn }) => [
      {
        target: cohortId,
        command: commandOf(CloseEnrolment, { cohortId }),
        due: endOfDay(enrolmentClosesOn),
        // Never before it opened, which may have been late.
        effectiveOn: laterOf(daysAfter(enrolmentClosesOn, 1), effectiveOn),
      },
    ],
  },
});
