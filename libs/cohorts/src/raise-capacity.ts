import { Id, inWords, nothing, refuse, rule, Whole } from '#kernel';
import { changedSince, type Cohort, cohortOver, isOver, unknownCohort } from './cohort.js';
import { capacityRaised } from './events.js';

/** Adds seats to a cohort, until its last joining date. `capacity` is the whole number of seats afterwards. */
export class RaiseCapacity {
  @Id() cohortId!: string;
  @Whole(1, 10_000, { example: 110 }) capacity!: number;
}

/** The answer while the place book is asked to lower the capacity: both at once could not be told apart. */
export const loweringUnderWay = (capacity: number) =>
  refuse(
    'lowering-under-way',
    `Whether the capacity comes down to ${capacity} is being decided: try again in a moment.`,
  );

export const raiseCapacity = rule(
  RaiseCapacity,
  [
    'unknown-cohort',
    'cohort-over',
    'lowering-under-way',
    'capacity-not-higher',
    'last-joining-date-passed',
    'set-up-changed-since',
  ],
  ({ cohortId, capacity }, cohort: Cohort, { today, effectiveOn }) => {
    const { setup, placesOpened, loweringTo } = cohort;
    if (!setup) return unknownCohort;
    if (isOver(cohort)) return cohortOver(cohort);
    if (loweringTo !== undefined) return loweringUnderWay(loweringTo);
    if (capacity === setup.capacity) return nothing;
    if (capacity < setup.capacity)
      return refuse(
        'capacity-not-higher',
        `The capacity is ${setup.capacity} already: state a higher one.`,
        'capacity',
      );
    // By the day it is decided: a deadline that can be met by back-dating is none.
    if (today > setup.lastJoiningDate)
      return refuse(
        'last-joining-date-passed',
        `Nobody could join after ${inWords(setup.lastJoiningDate)}: more seats would stay empty.`,
      );
    if (effectiveOn < cohort.changedOn) return changedSince(cohort);

    return [capacityRaised({ cohortId, capacity, placesOpened })];
  },
);
