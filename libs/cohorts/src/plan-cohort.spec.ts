import { specification } from '#kernel/specification';
import {
  autumnPlan,
  autumnSetup,
  cohortId,
  delivering,
  leading,
  planned,
  planning,
} from './autumn-cohort.example.js';
import { CHECKS, type CohortSetup } from './cohort-setup.js';
import { cohorts } from './cohorts.decider.js';
import { cohortPlanned } from './events.js';

const given = specification(cohorts);

describe('planning a cohort', () => {
  it('records the whole set-up, every default filled in', () =>
    given()
      .when(planning())
      .then(cohortPlanned({ cohortId, ...autumnSetup })));

  it('gives a centrally funded place to the government, and one module no third refund band', () =>
    given()
      .when(planning({ fundingModel: 'central', modules: autumnPlan.modules.slice(0, 1) }))
      .then(
        cohortPlanned({
          cohortId,
          ...autumnSetup,
          fundingModel: 'central',
          modules: autumnPlan.modules.slice(0, 1),
          fundingShares: [{ funder: 'government', pence: 300_001 }],
          instalmentPlan: [{ afterModuleId: leading, pence: 300_001 }],
          refundBands: autumnSetup.refundBands.slice(0, 2),
        }),
      ));

  it('records what was stated instead of defaults', () => {
    const stated = {
      lastJoiningDate: '2026-09-28',
      fundingModel: 'mixed',
      fundingShares: [
        { funder: 'sponsor', pence: 100_001 },
        { funder: 'government', pence: 200_000 },
      ],
      instalmentPlan: [{ afterModuleId: delivering, pence: 300_001 }],
      refundBands: [{ atLeastDays: 0, before: 'start', refundPercent: 80 }],
      offerWorkingDays: 10,
      namingDays: 28,
      deferralLimitMonths: 36,
      maxPerSponsor: 8,
      splitAnswerDays: 5,
      splitAnswerDaysBeforeStart: 14,
      orderRule: 'window',
      windowClosesOn: '2026-05-29',
      sectorShares: [{ sector: 'voluntary', seats: 20, releasedOn: '2026-06-30' }],
      freeMoveDays: 7,
      freeWithdrawalWorkingDays: 10,
    } as const;
    const plan = {
      ...stated,
      fundingShares: [...stated.fundingShares],
      instalmentPlan: [...stated.instalmentPlan],
      refundBands: [...stated.refundBands],
      sectorShares: [...stated.sectorShares],
    };
    given()
      .when(planning(plan))
      .then(cohortPlanned({ cohortId, ...autumnSetup, ...stated }));
  });

  it('demands every check, or those stated, each once and in their order', () => {
    const recorded = (checks: CohortSetup['checks']) => cohortPlanned({ cohortId, ...autumnSetup, checks });
    given().when(planning()).then(recorded(CHECKS));
    given()
      .when(planning({ checks: ['employers_statement', 'level', 'employers_statement'] }))
      .then(recorded(['level', 'employers_statement']));
    given()
      .when(planning({ checks: [] }))
      .then(recorded([]));
  });

  it('closes a window with enrolment, unless another day is stated', () =>
    given()
      .when(planning({ orderRule: 'window', sectorShares: [] }))
      .then(cohortPlanned({ cohortId, ...autumnSetup, orderRule: 'window', windowClosesOn: '2026-08-14' })));

  it('changes nothing when the same is planned again', () => given(planned).when(planning()).thenNothing());

  it('takes a plan that was recorded before moves and the answers of groups could be planned for as one with the defaults', () => {
    const {
      splitAnswerDays: _,
      splitAnswerDaysBeforeStart: __,
      freeMoveDays: ___,
      freeWithdrawalWorkingDays: ____,
      ...then
    } = autumnSetup;
    given(cohortPlanned({ cohortId, ...then }))
      .when(planning())
      .thenNothing();
  });

  it('is refused for a cohort with another plan', () =>
    given(planned)
      .when(planning({ capacity: 90 }))
      .thenRefused('cohort-already-planned', 'cohortId'));
});
