import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  autumnPlan,
  autumnSetup,
  cohortId,
  delivering,
  leading,
  opened,
  planned,
  uptoApproval,
  uptoClosing,
} from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import type { CohortModule, CohortSetup } from './cohort-setup.js';
import {
  capacityRaised,
  cohortCancelled,
  type CohortMoved,
  cohortNotApproved,
  cohortPlanned,
  cohortPostponed,
  cohortStarted,
} from './events.js';
import { PostponeCohort } from './postpone-cohort.js';
import { StartCohort } from './start-cohort.js';

const given = specification(cohorts, { now: '2026-08-20T08:00:00.000Z' });
const [first, second] = autumnSetup.modules as [CohortSetup['modules'][0], CohortSetup['modules'][0]];
const later = [
  { ...first, startsOn: '2026-11-16', endsOn: '2026-11-18' },
  { ...second, startsOn: '2027-03-15', endsOn: '2027-03-17' },
] as const;
const reason = 'The venue burnt down';
const postponing = (changes: Partial<PostponeCohort> = {}) =>
  commandOf(PostponeCohort, {
    cohortId,
    startsOn: '2026-11-16',
    endsOn: '2027-08-31',
    modules: later.map(({ moduleId, startsOn, endsOn }) => ({ moduleId, startsOn, endsOn })),
    reason,
    ...changes,
  });
const { startsOn, endsOn, lastJoiningDate, modules, enrolmentClosesOn } = autumnSetup;
const moved: CohortMoved = {
  startsOn: '2026-11-16',
  endsOn: '2027-08-31',
  lastJoiningDate: '2026-11-16',
  modules: later,
  from: { startsOn, endsOn, lastJoiningDate, modules },
};
/** 20 working days from 20 August 2026; no Scottish holiday lies between. */
const freeWithdrawalUntil = '2026-09-17';
const postponedWith = (changes: Partial<Parameters<typeof cohortPostponed>[0]> = {}) =>
  cohortPostponed({ cohortId, ...moved, reason, freeWithdrawalUntil, placesOpened: true, ...changes });

