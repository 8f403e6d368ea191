import { specification } from '#kernel/specification';
import { autumnPlan, delivering, leading, planning } from './autumn-cohort.example.js';
import type { CohortPlan, ModulePlan } from './cohort-plan.js';
import type { Sector } from './cohort-setup.js';
import { cohorts } from './cohorts.decider.js';
import { PLAN_REFUSALS, type PlanRefusal } from './plan-refusals.js';

const given = specification(cohorts);
const [first, second] = autumnPlan.modules as [ModulePlan, ModulePlan];
const price = autumnPlan.pricePence;
const share = (sector: Sector, seats: number, releasedOn = '2026-06-30') => ({ sector, seats, releasedOn });

const broken: readonly [string, PlanRefusal, string, Partial<CohortPlan>][] = [
  ['ends before it starts', 'ends-before-start', 'endsOn', { endsOn: '2026-09-13' }],
  [
    'closes enrolment before it opens',
    'enrolment-closes-before-opening',
    'enrolmentClosesOn',
    { enrolmentClosesOn: '2026-03-31' },
  ],
  [
    'takes requests after the last joining date',
    'enrolment-closes-after-last-joining-date',
    'enrolmentClosesOn',
    { enrolmentClosesOn: '2026-09-15' },
  ],
  [
    'lets people join after its end',
    'last-joining-date-after-end',
    'lastJoiningDate',
    { lastJoiningDate: '2027-07-01' },
  ],
  ['has no modules', 'modules-missing', 'modules', { modules: [] }],
  [
    'names a module twice',
    'module-twice',
    'modules.1.moduleId',
    { modules: [first, { ...second, moduleId: leading }] },
  ],
  [
    'has a module that ends before it starts',
    'module-ends-before-start',
    'modules.1.endsOn',
    { modules: [first, { ...second, endsOn: '2027-01-17' }] },
  ],
  [
    'has modules out of their order',
    'modules-out-of-order',
    'modules.1.startsOn',
    { modules: [first, { ...second, startsOn: '2026-09-15' }] },
  ],
  [
    'has a module before its start',
    'module-outside-cohort',
    'modules.0.startsOn',
    { modules: [{ ...first, startsOn: '2026-09-13' }, second] },
  ],
  [
    'has a module after its end',
    'module-outside-cohort',
    'modules.1.endsOn',
    { modules: [first, { ...second, endsOn: '2027-07-01' }] },
  ],
  ['cannot hold its minimum', 'capacity-below-minimum', 'capacity', { capacity: 59 }],
  [
    'lets a sponsor hold more than there is',
    'sponsor-maximum-above-capacity',
    'maxPerSponsor',
    { maxPerSponsor: 101 },
  ],
  [
    'closes a window it does not have',
    'window-without-order-rule',
    'windowClosesOn',
    { windowClosesOn: '2026-05-29' },
  ],
  [
    'closes its window before enrolment opens',
    'window-outside-enrolment',
    'windowClosesOn',
    { orderRule: 'window', windowClosesOn: '2026-03-31' },
  ],
  [
    'closes its window after enrolment has closed',
    'window-outside-enrolment',
    'windowClosesOn',
    { orderRule: 'window', windowClosesOn: '2026-08-15' },
  ],
  [
    'keeps seats for a sector twice',
    'sector-twice',
    'sectorShares.1.sector',
    { sectorShares: [share('voluntary', 10), share('voluntary', 5)] },
  ],
  [
    'keeps more seats than there are',
    'sector-shares-above-capacity',
    'sectorShares',
    { sectorShares: [share('voluntary', 60), share('private', 41)] },
  ],
  [
    'releases seats when nobody may join',
    'share-released-after-last-joining-date',
    'sectorShares.0.releasedOn',
    { sectorShares: [share('voluntary', 60, '2026-09-15')] },
  ],
  [
    'names a funder twice',
    'funder-twice',
    'fundingShares',
    {
      fundingModel: 'mixed',
      fundingShares: [
        { funder: 'sponsor', pence: 1 },
        { funder: 'sponsor', pence: price - 1 },
      ],
    },
  ],
  [
    'has shares that do not sum to the price',
    'shares-differ-from-price',
    'fundingShares',
    {
      fundingModel: 'mixed',
      fundingShares: [
        { funder: 'sponsor', pence: 1 },
        { funder: 'government', pence: price },
      ],
    },
  ],
  ['is mixed without shares', 'shares-differ-from-funding-model', 'fundingShares', { fundingModel: 'mixed' }],
  [
    'is paid by sponsors, but partly by the government',
    'shares-differ-from-funding-model',
    'fundingShares',
    {
      fundingShares: [
        { funder: 'sponsor', pence: 1 },
        { funder: 'government', pence: price - 1 },
      ],
    },
  ],
  [
    'is central, but paid by sponsors',
    'shares-differ-from-funding-model',
    'fundingShares',
    { fundingModel: 'central', fundingShares: [{ funder: 'sponsor', pence: price }] },
  ],
  [
    'has an instalment after a module it does not have',
    'instalment-after-no-module',
    'instalmentPlan.0.afterModuleId',
    { instalmentPlan: [{ afterModuleId: autumnPlan.awardId, pence: price }] },
  ],
  [
    'has two instalments after one module',
    'instalment-after-no-module',
    'instalmentPlan.1.afterModuleId',
    {
      instalmentPlan: [
        { afterModuleId: leading, pence: 1 },
        { afterModuleId: leading, pence: price - 1 },
      ],
    },
  ],
  [
    'has instalments that do not sum to the price',
    'instalments-differ-from-price',
    'instalmentPlan',
    { instalmentPlan: [{ afterModuleId: leading, pence: price - 1 }] },
  ],
  [
    'refunds before a module it does not have',
    'refund-band-before-no-module',
    'refundBands.0.before',
    { refundBands: [{ atLeastDays: 1, before: autumnPlan.awardId, refundPercent: 50 }] },
  ],
  [
    'has refund bands out of their order',
    'refund-bands-out-of-order',
    'refundBands.1.atLeastDays',
    {
      refundBands: [
        { atLeastDays: 1, before: delivering, refundPercent: 100 },
        { atLeastDays: 1, before: 'start', refundPercent: 75 },
      ],
    },
  ],
  [
    'has two refund bands that end on one day',
    'refund-bands-out-of-order',
    'refundBands.1.atLeastDays',
    {
      refundBands: [
        { atLeastDays: 1, before: 'start', refundPercent: 100 },
        { atLeastDays: 1, before: leading, refundPercent: 75 },
      ],
    },
  ],
  [
    'refunds more for later notice',
    'refund-bands-rise',
    'refundBands.1.refundPercent',
    {
      refundBands: [
        { atLeastDays: 28, before: 'start', refundPercent: 75 },
        { atLeastDays: 1, before: 'start', refundPercent: 76 },
      ],
    },
  ],
];

