import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { cohorts } from './cohorts.decider.js';
import { cohortCompleted, cohortPlanned, cohortStarted } from './events.js';
import { OpenEnrolment } from './open-enrolment.js';
import { RecordPastCohort } from './record-past-cohort.js';

const given = specification(cohorts);
const cohortId = derivedId('cohort 3');
const of = {
  programmeId: derivedId('programme'),
  versionId: derivedId('version'),
  awardId: derivedId('award'),
};
const said = { number: 3, name: 'Cohort 3', capacity: 100, startsOn: '2005-09-05', endsOn: '2006-06-30' };

const record = (otherwise: Partial<RecordPastCohort> = {}) =>
  commandOf(RecordPastCohort, { cohortId, ...of, ...said, knownFrom: '2005-04-01', ...otherwise });

const ran = [
  cohortPlanned(
    {
      cohortId,
      ...of,
      ...said,
      approvingBody: 'none',
      deliveryCentre: '',
      minimumViable: 0,
      enrolmentOpensOn: '2005-04-01',
      enrolmentClosesOn: '2006-06-30',
      lastJoiningDate: '2006-06-30',
      modules: [],
      pricePence: 0,
      fundingModel: 'mixed',
      fundingShares: [],
      instalmentPlan: [],
      refundBands: [],
      offerWorkingDays: 0,
      namingDays: 0,
      deferralLimitMonths: 0,
      orderRule: 'first_come',
      checks: [],
    },
    '2005-04-01',
  ),
  cohortStarted({ cohortId }, '2005-09-05'),
  cohortCompleted({ cohortId }, '2006-06-30'),
];

describe('recording a cohort of the past', () => {
  it('records it as completed, on its own days', () =>
    given()
      .when(record())
      .then(...ran));

  it('changes nothing when told again, and is refused when told otherwise', () => {
    given(...ran)
      .when(record({ knownFrom: '2005-05-01' }))
      .thenNothing();
    given(...ran)
      .when(record({ capacity: 99 }))
      .thenRefused('cohort-differs');
  });

  it('is over: nothing of it goes on', () =>
    given(...ran)
      .when(commandOf(OpenEnrolment, { cohortId }))
      .thenRefused('not-to-be-opened'));

  it('refuses one that is not over, or ends before it starts', () => {
    given()
      .when(record({ endsOn: '2026-09-02' }))
      .thenRefused('cohort-not-over');
    given()
      .when(record({ endsOn: '2005-09-04' }))
      .thenRefused('ends-before-start');
  });
});
