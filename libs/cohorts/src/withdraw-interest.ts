import { countedWith, Id, nothing, rule } from '#kernel';
import { type Cohort, unknownCohort } from './cohort.js';
import { interestWithdrawn } from './events.js';
import { interestOn } from './interest.js';

/** A sponsor does not expect to ask for places any more. */
export class WithdrawInterest {
  @Id() cohortId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
}

export const withdrawInterest = rule(
  WithdrawInterest,
  ['unknown-cohort'],
  ({ cohortId, sponsorId }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;

    return interestOn(cohort.interest, countedWith(cohort.sponsorRecords, sponsorId), effectiveOn) === null
      ? nothing
      : [interestWithdrawn({ cohortId, sponsorId })];
  },
);
