import { commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { LowerBookCapacity, RaiseBookCapacity } from './book-capacity.js';
import { CancelPlaces, ENDED_AT_ONCE, EndUnplaced } from './end-places.js';
import {
  bookCancelled,
  bookCapacityLowered,
  bookCapacityRaised,
  placeCancelled,
  placeNotPlaced,
  requestsClosed,
} from './events.js';
import { CloseRequests, OpenPlaces } from './open-places.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  opened,
  requested,
  rules,
  startedPlace,
  STARTS_ON,
  waitlisted,
} from './places.examples.js';

const given = specification(places);
const open = commandOf(OpenPlaces, { cohortId, rules: rules() });
const close = commandOf(CloseRequests, { cohortId });

describe('opening and closing the book', () => {
  it('opens once, with all it decides by', () => {
    given().when(open).then(opened());
    given(opened()).when(open).thenNothing();
  });

  it('closes once, those who wait keep their turn', () => {
    given(opened()).when(close).then(requestsClosed({ cohortId }));
    given(opened(), requestsClosed({ cohortId })).when(close).thenNothing();
  });

  it('may learn that enrolment closed, or the cohort was cancelled, before it opens', () => {
    given().when(close).then(requestsClosed({ cohortId }));
    expect(given(requestsClosed({ cohortId }), opened()).state.closed).toBe(true);
    given(bookCancelled({ cohortId })).when(open).thenNothing();
    given(bookCapacityRaised({ cohortId, capacity: 7, from: 0 }))
      .when(open)
      .then(opened({ capacity: 7 }));
  });
});

describe('the capacity of the book', () => {
  const raise = (capacity: number) => commandOf(RaiseBookCapacity, { cohortId, capacity });
  const lower = (capacity: number) => commandOf(LowerBookCapacity, { cohortId, capacity });
  const twoHeld = [opened({ capacity: 5 }), requested(amara), offered(amara), ...startedPlace(bo)] as const;

  it('is raised', () => {
    given(opened())
      .when(raise(3))
      .then(bookCapacityRaised({ cohortId, capacity: 3, from: 1 }));
    given(opened()).when(raise(1)).thenNothing();
  });

  it('is lowered to what is held, and no further', () => {
    given(...twoHeld)
      .when(lower(2))
      .then(bookCapacityLowered({ cohortId, capacity: 2, from: 5 }));
    given(...twoHeld)
      .when(lower(1))
      .thenRefused('seats-held', 'capacity');
    given().when(lower(1)).thenRefused('places-not-open');
  });
});

describe('after the last joining date', () => {
  const endUnplaced = commandOf(EndUnplaced, { cohortId });
  const waiting = [
    opened(),
    requested(amara),
    offered(amara),
    requested(bo),
    waitlisted(bo, 1),
    requested(chidi, { personId: chidi }),
    waitlisted(chidi, 2),
  ] as const;

  it('requests that still wait end as not placed, in their order', () =>
    given(...waiting)
      .when(endUnplaced, { now: '2026-12-01T00:00:00.000Z' })
      .then(
        placeNotPlaced(end(bo, { freedSeat: false })),
        placeNotPlaced(end(chidi, { personIds: [chidi], freedSeat: false })),
      ));

  it('which is not before that day is over in London', () => {
    given(...waiting)
      .when(endUnplaced, { now: '2026-11-30T23:59:59.000Z' })
      .thenRefused('last-joining-date-ahead');
    given().when(endUnplaced).thenNothing();
  });

  it('a long line ends batch by batch', () => {
    const people = Array.from({ length: ENDED_AT_ONCE + 1 }, (_, index) => derivedId('waiting', index));
    const line = people.flatMap((person, index) => [requested(person), waitlisted(person, index + 1)]);
    const { decision } = given(opened({ capacity: 0 }), ...line).when(endUnplaced, {
      now: '2026-12-01T00:00:00.000Z',
    });
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision).toHaveLength(ENDED_AT_ONCE);
    expect(decision.filter(({ data }) => 'othersWait' in data)).toEqual([decision.at(-1)]);

    const rest = given(opened({ capacity: 0 }), ...line, ...decision);
    rest
      .when(endUnplaced, { now: '2026-12-01T00:00:00.000Z' })
      .then(placeNotPlaced(end(people.at(-1)!, { freedSeat: false })));
  });
});

describe('a cancelled cohort', () => {
  const cancel = commandOf(CancelPlaces, { cohortId });

  it('ends every place that stands, each with its own fact', () => {
    given(opened({ capacity: 2 }), requested(amara), offered(amara))
      .when(cancel)
      .then(bookCancelled({ cohortId }), placeCancelled({ ...end(amara), was: 'offered' }));
    given(opened(), ...startedPlace(bo))
      .when(cancel)
      .then(
        bookCancelled({ cohortId }),
        placeCancelled({ ...end(bo, { personIds: [bo] }), was: 'started', startedOn: STARTS_ON }),
      );
    given(opened({ capacity: 0 }), requested(chidi), waitlisted(chidi, 1))
      .when(cancel)
      .then(
        bookCancelled({ cohortId }),
        placeCancelled({ ...end(chidi, { freedSeat: false }), was: 'waiting' }),
      );
  });

  it('changes nothing when nothing stands any more', () =>
    given(opened(), requested(amara), offered(amara), bookCancelled({ cohortId }), placeCancelled(end(amara)))
      .when(cancel)
      .thenNothing());

  it('ends batch by batch, within the limit of an append', () => {
    const people = Array.from({ length: ENDED_AT_ONCE + 2 }, (_, index) => derivedId('holding', index));
    const seats = people.flatMap((person) => [requested(person), offered(person)]);
    const { decision } = given(opened({ capacity: 1000 }), ...seats).when(cancel);
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision).toHaveLength(ENDED_AT_ONCE + 1);
    expect(decision.filter(({ data }) => 'othersStand' in data)).toEqual([decision.at(-1)]);

    const { decision: rest } = given(opened({ capacity: 1000 }), ...seats, ...decision).when(cancel);
    expect(rest).toHaveLength(2);
  });
});
