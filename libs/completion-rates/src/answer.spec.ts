import { answerOf, printedRates } from './answer.js';
import { cohortFacts } from './cohort-facts.projection.js';
import { placeFacts } from './place-facts.projection.js';
import { rates } from './rates.js';

const cohort = { ...cohortFacts.blank('c1'), programmeId: 'p1', number: 1, name: 'First cohort' };
const programmes = new Map([['p1', { programmeId: 'p1', name: 'Leading to Deliver' }]]);
const graduate = {
  ...placeFacts.blank('amara'),
  cohortId: 'c1',
  requestedOn: '2026-03-02',
  acceptedOn: '2026-04-01',
  startedOn: '2026-09-14',
  awardedOn: '2027-06-30',
  asAtRequest: { level: 'middle' },
};
const basis = { clock: 'effective', asAt: '2027-12-31', definition: 'completion-rate/1', position: '17' };
const asked = { asAt: '2027-12-31', position: '17', programmes };

describe('the answer', () => {
  it('states with every rate how it came about', () => {
    const answer = answerOf(rates([cohort], [graduate], '2027-12-31'), asked);
    expect(answer).toMatchObject(basis);
    expect(answer.items[0]).toMatchObject({
      programme: 'Leading to Deliver',
      cohort: 'First cohort',
      cohortId: 'c1',
      number: 1,
      completionRate: { numerator: 1, denominator: 1, value: 1, standing: 'final', ...basis },
      takenUpRate: { numerator: 1, denominator: 1, value: 1, standing: 'final', ...basis },
    });
  });

  it('prints as a plain array of exactly the keys agreed', () => {
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
    };
    expect(printedRates(answerOf(rates([cohort], [graduate], '2027-12-31'), asked))).toEqual([printed]);

    const byLevel = rates([cohort], [graduate], '2027-12-31', { by: 'level', organisations: new Map() });
    expect(printedRates(answerOf(byLevel, { ...asked, by: 'level' }))).toEqual([
      { ...printed, level: 'middle' },
    ]);
  });
});
