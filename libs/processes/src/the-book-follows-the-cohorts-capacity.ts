import { commandOf, processOf, type Refusal } from '#kernel';
import { SettleCapacityLowering } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { LowerBookCapacity, RaiseBookCapacity } from '#places';
import type { PlaceEvent } from '#places/events';

const settleAsRefused = ({ cohortId, capacity }: LowerBookCapacity, { message }: Refusal) => ({
  target: cohortId,
  command: commandOf(SettleCapacityLowering, { cohortId, capacity, granted: false, reason: message }),
});

/** More seats at once; fewer only if the book agrees, which alone knows how many are held, and whose answer goes back to the cohort. */
export const theBookFollowsTheCohortsCapacity = processOf<CohortEvent | PlaceEvent>()({
  name: 'the-book-follows-the-cohorts-capacity',
  sends: [
    { command: RaiseBookCapacity, ends: [] },
    {
      command: LowerBookCapacity,
      ends: [],
      answers: {
        'seats-held': settleAsRefused,
        'shares-exceed-capacity': settleAsRefused,
        'places-not-open': settleAsRefused,
      },
    },
    { command: SettleCapacityLowering, ends: [] },
  ],
  on: {
    CapacityRaised: ({ data: { cohortId, capacity, placesOpened }, effectiveOn }) =>
      placesOpened
        ? [{ target: cohortId, command: commandOf(RaiseBookCapacity, { cohortId, capacity }), effectiveOn }]
        : [],
    CapacityLoweringAsked: ({ data: { cohortId, capacity }, effectiveOn }) => [
      { target: cohortId, command: commandOf(LowerBookCapacity, { cohortId, capacity }), effectiveOn },
    ],
    BookCapacityLowered: ({ data: { cohortId, capacity }, effectiveOn }) => [
      {
        target: cohortId,
        command: commandOf(SettleCapacityLowering, { cohortId, capacity, granted: true }),
        effectiveOn,
      },
    ],
  },
});
