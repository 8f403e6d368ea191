import { autumnPlan, autumnSetup, cohortId } from './autumn-cohort.example.js';
import { CopyCohort } from './copy-cohort.js';
import { fieldsAtFault } from './fields-at-fault.example.js';
import { PlanCohort } from './plan-cohort.js';

describe('the fields of a plan', () => {
  it('are taken as a set-up is recorded, so that any cohort can be copied', async () => {
    expect(await fieldsAtFault(PlanCohort, { cohortId, ...autumnPlan })).toEqual([]);
    expect(await fieldsAtFault(PlanCohort, { cohortId, ...autumnSetup, maxPerSponsor: 8 })).toEqual([]);
    expect(
      await fieldsAtFault(CopyCohort, {
        cohortId,
        fromCohortId: cohortId,
        number: 7,
        name: 'Copy',
        startsOn: '2027-09-13',
        earlier: autumnSetup,
      }),
    ).toEqual([]);
  });

  it.each<[string, object]>([
    ['capacity', { capacity: 0 }],
    ['startsOn', { startsOn: '2026-02-30' }],
    ['pricePence', { pricePence: 0.5 }],
    ['modules', { modules: [{ ...autumnPlan.modules[0], startsOn: 'soon' }] }],
    ['fundingShares', { fundingShares: [{ funder: 'lottery', pence: 1 }] }],
    ['refundBands', { refundBands: [{ atLeastDays: 1, before: 'start', refundPercent: 101 }] }],
    ['checks', { checks: ['level', 'height'] }],
    ['checks', { checks: 'level' }],
    ['colour', { colour: 'red' }],
  ])('are at fault by name: %s', async (field, changes) =>
    expect(await fieldsAtFault(PlanCohort, { cohortId, ...autumnPlan, ...changes })).toEqual([field]),
  );
});
