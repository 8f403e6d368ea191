import { commandOf } from '#kernel';
import type { CohortPlan } from './cohort-plan.js';
import {
  cohortApproved,
  cohortPlanned,
  cohortRecommended,
  enrolmentClosed,
  enrolmentOpened,
} from './events.js';
import { PlanCohort } from './plan-cohort.js';
import type { WholeSetup } from './whole-setup.js';

/** A cohort the specifications tell of: planned in spring, running from 14 September 2026. */
export const cohortId = '11111111-1111-4111-8111-111111111111';
export const leading = '22222222-2222-4222-8222-222222222222';
export const delivering = '33333333-3333-4333-8333-333333333333';

/** What has to be stated; the rest has defaults. */
export const autumnPlan: CohortPlan = {
  programmeId: '44444444-4444-4444-8444-444444444444',
  versionId: '55555555-5555-4555-8555-555555555555',
  awardId: '66666666-6666-4666-8666-666666666666',
  approvingBody: 'scottish_ministers',
  number: 6,
  name: 'Autumn 2026',
  deliveryCentre: 'Stirling',
  capacity: 100,
  minimumViable: 60,
  enrolmentOpensOn: '2026-04-01',
  enrolmentClosesOn: '2026-08-14',
  startsOn: '2026-09-14',
  endsOn: '2027-06-30',
  modules: [
    {
      moduleId: leading,
      title: 'Leading',
      startsOn: '2026-09-14',
      endsOn: '2026-09-16',
      venue: 'Dunblane',
    },
    {
      moduleId: delivering,
      title: 'Delivering',
      startsOn: '2027-01-18',
      endsOn: '2027-01-20',
      venue: 'Pitlochry',
    },
  ],
  pricePence: 300_001,
  fundingModel: 'sponsor_paid',
};

/** The same as it is recorded, defaults filled in. */
export const autumnSetup: WholeSetup = {
  ...autumnPlan,
  lastJoiningDate: '2026-09-14',
  fundingShares: [{ funder: 'sponsor', pence: 300_001 }],
  instalmentPlan: [
    { afterModuleId: leading, pence: 150_001 },
    { afterModuleId: delivering, pence: 150_000 },
  ],
  refundBands: [
    { atLeastDays: 28, before: 'start', refundPercent: 100 },
    { atLeastDays: 1, before: 'start', refundPercent: 75 },
    { atLeastDays: 1, before: delivering, refundPercent: 50 },
  ],
  offerWorkingDays: 20,
  namingDays: 42,
  deferralLimitMonths: 24,
  orderRule: 'first_come',
  checks: ['level', 'entry_requirements', 'employers_statement', 'university_registration'],
  splitAnswerDays: 10,
  splitAnswerDaysBeforeStart: 28,
  freeMoveDays: 14,
  freeWithdrawalWorkingDays: 20,
};

export const planning = (changes: Partial<CohortPlan> = {}) =>
  commandOf(PlanCohort, { cohortId, ...autumnPlan, ...changes });

export const planned = cohortPlanned({ cohortId, ...autumnSetup }, '2026-01-12');
export const recommended = cohortRecommended({ cohortId }, '2026-02-02');
export const approved = cohortApproved({ cohortId, reference: 'SG/2026/114' }, '2026-03-02');

const {
  approvingBody: _approvingBody,
  number: _number,
  name: _name,
  deliveryCentre: _deliveryCentre,
  minimumViable: _minimumViable,
  enrolmentOpensOn: _enrolmentOpensOn,
  modules: _modules,
  freeMoveDays: _freeMoveDays,
  freeWithdrawalWorkingDays: _freeWithdrawalWorkingDays,
  ...forTheBook
} = autumnSetup;

/** What the opening of enrolment carries. */
export const openingData = { cohortId, ...forTheBook };
export const opened = enrolmentOpened(openingData, '2026-04-01');
export const closed = enrolmentClosed({ cohortId }, '2026-08-14');

export const uptoApproval = [planned, recommended, approved] as const;
export const uptoClosing = [...uptoApproval, opened, closed] as const;
