import { commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { CarryRequest, ReceiveCarriedRequest } from './carry-request.js';
import { EndCarried, ENDED_AT_ONCE } from './end-places.js';
import { carriedRequestNoted, placeCancelled, requestCarried } from './events.js';
import { OpenPlaces } from './open-places.js';
import { dorcas } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  of,
  opened,
  rules,
  sponsor,
} from './places.examples.js';

const given = specification(places);
const from = (person: string) => ({
  cohortId: derivedId('spring cohort'),
  placeId: derivedId('in spring', person),
});
const carried = (person: string, order: number) => ({
  ...of(person),
  sponsorId: sponsor,
  order,
  carriedFrom: from(person),
});
const noted = (person: string, order: number) => carriedRequestNoted(carried(person, order));
const ended = (person: string) => {
  const { awardId: _unknownYet, ...unopened } = end(person, { freedSeat: false });
  return placeCancelled({ ...unopened, was: 'waiting' });
};
const endAll = commandOf(EndCarried, { cohortId });
const three = [noted(bo, 2), noted(amara, 1), noted(chidi, 2)];

describe('a request carried to a cohort that is cancelled before enrolment opened', () => {
  it('ends with it; those who come once the cancellation was struck ask when the book opens', () => {
    given(...three)
      .when(endAll)
      .then(ended(amara), ended(bo), ended(chidi));
    const after = [...three, ended(amara), ended(bo), ended(chidi)];
    given(...after)
      .when(endAll)
      .thenNothing();
    given(...after)
      .when(commandOf(ReceiveCarriedRequest, carried(dorcas, 1)))
      .then(noted(dorcas, 1));
    given(...after, noted(dorcas, 1))
      .when(commandOf(OpenPlaces, { cohortId, rules: rules() }))
      .then(opened({ carried: 1 }));
  });

  it('may be carried on, in the order it had', () => {
    const elsewhere = { toCohortId: derivedId('summer'), toPlaceId: derivedId('in summer') };
    given(noted(amara, 3), ended(amara))
      .when(commandOf(CarryRequest, { ...of(amara), ...elsewhere }))
      .then(requestCarried({ ...of(amara), sponsorId: sponsor, order: 3, ...elsewhere }));
  });

  it('ends batch by batch, within the limit of an append', () => {
    const people = Array.from({ length: ENDED_AT_ONCE + 1 }, (_, index) => derivedId('carried', index));
    const all = people.map((person, index) => noted(person, index + 1));
    const { decision } = given(...all).when(endAll);
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision).toHaveLength(ENDED_AT_ONCE);
    expect(decision.filter(({ data }) => 'othersNoted' in data)).toEqual([decision.at(-1)]);
    given(...all, ...decision)
      .when(endAll)
      .then(ended(people.at(-1)!));
  });

  it('is left alone by news that come when the book is open', () =>
    given(...three, opened({ carried: 3 }))
      .when(endAll)
      .thenNothing());
});