describe('a plan', () => {
  it.each(broken)('is refused when it %s', (_, code, field, changes) =>
    given().when(planning(changes)).thenRefused(code, field),
  );

  it('is specified for every refusal it declares', () =>
    expect([...new Set(broken.map(([, code]) => code))].sort()).toEqual([...PLAN_REFUSALS].sort()));

  it.each<[string, Partial<CohortPlan>]>([
    ['ends on the day it starts', { endsOn: '2026-09-16', modules: [{ ...first }] }],
    ['closes enrolment on the day it opens', { enrolmentOpensOn: '2026-08-14' }],
    ['takes requests until the last joining date', { enrolmentClosesOn: '2026-09-14' }],
    ['lets people join until its end', { lastJoiningDate: '2027-06-30' }],
    ['holds just its minimum', { capacity: 60 }],
    ['lets one sponsor hold all', { maxPerSponsor: 100 }],
    [
      'has a module that starts on the day another ends',
      { modules: [first, { ...second, startsOn: '2026-09-16' }] },
    ],
    ['is free of charge', { pricePence: 0 }],
    ['closes its window on the first day', { orderRule: 'window', windowClosesOn: '2026-04-01' }],
    [
      'keeps every seat for a sector until the last joining date',
      { sectorShares: [share('voluntary', 60, '2026-09-14'), share('private', 40)] },
    ],
    ['refunds nothing at all', { refundBands: [] }],
  ])('is taken when it %s', (_, changes) =>
    expect(given().when(planning(changes)).decision).toMatchObject([{ type: 'CohortPlanned' }]),
  );
});
