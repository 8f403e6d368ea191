import { isDeepStrictEqual } from 'node:util';
import {
  type BusinessDate,
  Day,
  daysAfter,
  daysBetween,
  Id,
  Nested,
  nothing,
  rule,
  Whole,
  Words,
} from '#kernel';
import type { Cohort } from './cohort.js';
import { CohortPlan } from './cohort-plan.js';
import type { CohortSetup } from './cohort-setup.js';
import { cohortPlanned } from './events.js';
import { alreadyPlanned } from './plan-cohort.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS } from './plan-refusals.js';
import { setupOf } from './whole-setup.js';

/**
 * Plans a cohort with the set-up of an earlier one, every date moved by as much as the start. It is decided in the new
 * cohort's stream, which cannot see the earlier one: the command carries the earlier set-up, as the door read it (the
 * HTTP route does), so that the record says what was copied whatever becomes of the original.
 */
export class CopyCohort {
  @Id() cohortId!: string;
  @Id({ description: 'The earlier cohort' }) fromCohortId!: string;
  @Whole(1, 9_999, { example: 7 }) number!: number;
  @Words({ example: 'Autumn 2027' }) name!: string;
  @Day({ example: '2027-09-13' }) startsOn!: BusinessDate;
  /** The earlier cohort's set-up when it was copied. */
  @Nested(() => CohortPlan) earlier!: CohortPlan;
}

export const copyCohort = rule(
  CopyCohort,
  ['cohort-already-planned', ...PLAN_REFUSALS],
  ({ cohortId, fromCohortId, number, name, startsOn, earlier }, cohort: Cohort) => {
    const setup = { ...movedTo(startsOn, setupOf(earlier)), number, name };
    if (cohort.setup) return isDeepStrictEqual(cohort.setup, setup) ? nothing : alreadyPlanned;

    return brokenPolicy(setup) ?? [cohortPlanned({ cohortId, copiedFrom: fromCohortId, ...setup })];
  },
);

/** A set-up with every date moved by as many days as its start moves. */
const movedTo = (startsOn: BusinessDate, setup: CohortSetup): CohortSetup => {
  const days = daysBetween(setup.startsOn, startsOn);
  const moved = (date: BusinessDate) => daysAfter(date, days);
  return {
    ...setup,
    startsOn,
    endsOn: moved(setup.endsOn),
    enrolmentOpensOn: moved(setup.enrolmentOpensOn),
    enrolmentClosesOn: moved(setup.enrolmentClosesOn),
    lastJoiningDate: moved(setup.lastJoiningDate),
    ...(setup.windowClosesOn === undefined ? {} : { windowClosesOn: moved(setup.windowClosesOn) }),
    ...(setup.sectorShares === undefined
      ? {}
      : {
          sectorShares: setup.sectorShares.map((share) => ({
            ...share,
            releasedOn: moved(share.releasedOn),
          })),
        }),
    modules: setup.modules.map((module) => ({
      ...module,
      startsOn: moved(module.startsOn),
      endsOn: moved(module.endsOn),
    })),
  };
};
