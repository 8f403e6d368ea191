import { commandOf, processOf } from '#kernel';
import type { CohortEvent } from '#cohorts/events';
import { CloseRequests } from '#places';

/** Those who wait keep their turn; nobody new joins them. */
export const requestsCloseWhenEnrolmentCloses = processOf<CohortEvent>()({
  name: 'requests-close-when-enrolment-closes',
  sends: [{ command: CloseRequests, ends: [] }],
  on: {
    EnrolmentClosed: ({ data: { cohortId }, effectiveOn }) => [
      { target: cohortId, command: commandOf(CloseRequests, { cohortId }), effectiveOn },
    ],
  },
});
