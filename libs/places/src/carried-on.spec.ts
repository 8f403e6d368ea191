import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { AskForCarried, CarryRequest } from './carry-request.js';
import {
  bookCancelled,
  carriedRequestNoted,
  carryingRefused,
  type PlaceEvent,
  requestCarried,
} from './events.js';
import { OpenPlaces } from './open-places.js';
import { requestedBy } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  bo,
  of,
  opened,
  placeOf,
  rules,
  sponsor,
  waitlisted,
} from './places.examples.js';
import { TakeCarryingBack } from './take-carrying-back.js';

const given = specification(places);
const groupId = derivedId('group');
const from = (person: string) => ({
  cohortId: derivedId('spring cohort'),
  placeId: derivedId('in spring', person),
});
const noted = (person: string, order: number, fields = {}) =>
  carriedRequestNoted({ ...of(person), sponsorId: sponsor, order, carriedFrom: from(person), ...fields });
const asksHere = (person: string) => {
  const fact = requestedBy(person);
  return { ...fact, data: { ...fact.data, carriedFrom: from(person) } } as PlaceEvent;
};
const ask = commandOf(AskForCarried, { cohortId });

describe('a request carried here and carried on, where the third cohort could not take it', () => {
  const summer = { toCohortId: derivedId('summer'), toPlaceId: derivedId('in summer') };
  const carriedOn = requestCarried({ ...of(bo), sponsorId: sponsor, order: 2, groupId, ...summer });
  const refusedThere = carryingRefused({ ...of(bo), ...summer, code: 'places-not-open' });
  const again = carryingRefused({ ...refusedThere.data, notedAgain: true });
  const takeBack = commandOf(TakeCarryingBack, {
    ...of(bo),
    carriedTo: { cohortId: summer.toCohortId, placeId: summer.toPlaceId },
    code: 'places-not-open',
  });
  const both = [noted(amara, 1), noted(bo, 2, { groupId })];

  it('is noted again, and asks as it would have, or is carried on as before', () => {
    given(...both, carriedOn)
      .when(takeBack)
      .then(again);
    given(...both, carriedOn, again)
      .when(commandOf(OpenPlaces, { cohortId, rules: rules() }))
      .then(opened({ carried: 2 }));
    given(...both, carriedOn, again, opened({ carried: 2 }))
      .when(ask)
      .then(
        asksHere(amara),
        waitlisted(amara, 1, { ahead: 0, held: 0 }),
        asksHere(bo),
        waitlisted(bo, 2, { ahead: 1, held: 0 }),
      );
    given(...both, carriedOn, again)
      .when(commandOf(CarryRequest, { ...of(bo), ...summer }))
      .then(carriedOn);
  });

  it('stays not placed once this book has opened without it, or was cancelled', () => {
    for (const since of [opened({ carried: 1 }), bookCancelled({ cohortId })])
      given(...both, carriedOn, since)
        .when(takeBack)
        .then(refusedThere);
    const { state } = given(...both, carriedOn, opened({ carried: 1 }), refusedThere);
    expect(state.places.get(placeOf(bo))?.state).toBe('not_placed');
  });
});
