import { Id, nothing, refuse, rule, Whole } from '#kernel';
import { type Cohort, cohortOver, isOver, unknownCohort } from './cohort.js';
import { capacityLowered, capacityLoweringAsked } from './events.js';
import { loweringUnderWay } from './raise-capacity.js';

/**
 * Takes seats from a cohort. Once its enrolment has opened the place book decides, which alone knows how many are
 * held: the lowering is asked here and settled by `SettleCapacityLowering`.
 */
export class LowerCapacity {
  @Id() cohortId!: string;
  @Whole(1, 10_000, { example: 90 }) capacity!: number;
}

export const lowerCapacity = rule(
  LowerCapacity,
  ['unknown-cohort', 'cohort-over', 'lowering-under-way', 'capacity-not-lower', 'capacity-below-minimum'],
  ({ cohortId, capacity }, cohort: Cohort) => {
    const { setup, placesOpened, loweringTo } = cohort;
    if (!setup) return unknownCohort;
    if (isOver(cohort)) return cohortOver(cohort);
    if (loweringTo !== undefined) return loweringTo === capacity ? nothing : loweringUnderWay(loweringTo);
    if (capacity === setup.capacity) return nothing;
    if (capacity > setup.capacity)
      return refuse(
        'capacity-not-lower',
        `The capacity is ${setup.capacity} only: raise it instead.`,
        'capacity',
      );
    if (capacity < setup.minimumViable)
      return refuse(
        'capacity-below-minimum',
        `The cohort needs ${setup.minimumViable} to be viable: the capacity is that or more.`,
        'capacity',
      );

    return placesOpened
      ? [capacityLoweringAsked({ cohortId, capacity })]
      : [capacityLowered({ cohortId, capacity })];
  },
);
