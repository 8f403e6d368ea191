import { Id, nothing, rule, Whole, Words, YesNo } from '#kernel';
import { type Cohort, unknownCohort } from './cohort.js';
import { capacityLowered, capacityLoweringRefused } from './events.js';

/** Tells a cohort what its place book decided on a lower capacity. Sent by a process, not by people. */
export class SettleCapacityLowering {
  @Id() cohortId!: string;
  @Whole(1, 10_000, { example: 90 }) capacity!: number;
  @YesNo() granted!: boolean;
  @Words({ optional: true, max: 500, example: '95 seats are held: lower the capacity to that at most.' })
  reason?: string;
}

export const settleCapacityLowering = rule(
  SettleCapacityLowering,
  ['unknown-cohort'],
  ({ cohortId, capacity, granted, reason }, cohort: Cohort) => {
    const { setup, loweringTo } = cohort;
    if (!setup) return unknownCohort;
    // The book has decided: the cohort follows it, whatever it had asked.
    if (granted) return capacity < setup.capacity ? [capacityLowered({ cohortId, capacity })] : nothing;
    if (loweringTo !== capacity) return nothing;

    return [capacityLoweringRefused({ cohortId, capacity, reason: reason ?? 'More seats are held.' })];
  },
);
