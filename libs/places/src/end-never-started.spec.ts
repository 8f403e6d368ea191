import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { idOf, isStruck } from './corrections.examples.js';
import { ENDED_AT_ONCE, endedWithItsCohort, EndNeverStarted } from './end-places.js';
import { type PlaceEvent, placeNotTakenUp } from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  confirmedPlace,
  end,
  of,
  offered,
  opened,
  requested,
  startedPlace,
  STARTS_ON,
} from './places.examples.js';

const given = specification(places, { now: '2027-10-29T09:00:00.000Z' });
const finish = commandOf(EndNeverStarted, { cohortId });

describe('what was accepted and never started', () => {
  it('was not taken up, from the start day on or from when it was accepted later', () =>
    given(
      opened({ capacity: 3 }),
      ...[requested(bo), offered(bo), accepted(bo, {}, '2026-11-20')],
      ...startedPlace(chidi),
    )
      .when(finish)
      .then(placeNotTakenUp({ ...end(bo), withItsCohort: true }, '2026-11-20')));

  it('is ended once', () => {
    const book = [
      opened({ capacity: 3 }),
      requested(amara),
      offered(amara),
      accepted(amara, {}, '2026-09-01'),
    ];
    const notTakenUp = placeNotTakenUp({ ...end(amara), withItsCohort: true }, STARTS_ON);
    given(...book)
      .when(finish)
      .then(notTakenUp);
    given(...book, notTakenUp)
      .when(finish)
      .thenNothing();
    given().when(finish).thenNothing();
  });

  it('ends batch by batch, and the last of a full one says so', () => {
    const many = Array.from({ length: ENDED_AT_ONCE + 1 }, (_, index) =>
      confirmedPlace(derivedId('person', index)),
    );
    const { decision } = given(opened({ capacity: 999 }), ...many.flat()).when(finish);
    const facts = decision as readonly { data: { othersStand?: true } }[];
    expect(facts).toHaveLength(ENDED_AT_ONCE);
    expect(facts.filter(({ data }) => data.othersStand)).toEqual([facts.at(-1)]);
  });

  it('is told from who never appeared, which stays so whatever becomes of the cohort', () => {
    const book = [opened(), ...confirmedPlace(amara)];
    const found = (...facts: readonly PlaceEvent[]) => endedWithItsCohort(given(...book, ...facts).state);
    const withItsCohort = placeNotTakenUp({ ...end(amara), withItsCohort: true }, STARTS_ON);
    const eventId = idOf([...book, withItsCohort], -1);
    expect(found(withItsCohort)).toEqual([{ placeId: of(amara).placeId, eventId }]);
    expect(found(placeNotTakenUp(end(amara), STARTS_ON))).toEqual([]);
    const struck = isStruck(amara, eventId, { fact: 'not_taken_up', backTo: 'confirmed', seat: 'held' });
    expect(found(withItsCohort, struck)).toEqual([]);
  });
});
