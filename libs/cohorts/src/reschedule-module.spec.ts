import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  autumnSetup,
  cohortId,
  delivering,
  leading,
  planned,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import { cohortCompleted, cohortNotApproved, cohortStarted, moduleRescheduled } from './events.js';
import { RescheduleModule } from './reschedule-module.js';

const given = specification(cohorts, { now: '2026-12-01T08:00:00.000Z' });
const reason = 'Snow';
const rescheduling = (changes: Partial<RescheduleModule> = {}) =>
  commandOf(RescheduleModule, {
    cohortId,
    moduleId: delivering,
    startsOn: '2027-01-25',
    endsOn: '2027-01-27',
    reason,
    ...changes,
  });
const from = { startsOn: '2027-01-18', endsOn: '2027-01-20', venue: 'Pitlochry' };
const movedTo = (changes: Partial<Parameters<typeof moduleRescheduled>[0]> = {}) =>
  moduleRescheduled({
    cohortId,
    moduleId: delivering,
    startsOn: '2027-01-25',
    endsOn: '2027-01-27',
    venue: 'Pitlochry',
    from,
    reason,
    placesOpened: true,
    ...changes,
  });
const running = [...uptoClosing, cohortStarted({ cohortId }, '2026-09-14')] as const;

describe('rescheduling a module', () => {
  it('records its days of before and since, also while the cohort runs', () => {
    given(...running)
      .when(rescheduling())
      .then(movedTo());
    given(planned)
      .when(rescheduling())
      .then(movedTo({ placesOpened: false }));
    expect(given(...running, movedTo()).state.setup?.modules).toEqual([
      autumnSetup.modules[0],
      { ...autumnSetup.modules[1], startsOn: '2027-01-25', endsOn: '2027-01-27' },
    ]);
  });
  it('moves it to another venue too, or only', () => {
    given(...running)
      .when(rescheduling({ venue: 'Oban' }))
      .then(movedTo({ venue: 'Oban' }));
    given(...running)
      .when(rescheduling({ startsOn: '2027-01-18', endsOn: '2027-01-20', venue: 'Oban' }))
      .then(movedTo({ startsOn: '2027-01-18', endsOn: '2027-01-20', venue: 'Oban' }));
  });
  it('lets sponsors withdraw free of charge after a move of more than 14 days, either way', () => {
    given(...running)
      .when(rescheduling({ startsOn: '2027-02-01', endsOn: '2027-02-03' }))
      .then(movedTo({ startsOn: '2027-02-01', endsOn: '2027-02-03' }));
    // Christmas, Boxing Day, New Year, 2 January and their days in lieu are no working days in Scotland.
    given(...running)
      .when(rescheduling({ startsOn: '2027-02-02', endsOn: '2027-02-04' }))
      .then(movedTo({ startsOn: '2027-02-02', endsOn: '2027-02-04', freeWithdrawalUntil: '2026-12-31' }));
    given(...running)
      .when(rescheduling({ startsOn: '2027-01-03', endsOn: '2027-01-05', withdrawFreeUntil: '2026-12-18' }))
      .then(movedTo({ startsOn: '2027-01-03', endsOn: '2027-01-05', freeWithdrawalUntil: '2026-12-18' }));
    given(...running)
      .when(rescheduling({ startsOn: '2027-02-02', endsOn: '2027-02-04', withdrawFreeUntil: '2026-11-30' }))
      .thenRefused('free-withdrawal-in-the-past', 'withdrawFreeUntil');
  });
  it('lets the cohort end later for it, never earlier', () => {
    const beyond = { startsOn: '2027-07-05', endsOn: '2027-07-07' };
    given(...running)
      .when(rescheduling(beyond))
      .thenRefused('module-outside-cohort', 'modules.1.endsOn');
    expect(
      given(...running).when(rescheduling({ ...beyond, cohortEndsOn: '2027-07-09' })).decision,
    ).toMatchObject([
      { data: { cohortEndsOn: '2027-07-09', from: { ...from, cohortEndsOn: '2027-06-30' } } },
    ]);
    expect(given(...running, movedTo({ ...beyond, cohortEndsOn: '2027-07-09' })).state.setup).toMatchObject({
      endsOn: '2027-07-09',
    });
    given(...running)
      .when(rescheduling({ cohortEndsOn: '2027-06-01' }))
      .thenRefused('cohort-ends-earlier', 'cohortEndsOn');
  });
  it('changes nothing when it is so already', () =>
    given(...running, movedTo())
      .when(rescheduling())
      .thenNothing());
  it('is refused for a module that has begun, and into the past', () => {
    given(...running)
      .when(rescheduling({ moduleId: leading }))
      .thenRefused('module-begun', 'moduleId');
    given(...running)
      .when(rescheduling(), { now: '2027-01-18T08:00:00.000Z' })
      .thenRefused('module-begun', 'moduleId');
    given(...running)
      .when(rescheduling({ startsOn: '2026-11-30', endsOn: '2026-12-02' }))
      .thenRefused('moved-into-the-past', 'startsOn');
  });
  it('keeps the modules in their order', () =>
    given(...uptoClosing)
      .when(rescheduling({ startsOn: '2026-09-15', endsOn: '2026-09-17' }), {
        now: '2026-09-01T08:00:00.000Z',
      })
      .thenRefused('modules-out-of-order', 'modules.1.startsOn'));
  it('is refused for a module or cohort there is none of, or that is over', () => {
    given(...running)
      .when(rescheduling({ moduleId: cohortId }))
      .thenRefused('unknown-module', 'moduleId');
    given(...running, cohortCompleted({ cohortId }, '2027-06-30'))
      .when(rescheduling())
      .thenRefused('cohort-over');
    given(...uptoApproval.slice(0, 2), cohortNotApproved({ cohortId, reference: 'SG/2026/114' }))
      .when(rescheduling())
      .thenRefused('not-to-be-rescheduled');
    given().when(rescheduling()).thenRefused('unknown-cohort', 'cohortId');
  });
  it('is refused as of a day before the last change of the set-up', () =>
    given(...running, { ...movedTo(), effectiveOn: '2026-11-20' })
      .when(rescheduling({ venue: 'Oban' }), { effectiveOn: '2026-11-19' })
      .thenRefused('set-up-changed-since'));
});
