import type { PastStatement } from './events.js';
import { courseOf } from './past-course.js';

const COHORT = { startsOn: '2004-09-06', endsOn: '2005-06-30' };
const TODAY = '2026-09-01';
const course = (stated: PastStatement, days = COHORT) => courseOf(stated, days, TODAY);

describe('the course of a past place', () => {
  it.each<[string, PastStatement]>([
    ['started-before-requested', { requestedOn: '2004-09-07', startedOn: '2004-09-06' }],
    ['withdrawn-before-requested', { requestedOn: '2004-05-02', withdrawnOn: '2004-05-01' }],
    [
      'withdrawn-before-requested',
      { requestedOn: '2004-05-02', outcome: 'withdrawn', outcomeOn: '2004-05-01' },
    ],
    [
      'awarded-before-requested',
      { requestedOn: '2004-05-02', startedOn: '2004-09-06', outcome: 'awarded', outcomeOn: '2004-05-01' },
    ],
    ['awarded-without-start', { outcome: 'awarded_with_distinction', outcomeOn: '2005-07-01' }],
    ['awarded-before-started', { startedOn: '2004-09-06', outcome: 'awarded', outcomeOn: '2004-09-05' }],
    ['started-after-withdrawn', { startedOn: '2004-09-06', withdrawnOn: '2004-09-05' }],
    ['outcome-besides-withdrawal', { startedOn: '2004-09-06', withdrawnOn: '2004-10-05', outcome: 'failed' }],
    ['day-still-to-come', { startedOn: '2026-09-02' }],
  ])('refuses what cannot have happened: %s', (code, stated) =>
    expect(course(stated)).toMatchObject({ refused: code }),
  );

  it('refuses a cohort that ends before it starts, or is not over', () => {
    expect(course({}, { startsOn: '2005-01-02', endsOn: '2005-01-01' })).toMatchObject({
      refused: 'ends-before-start',
    });
    expect(course({}, { startsOn: '2026-01-02', endsOn: '2026-09-02' })).toMatchObject({
      refused: 'cohort-not-over',
    });
    expect(course({}, { startsOn: '2026-01-02', endsOn: TODAY })).toMatchObject({
      requestedOn: '2026-01-02',
    });
  });

  it.each<[string, PastStatement, object]>([
    [
      'takes the earliest day there is for a request',
      { startedOn: '2004-09-01' },
      { requestedOn: '2004-09-01' },
    ],
    ["takes the cohort's start for a request", { startedOn: '2004-09-08' }, { requestedOn: '2004-09-06' }],
    [
      "takes the cohort's end for a withdrawal",
      { requestedOn: '2004-05-01', outcome: 'withdrawn' },
      { end: { as: 'withdrawn', on: '2005-06-30' }, flags: ['withdrawn-on-missing'] },
    ],
    [
      'takes the day of the outcome for that of the withdrawal',
      { requestedOn: '2004-05-01', outcome: 'withdrawn', outcomeOn: '2004-08-01' },
      { end: { as: 'withdrawn', on: '2004-08-01' }, flags: [] },
    ],
    [
      'ends nothing before it began',
      { requestedOn: '2004-05-01', startedOn: '2005-07-09', outcome: 'failed' },
      {
        end: { as: 'failed', on: '2005-07-09' },
        flags: ['outcome-on-missing', 'last-joining-date-passed'],
      },
    ],
  ])('%s', (_, stated, what) => expect(course(stated)).toMatchObject(what));

  it.each<[string, PastStatement]>([
    ['requested-on-missing', { startedOn: '2004-09-06' }],
    ['outcome-missing', { requestedOn: '2004-05-01', startedOn: '2004-09-06', outcomeOn: '2005-07-01' }],
    [
      'withdrawn-on-two-days',
      { requestedOn: '2004-05-01', outcome: 'withdrawn', withdrawnOn: '2004-08-02', outcomeOn: '2004-08-01' },
    ],
    ['place-not-started', { requestedOn: '2004-05-01', outcome: 'failed', outcomeOn: '2005-06-30' }],
    [
      'place-not-started',
      { requestedOn: '2004-05-01', startedOn: '2004-09-10', outcome: 'failed', outcomeOn: '2004-09-08' },
    ],
    [
      'withdrawn-on-two-days',
      { requestedOn: '2004-05-02', outcome: 'withdrawn', withdrawnOn: '2004-08-02', outcomeOn: '2004-05-01' },
    ],
    ['days-far-apart', { requestedOn: '0204-05-01', startedOn: '2004-09-06' }],
    [
      'days-far-apart',
      { requestedOn: '2004-05-01', startedOn: '2004-09-06', outcome: 'awarded', outcomeOn: '2016-06-30' },
    ],
    ['cohort-not-started', { requestedOn: '2004-05-01', startedOn: '2004-09-05' }],
    ['last-joining-date-passed', { requestedOn: '2005-07-01' }],
    ['cohort-over', { requestedOn: '2004-05-01', withdrawnOn: '2005-07-01' }],
  ])('flags what needs a look: %s', (code, stated) =>
    expect(course(stated)).toMatchObject({ flags: [code] }),
  );

  it('refuses no failure that is dated before its request: that is odd, and no award', () =>
    expect(
      course({
        requestedOn: '2004-05-01',
        startedOn: '2004-09-06',
        outcome: 'failed',
        outcomeOn: '2004-04-30',
      }),
    ).toMatchObject({
      end: { as: 'failed', on: '2004-04-30' },
      flags: ['place-not-started', 'cohort-not-started'],
    }));
});
