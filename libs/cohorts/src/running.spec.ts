import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { cohortId, opened, planned, uptoApproval, uptoClosing } from './autumn-cohort.example.js';
import { CancelCohort } from './cancel-cohort.js';
import { cohorts } from './cohorts.decider.js';
import { CompleteCohort } from './complete-cohort.js';
import { cohortCancelled, cohortCompleted, cohortPlanned, cohortStarted, enrolmentClosed } from './events.js';
import { StartCohort } from './start-cohort.js';

const given = specification(cohorts);
const starting = commandOf(StartCohort, { cohortId });
const completing = commandOf(CompleteCohort, { cohortId });
const cancelling = commandOf(CancelCohort, { cohortId, reason: 'Too few requests' });

const started = cohortStarted({ cohortId }, '2026-09-14');
const completed = cohortCompleted({ cohortId }, '2027-06-30');
const cancelled = cohortCancelled({ cohortId, reason: 'Too few requests', placesOpened: true }, '2026-08-20');

describe('starting a cohort', () => {
  const onTheDay = { now: '2026-09-14T07:00:00.000Z' };

  it('is recorded on its first day', () =>
    given(...uptoClosing)
      .when(starting, onTheDay)
      .then(cohortStarted({ cohortId })));
  it('is refused the day before', () =>
    given(...uptoClosing)
      .when(starting, { now: '2026-09-13T12:00:00.000Z' })
      .thenRefused('before-start-date'));
  it('goes by the day in London on the nights the clocks change', () => {
    const startingOn = (startsOn: string) =>
      given(
        cohortPlanned({ ...planned.data, startsOn }, '2026-01-12'),
        ...uptoApproval.slice(1),
        opened,
        enrolmentClosed({ cohortId }, '2026-08-14'),
      );
    // The 25th began at 23:00 UTC in summer time; the 26th begins at 00:00 UTC.
    startingOn('2026-10-25')
      .when(starting, { now: '2026-10-24T22:59:59.999Z' })
      .thenRefused('before-start-date');
    startingOn('2026-10-25')
      .when(starting, { now: '2026-10-24T23:00:00.000Z' })
      .then(cohortStarted({ cohortId }));
    startingOn('2026-10-26')
      .when(starting, { now: '2026-10-25T23:30:00.000Z' })
      .thenRefused('before-start-date');
    startingOn('2026-10-26')
      .when(starting, { now: '2026-10-26T00:00:00.000Z' })
      .then(cohortStarted({ cohortId }));
  });
  it('may be entered late as of the day it happened, and not as of a day before', () => {
    const now = '2026-10-01T08:00:00.000Z';
    given(...uptoClosing)
      .when(starting, { now, effectiveOn: '2026-09-14' })
      .then(cohortStarted({ cohortId }));
    given(...uptoClosing)
      .when(starting, { now, effectiveOn: '2026-09-13' })
      .thenRefused('before-start-date');
  });
  it('may be dated before a closing that was entered late', () =>
    given(...uptoApproval, opened, enrolmentClosed({ cohortId }, '2026-09-20'))
      .when(starting, { now: '2026-09-21T08:00:00.000Z', effectiveOn: '2026-09-14' })
      .then(cohortStarted({ cohortId })));
  it('changes nothing when it runs or has run', () => {
    given(...uptoClosing, started)
      .when(starting, onTheDay)
      .thenNothing();
    given(...uptoClosing, started, completed)
      .when(starting, onTheDay)
      .thenNothing();
  });
  it('is refused before enrolment is closed, and when cancelled', () => {
    given(...uptoApproval, opened)
      .when(starting, onTheDay)
      .thenRefused('enrolment-not-closed');
    given(...uptoClosing, cancelled)
      .when(starting, onTheDay)
      .thenRefused('enrolment-not-closed');
  });
  it('is refused for a cohort nobody planned', () => given().when(starting).thenRefused('unknown-cohort'));
});

describe('completing a cohort', () => {
  const atTheEnd = { now: '2027-06-30T15:00:00.000Z' };

  it('is recorded on its last day or later', () => {
    given(...uptoClosing, started)
      .when(completing, atTheEnd)
      .then(cohortCompleted({ cohortId }));
    given(...uptoClosing, started)
      .when(completing, { now: '2027-08-01T08:00:00.000Z', effectiveOn: '2027-06-30' })
      .then(cohortCompleted({ cohortId }));
  });
  it('is refused before its last day', () =>
    given(...uptoClosing, started)
      .when(completing, { now: '2027-06-29T15:00:00.000Z' })
      .thenRefused('before-end-date'));
  it('is refused when dated before the start that was recorded', () =>
    given(...uptoClosing, cohortStarted({ cohortId }, '2027-07-02'))
      .when(completing, { now: '2027-07-03T08:00:00.000Z', effectiveOn: '2027-07-01' })
      .thenRefused('out-of-order'));
  it('changes nothing the second time', () =>
    given(...uptoClosing, started, completed)
      .when(completing, atTheEnd)
      .thenNothing());
  it('is refused for a cohort that does not run', () => {
    given(...uptoClosing)
      .when(completing, atTheEnd)
      .thenRefused('not-running');
    given(...uptoClosing, cancelled)
      .when(completing, atTheEnd)
      .thenRefused('not-running');
    given().when(completing, atTheEnd).thenRefused('unknown-cohort');
  });
});

describe('cancelling a cohort', () => {
  const cancelledWith = (placesOpened: boolean) =>
    cohortCancelled({ cohortId, reason: 'Too few requests', placesOpened });

  it('says whether there is a place book to cancel', () => {
    given(planned).when(cancelling).then(cancelledWith(false));
    given(...uptoApproval)
      .when(cancelling)
      .then(cancelledWith(false));
    given(...uptoApproval, opened)
      .when(cancelling)
      .then(cancelledWith(true));
    given(...uptoClosing)
      .when(cancelling)
      .then(cancelledWith(true));
    given(...uptoClosing, started)
      .when(cancelling)
      .then(cancelledWith(true));
  });
  it('changes nothing the second time', () =>
    given(...uptoClosing, cancelled)
      .when(cancelling)
      .thenNothing());
  it('is refused once completed', () =>
    given(...uptoClosing, started, completed)
      .when(cancelling)
      .thenRefused('cohort-completed'));
  it('is refused for a cohort nobody planned', () => given().when(cancelling).thenRefused('unknown-cohort'));
});
