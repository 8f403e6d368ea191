import { Id, nothing, refuse, rule, Whole } from '#kernel';
import { changedSince, type Cohort, cohortOver, isOver, unknownCohort } from './cohort.js';
import { capacityLowered, capacityLoweringAsked } from './events.js';
import { seatsKeptOn } from './order-policies.js';
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
  [
    'unknown-cohort',
    'cohort-over',
    'lowering-under-way',
    'capacity-not-lower',
    'capacity-below-minimum',
    'capacity-below-sector-shares',
    'set-up-changed-since',
  ],
  ({ cohortId, capacity }, cohort: Cohort, { today, effectiveOn }) => {
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
    const kept = seatsKeptOn(today, setup.sectorShares);
    if (capacity < kept)
      return refuse(
        'capacity-below-sector-shares',
        `${kept} seats are kept for sectors: lower the capacity to that at most, or wait until they are released.`,
        'capacity',
      );
    if (effectiveOn < cohort.changedOn) return changedSince(cohort);

    return placesOpened
      ? [capacityLoweringAsked({ cohortId, capacity })]
      : [capacityLowered({ cohortId, capacity })];
  },
);
