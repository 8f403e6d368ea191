import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { awaited, nextCohort as cohortId, returner, returnPlaceOf } from './deferral.examples.js';
import { returnAwaited, returnGivenUp } from './events.js';
import { ExpectReturn } from './expect-return.js';
import { GiveBackReturn } from './give-back-return.js';
import { places } from './places.decider.js';
import { amara, bo, of, placeOf } from './places.examples.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const { placeId } = returnPlaceOf(amara);
const leftBy = (person: string) => ({ cohortId: of(person).cohortId, placeId: placeOf(person) });
const giveBack = (person: string) =>
  commandOf(GiveBackReturn, { cohortId, placeId, returnOf: leftBy(person) });
const givenUp = (person: string) => returnGivenUp({ cohortId, placeId, returnOf: leftBy(person) });

describe('an id that two deferrals named for their return', () => {
  it('is still expected of the one when the other gives it up', () => {
    given(awaited(amara)).when(giveBack(bo)).then(givenUp(bo));
    const { state } = given(awaited(amara), givenUp(bo));
    expect(state.returners.get(placeId)).toMatchObject({ personId: amara });
  });

  it('is given up once by each of them', () => {
    given(awaited(amara), givenUp(bo)).when(giveBack(bo)).thenNothing();
    given(awaited(amara), givenUp(bo)).when(giveBack(amara)).then(givenUp(amara));
    const { state } = given(awaited(amara), givenUp(bo), givenUp(amara));
    expect(state.returners.size).toBe(0);
  });

  it('may be the return of one after the other gave it up, and not of the same again', () => {
    const expected = (person: string) => commandOf(ExpectReturn, { cohortId, placeId, ...returner(person) });
    given(givenUp(bo))
      .when(expected(amara))
      .then(returnAwaited({ cohortId, placeId, ...returner(amara) }));
    given(givenUp(bo)).when(expected(bo)).thenRefused('return-given-up', 'placeId');
  });
});
