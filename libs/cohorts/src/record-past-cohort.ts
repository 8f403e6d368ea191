import { type BusinessDate, Day, Id, nothing, refuse, rule, Whole, Words } from '#kernel';
import type { Cohort } from './cohort.js';
import { cohortCompleted, cohortPlanned, cohortStarted } from './events.js';

/**
 * A cohort that was over before the product was used, as its papers tell it. What they do not say is left empty: it has no
 * modules, nobody had to approve it, and no price is known. Recording it again changes nothing.
 */
export class RecordPastCohort {
  @Id() cohortId!: string;
  @Id({ of: 'programme' }) programmeId!: string;
  @Id() awardId!: string;
  @Id({ description: 'The version of the programme that stands for what ran in the past' })
  versionId!: string;
  @Whole(0, 9_999, { description: '0: it had none' }) number!: number;
  @Words({ example: 'Cohort 3' }) name!: string;
  @Whole(1, 10_000) capacity!: number;
  @Day() startsOn!: BusinessDate;
  @Day() endsOn!: BusinessDate;
  @Day({ description: 'The first day anything is known of it' }) knownFrom!: BusinessDate;
}

export const recordPastCohort = rule(
  RecordPastCohort,
  ['cohort-differs', 'ends-before-start', 'cohort-not-over'],
  (past, { setup }: Cohort, { today }) => {
    const { cohortId, knownFrom, startsOn, endsOn, capacity } = past;
    if (setup)
      return setup.startsOn === startsOn && setup.endsOn === endsOn && setup.capacity === capacity
        ? nothing
        : refuse('cohort-differs', 'This cohort is known with other days or another capacity.', 'cohortId');
    if (endsOn < startsOn)
      return refuse('ends-before-start', 'The cohort ends before it starts. Check both days.', 'endsOn');
    if (endsOn > today)
      return refuse(
        'cohort-not-over',
        'The cohort still runs: plan it, and enter what happens as it happens.',
        'endsOn',
      );

    return [
      cohortPlanned({ cohortId, ...setupOfPast(past) }, knownFrom),
      cohortStarted({ cohortId }, startsOn),
      cohortCompleted({ cohortId }, endsOn),
    ];
  },
);

const setupOfPast = (past: RecordPastCohort) => ({
  programmeId: past.programmeId,
  versionId: past.versionId,
  awardId: past.awardId,
  approvingBody: 'none' as const,
  number: past.number,
  name: past.name,
  deliveryCentre: '',
  capacity: past.capacity,
  minimumViable: 0,
  enrolmentOpensOn: past.knownFrom,
  enrolmentClosesOn: past.endsOn,
  lastJoiningDate: past.endsOn,
  startsOn: past.startsOn,
  endsOn: past.endsOn,
  modules: [],
  pricePence: 0,
  fundingModel: 'mixed' as const,
  fundingShares: [],
  instalmentPlan: [],
  refundBands: [],
  offerWorkingDays: 0,
  namingDays: 0,
  deferralLimitMonths: 0,
  orderRule: 'first_come' as const,
  checks: [],
});