describe('postponing a cohort', () => {
  it('records the days it had and has, and lets sponsors go free of charge for a while', () =>
    given(...uptoClosing)
      .when(postponing())
      .then(postponedWith()));
  it('is possible from the plan on, and says whether there is a place book to tell', () => {
    given(planned)
      .when(postponing())
      .then(postponedWith({ placesOpened: false }));
    given(...uptoApproval, opened)
      .when(postponing())
      .then(postponedWith());
  });
  it('is what the cohort starts by', () => {
    given(...uptoClosing, postponedWith())
      .when(commandOf(StartCohort, { cohortId }), { now: '2026-11-15T12:00:00.000Z' })
      .thenRefused('before-start-date');
    given(...uptoClosing, postponedWith())
      .when(commandOf(StartCohort, { cohortId }), { now: '2026-11-16T08:00:00.000Z' })
      .then(cohortStarted({ cohortId }));
  });
  it('moves the last joining date by as many days as the start, or to the day that is stated', () => {
    const late = cohortPlanned({ cohortId, ...autumnSetup, lastJoiningDate: '2026-09-28' });
    const from = { ...moved.from, lastJoiningDate: '2026-09-28' };
    given(late)
      .when(postponing())
      .then(postponedWith({ lastJoiningDate: '2026-11-30', from, placesOpened: false }));
    given(late)
      .when(postponing({ lastJoiningDate: '2026-11-20' }))
      .then(postponedWith({ lastJoiningDate: '2026-11-20', from, placesOpened: false }));
  });
  it('moves the last day of enrolment too, while it is open', () => {
    given(...uptoApproval, opened)
      .when(postponing({ enrolmentClosesOn: '2026-10-16' }))
      .then(postponedWith({ enrolmentClosesOn: '2026-10-16', from: { ...moved.from, enrolmentClosesOn } }));
    given(...uptoClosing)
      .when(postponing({ enrolmentClosesOn: '2026-10-16' }))
      .thenRefused('enrolment-closed', 'enrolmentClosesOn');
  });

  describe('and free withdrawal', () => {
    const daysOf = ({ moduleId, startsOn, endsOn }: CohortModule) => ({ moduleId, startsOn, endsOn });
    const by = (day: string, changes: Partial<PostponeCohort> = {}) =>
      postponing({
        startsOn: day,
        modules: [
          { moduleId: leading, startsOn: day, endsOn: '2026-10-07' },
          daysOf(autumnSetup.modules[1]!),
        ],
        ...changes,
      });

    it('is for a move of more than so many days', () => {
      expect(given(...uptoClosing).when(by('2026-09-28')).decision).not.toMatchObject([
        { data: { freeWithdrawalUntil: expect.anything() } },
      ]);
      expect(given(...uptoClosing).when(by('2026-09-29')).decision).toMatchObject([
        { data: { freeWithdrawalUntil } },
      ]);
    });
    it('goes by the module that moves farthest, also where the start stays', () =>
      expect(
        given(...uptoClosing).when(by(startsOn, { modules: [daysOf(modules[0]!), postponing().modules[1]!] }))
          .decision,
      ).toMatchObject([{ data: { freeWithdrawalUntil } }]));
    it('goes by what the plan says', () => {
      const strict = cohortPlanned({
        cohortId,
        ...autumnSetup,
        freeMoveDays: 7,
        freeWithdrawalWorkingDays: 5,
      });
      expect(given(strict).when(by('2026-09-22')).decision).toMatchObject([
        { data: { freeWithdrawalUntil: '2026-08-27' } },
      ]);
    });
    it('lasts until the day that is stated, from today on, however far back the decision is dated', () => {
      given(...uptoClosing)
        .when(postponing({ withdrawFreeUntil: '2026-08-20' }), { effectiveOn: '2026-08-15' })
        .then(postponedWith({ freeWithdrawalUntil: '2026-08-20' }));
      given(...uptoClosing)
        .when(postponing({ withdrawFreeUntil: '2026-08-19' }), { effectiveOn: '2026-08-15' })
        .thenRefused('free-withdrawal-in-the-past', 'withdrawFreeUntil');
      given(...uptoClosing)
        .when(by('2026-09-28', { withdrawFreeUntil: '2026-09-17' }))
        .thenRefused('move-too-short', 'withdrawFreeUntil');
    });
  });

  it('changes nothing when it is so already', () =>
    given(...uptoClosing, postponedWith())
      .when(postponing())
      .thenNothing());
  it('is refused once the cohort has started or is over', () => {
    given(...uptoClosing, cohortStarted({ cohortId }, '2026-09-14'))
      .when(postponing())
      .thenRefused('cohort-running');
    given(...uptoClosing, cohortCancelled({ cohortId, reason: 'Few', placesOpened: true }))
      .when(postponing())
      .thenRefused('cohort-over');
    given(...uptoApproval.slice(0, 2), cohortNotApproved({ cohortId, reference: 'SG/2026/114' }))
      .when(postponing())
      .thenRefused('not-to-be-postponed');
    given().when(postponing()).thenRefused('unknown-cohort', 'cohortId');
  });
  it('is refused to an earlier start, or into the past', () => {
    given(...uptoClosing)
      .when(postponing({ startsOn: '2026-09-13' }))
      .thenRefused('not-later', 'startsOn');
    given(...uptoClosing)
      .when(postponing(), { now: '2026-11-17T08:00:00.000Z' })
      .thenRefused('moved-into-the-past', 'startsOn');
  });
  it('needs the days of every module, in their order', () => {
    const [one, other] = postponing().modules;
    for (const modules of [[one!], [other!, one!], [one!, one!]])
      given(...uptoClosing)
        .when(postponing({ modules }))
        .thenRefused('modules-differ', 'modules');
  });
  it('keeps to the policies of every plan', () =>
    given(...uptoClosing)
      .when(
        postponing({
          modules: [
            postponing().modules[0]!,
            { moduleId: delivering, startsOn: '2027-03-15', endsOn: '2027-09-01' },
          ],
        }),
      )
      .thenRefused('module-outside-cohort', 'modules.1.endsOn'));
  it('is refused as of a day before the last change of the set-up', () =>
    given(...uptoClosing, capacityRaised({ cohortId, capacity: 110, placesOpened: true }, '2026-08-18'))
      .when(postponing(), { effectiveOn: '2026-08-17' })
      .thenRefused('set-up-changed-since'));
  it('leaves what was planned of it as it was', () =>
    expect(given(...uptoClosing, postponedWith()).state.setup).toEqual({
      ...autumnSetup,
      startsOn: '2026-11-16',
      endsOn: '2027-08-31',
      lastJoiningDate: '2026-11-16',
      modules: later,
      name: autumnPlan.name,
    }));
});
