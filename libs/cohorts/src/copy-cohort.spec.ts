import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { autumnPlan, autumnSetup, cohortId, planned } from './autumn-cohort.example.js';
import type { CohortPlan } from './cohort-plan.js';
import { cohorts } from './cohorts.decider.js';
import { CopyCohort } from './copy-cohort.js';
import { cohortPlanned } from './events.js';

const given = specification(cohorts);
const springId = '77777777-7777-4777-8777-777777777777';
const copying = (changes: Partial<CopyCohort> = {}) =>
  commandOf(CopyCohort, {
    cohortId: springId,
    fromCohortId: cohortId,
    number: 7,
    name: 'Autumn 2027',
    startsOn: '2027-09-13',
    earlier: autumnSetup as CohortPlan,
    ...changes,
  });

/** 364 days later, so that every weekday stays. */
const copied = cohortPlanned({
  cohortId: springId,
  copiedFrom: cohortId,
  ...autumnSetup,
  number: 7,
  name: 'Autumn 2027',
  enrolmentOpensOn: '2027-03-31',
  enrolmentClosesOn: '2027-08-13',
  lastJoiningDate: '2027-09-13',
  startsOn: '2027-09-13',
  endsOn: '2028-06-28',
  modules: [
    { ...autumnPlan.modules[0]!, startsOn: '2027-09-13', endsOn: '2027-09-15' },
    { ...autumnPlan.modules[1]!, startsOn: '2028-01-17', endsOn: '2028-01-19' },
  ],
});

describe('copying a cohort', () => {
  it('plans another with the same set-up, every date moved by as much as the start', () =>
    given().when(copying()).then(copied));
  it('moves dates by days of the calendar, over the night the clocks change', () =>
    expect(given().when(copying({ startsOn: '2026-10-26' })).decision).toMatchObject([
      { data: { startsOn: '2026-10-26', modules: [{ endsOn: '2026-10-28' }, { startsOn: '2027-03-01' }] } },
    ]));
  it('moves the window and the release of seats along', () =>
    expect(
      given().when(
        copying({
          earlier: {
            ...(autumnSetup as CohortPlan),
            orderRule: 'window',
            windowClosesOn: '2026-05-29',
            sectorShares: [{ sector: 'voluntary', seats: 20, releasedOn: '2026-06-30' }],
          },
        }),
      ).decision,
    ).toMatchObject([
      {
        data: {
          orderRule: 'window',
          windowClosesOn: '2027-05-28',
          sectorShares: [{ sector: 'voluntary', seats: 20, releasedOn: '2027-06-29' }],
        },
      },
    ]));
  it('changes nothing when the same is copied again', () => given(copied).when(copying()).thenNothing());
  it('is refused for a cohort that has a plan', () =>
    given(planned).when(copying({ cohortId })).thenRefused('cohort-already-planned', 'cohortId'));
  it('keeps to the policies of every plan', () =>
    given()
      .when(copying({ earlier: { ...autumnPlan, capacity: 59 } }))
      .thenRefused('capacity-below-minimum', 'capacity'));
});
