import { answerOf, printedRates } from './answer.js';
import { cohortFacts } from './cohort-facts.projection.js';
import { settled } from './facts-on-a-day.js';
import { placeFacts } from './place-facts.projection.js';
import { programmeFacts } from './programme-facts.projection.js';
import { rates } from './rates.js';

const cohort = { ...cohortFacts.blank('c1'), programmeId: 'p1', number: 1, name: 'First cohort' };
const programmes = new Map([['p1', { ...programmeFacts.blank('p1'), name: 'Leading to Deliver' }]]);
const graduate = settled({
  ...placeFacts.blank('amara'),
  cohortId: 'c1',
  requestedOn: '2026-03-02',
  acceptedOn: '2026-04-01',
  startRecordedOn: '2026-09-14',
  awardedOn: '2027-06-30',
  named: [{ by: 'request' as const, on: '2026-03-02', personId: null, level: 'middle' }],
});
const basis = {
  clock: 'recorded',
  asAt: '2027-12-31',
  returners: 'where_finished',
  position: '17',
} as const;
const stated = { ...basis, definition: 'completion-rate/2' };
const asked = { basis, programmes };

describe('the answer', () => {
  it('states with every rate how it came about', () => {
    const answer = answerOf(rates([cohort], [graduate], '2027-12-31'), asked);
    expect(answer).toMatchObject(stated);
    expect(answer.items[0]).toMatchObject({
      programme: 'Leading to Deliver',
      cohort: 'First cohort',
      cohortId: 'c1',
      number: 1,
      completionRate: { numerator: 1, denominator: 1, value: 1, standing: 'final', ...stated },
      takenUpRate: { numerator: 1, denominator: 1, value: 1, standing: 'final', ...stated },
    });
  });

  it('prints as a plain array of the keys agreed, and how each element came about', () => {
    const printed = {
      programme: 'Leading to Deliver',
      cohort: 'First cohort',
      requested: 1,
      waiting: 0,
      accepted: 1,
      started: 1,
      withdrawnBeforeStart: 0,
      withdrawnAfterStart: 0,
      deferred: 0,
      failed: 0,
      completed: 1,
      completionRate: 1,
      enrolled: 0,
      moved: 0,
      withdrawnBeforeStartBy: {},
      withdrawnAfterStartBy: {},
      standing: 'final',
      ...stated,
    };
    expect(printedRates(answerOf(rates([cohort], [graduate], '2027-12-31'), asked))).toEqual([printed]);

    const breakdown = { by: 'level' as const, organisations: new Map() };
    const byLevel = rates([cohort], [graduate], '2027-12-31', { breakdown });
    expect(printedRates(answerOf(byLevel, { ...asked, breakdown }))).toEqual([
      { ...printed, level: 'middle' },
    ]);
  });
});
