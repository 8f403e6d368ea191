import { type BusinessDate, commandOf, derivedId, evolved, type Fact } from '#kernel';
import { decide, happened, specification } from '#kernel/specification';
import { CorrectPlaceDate } from './correct-place-date.js';
import {
  offerLapsed,
  placeDateCorrected,
  type PlaceEvent,
  placeNotTakenUp,
  placeOffered,
  requestWithdrawn,
  seatRegained,
  strikingAsked,
  strikingRefused,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  manager,
  of,
  offered,
  opened,
  requested,
  startedPlace,
  STARTS_ON,
  waitlisted,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';

import { reason, WINTER, idOf, strike, isStruck, withdrawal, held } from './corrections.examples.js';

const given = specification(places);
const askedBy = 'local-administrator';

describe('correcting a day', () => {
  const facts = [opened(), ...startedPlace(amara)];
  const correction = (on: BusinessDate, fact: CorrectPlaceDate['fact'] = 'started') =>
    commandOf(CorrectPlaceDate, { ...of(amara), fact, on, reason });

  it('names the event and the day that was recorded', () =>
    given(...facts)
      .when(correction('2026-11-18'), WINTER)
      .then(
        placeDateCorrected(
          { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'started', from: STARTS_ON },
          '2026-11-18',
        ),
      ));

  it('changes nothing where that is the day already, also once corrected', () => {
    given(...facts)
      .when(correction(STARTS_ON), WINTER)
      .thenNothing();
    const corrected = placeDateCorrected(
      { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'started', from: STARTS_ON },
      '2026-11-18',
    );
    given(...facts, corrected)
      .when(correction('2026-11-18'), WINTER)
      .thenNothing();
    given(...facts, corrected)
      .when(correction(STARTS_ON), WINTER)
      .then(
        placeDateCorrected(
          { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'started', from: '2026-11-18' },
          STARTS_ON,
        ),
      );
  });

  it('is refused for days on which it cannot have happened', () => {
    given(...facts)
      .when(correction('2026-12-16'), WINTER)
      .thenRefused('in-the-future', 'on');
    given(...facts)
      .when(correction('2026-11-15'), WINTER)
      .thenRefused('cohort-not-started', 'on');
    given(...facts)
      .when(correction('2026-12-01'), WINTER)
      .thenRefused('last-joining-date-passed', 'on');
    expect(given(...facts).when(correction('2026-11-30'), WINTER).decision).toHaveLength(1);
  });

  it('is refused for what was never recorded', () => {
    given(...facts)
      .when(correction('2026-11-18', 'withdrawn'), WINTER)
      .thenRefused('no-such-fact', 'fact');
    given(opened()).when(correction('2026-11-18'), WINTER).thenRefused('no-such-place', 'placeId');
  });
});

describe('striking a fact that never happened', () => {
  it('takes a start back: the place is confirmed as before, its seat kept', () => {
    const facts = [opened(), ...startedPlace(amara)];
    given(...facts)
      .when(strike(amara, 'started'), WINTER)
      .then(
        isStruck(amara, idOf(facts, -1), {
          fact: 'started',
          backTo: 'confirmed',
          personId: amara,
        }),
      );
  });

  it('lets the place go on from there', () => {
    const facts = [opened(), ...startedPlace(amara)];
    const struck = isStruck(amara, idOf(facts, -1), {
      fact: 'started',
      backTo: 'confirmed',
      personId: amara,
    });
    const { state } = given(...facts, struck);
    expect(state.places.get(of(amara).placeId)).toMatchObject({ state: 'confirmed', personId: amara });
    expect(state.places.get(of(amara).placeId)?.startedOn).toBeUndefined();
    expect(state.held).toBe(1);
  });

  it('claims the person again for a place that ended, before anything changes', () => {
    const facts = [...held(amara), withdrawal(amara)];
    given(...facts)
      .when(strike(amara, 'withdrawn'))
      .then(
        strikingAsked({
          ...of(amara),
          askedBy,
          awardId,
          personId: amara,
          corrects: idOf(facts, -1),
          fact: 'withdrawn',
          reason,
        }),
      );
  });

  const ended = [...held(amara), withdrawal(amara)];
  const asked = strikingAsked({
    ...of(amara),
    askedBy,
    awardId,
    personId: amara,
    corrects: idOf(ended, -1),
    fact: 'withdrawn',
    reason,
  });
  const askedIn = idOf([...ended, asked], -1);
  const answer = (refusedAs?: 'already-holds-a-place') =>
    commandOf(SettleClaim, {
      ...of(amara),
      awardId,
      personId: amara,
      askedIn,
      ...(refusedAs ? { refusedAs } : {}),
    });

  it('gives the seat back where it is free, once the person is claimed', () =>
    given(...ended, asked)
      .when(answer())
      .then(
        isStruck(amara, idOf(ended, -1), {
          fact: 'withdrawn',
          backTo: 'confirmed',
          seat: 'held',
          personId: amara,
          askedBy,
        }),
      ));

  it('keeps the new claim with the place', () => {
    const struck = isStruck(amara, idOf(ended, -1), {
      fact: 'withdrawn',
      backTo: 'confirmed',
      seat: 'held',
      personId: amara,
    });
    const { state } = given(...ended, asked, struck);
    expect(state.places.get(of(amara).placeId)).toMatchObject({ state: 'confirmed', claimedIn: askedIn });
    given(...ended, asked, struck)
      .when(answer())
      .thenNothing();
  });

  it('leaves all as it was where the person holds another place since', () => {
    given(...ended, asked)
      .when(answer('already-holds-a-place'))
      .then(strikingRefused({ ...of(amara), awardId, personId: amara, code: 'already-holds-a-place' }));
    const refused = strikingRefused({
      ...of(amara),
      awardId,
      personId: amara,
      code: 'already-holds-a-place',
    });
    expect(given(...ended, asked, refused).state.places.get(of(amara).placeId)?.state).toBe('withdrawn');
  });

  describe('when its seat is gone', () => {
    const gone = [...ended, requested(bo), offered(bo), requested(chidi), waitlisted(chidi, 1), asked];
    const goneIn = idOf(gone, -1);
    const granted = commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn: goneIn });
    const struck = isStruck(amara, idOf(ended, -1), {
      fact: 'withdrawn',
      backTo: 'confirmed',
      seat: 'awaited',
      turn: 2,
      personId: amara,
      askedBy,
    });

    it('waits at the head of the line', () => {
      given(...gone)
        .when(granted)
        .then(struck);
      expect(given(...gone, struck).state.places.get(of(amara).placeId)).toMatchObject({ state: 'waiting' });
    });

    it('gets the next seat, in the state it was corrected to, before all who wait', () => {
      const freed = requestWithdrawn({ ...end(bo), reasonClass: 'work' });
      given(...gone, struck, freed)
        .when(commandOf(OfferNextInLine, { cohortId }))
        .then(seatRegained({ ...of(amara), backTo: 'confirmed', held: 1, capacity: 1 }));
      const { state } = given(
        ...gone,
        struck,
        freed,
        seatRegained({ ...of(amara), backTo: 'confirmed', held: 1, capacity: 1 }),
      );
      expect(state.places.get(of(amara).placeId)?.state).toBe('confirmed');
      expect(state.held).toBe(1);
    });

    it('holds one over the capacity where somebody allows it', () => {
      const allowed = strikingAsked({ ...asked.data, allowedBy: manager });
      const facts = [...gone.slice(0, -1), allowed];
      const over = isStruck(amara, idOf(ended, -1), {
        fact: 'withdrawn',
        backTo: 'confirmed',
        seat: 'over_capacity',
        allowedBy: manager,
        personId: amara,
        askedBy,
      });
      given(...facts)
        .when(commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn: idOf(facts, -1) }))
        .then(over);
      const { state } = given(...facts, over);
      expect({ held: state.held, capacity: state.capacity, exceptions: state.exceptions }).toEqual({
        held: 2,
        capacity: 1,
        exceptions: 1,
      });
    });

    it('has to be allowed after the last joining date', () => {
      given(...gone.slice(0, -1))
        .when(strike(amara, 'withdrawn'), WINTER)
        .thenRefused('seat-gone', 'allowedBy');
      given(...gone.slice(0, -1))
        .when(strike(amara, 'withdrawn'), { now: '2026-11-30T09:00:00.000Z' })
        .then(asked);
    });
  });

  it('returns a request to its old turn in line', () => {
    const facts = [
      opened(),
      requested(amara),
      offered(amara),
      requested(bo),
      waitlisted(bo, 1),
      requested(chidi),
      waitlisted(chidi, 2),
      requestWithdrawn({ ...end(bo, { freedSeat: false }), reasonClass: 'work' }),
    ];
    const struck = isStruck(bo, idOf(facts, -1), { fact: 'withdrawn', backTo: 'waiting' });
    given(...facts)
      .when(strike(bo, 'withdrawn'))
      .then(struck);
    given(...facts, struck, requestWithdrawn({ ...end(amara), reasonClass: 'work' }))
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(placeOffered({ ...of(bo), until: '2026-09-29', turn: 1, behind: 1, held: 1, capacity: 1 }));
  });

  it('gives back who was named by the fact only', () => {
    const facts = held(amara);
    given(...facts)
      .when(strike(amara, 'confirmed'))
      .then(
        isStruck(amara, idOf(facts, -1), {
          fact: 'confirmed',
          backTo: 'accepted',
          insteadOf: { personId: amara, askedIn: idOf(facts, 4) },
        }),
      );
  });

  it('is refused while something rests on the fact, for the first facts, and in a cancelled cohort', () => {
    const facts = [opened(), ...startedPlace(amara)];
    given(...facts)
      .when(strike(amara, 'confirmed'))
      .thenRefused('others-rest-on-it', 'fact');
    given(opened(), requested(amara), offered(amara))
      .when(strike(amara, 'offered'))
      .thenRefused('first-fact', 'fact');
    given(opened({ capacity: 0 }), requested(amara), waitlisted(amara, 1))
      .when(strike(amara, 'requested'))
      .thenRefused('first-fact', 'fact');
    given(...facts, { type: 'BookCancelled', version: 1, data: { cohortId } })
      .when(strike(amara, 'started'))
      .thenRefused('cohort-cancelled');
    given(opened(), requested(amara), offered(amara), offerLapsed({ ...end(amara), until: '2026-09-29' }))
      .when(strike(amara, 'withdrawn'))
      .thenRefused('no-such-fact', 'fact');
  });

  it('is asked for a place never taken up as well', () => {
    const facts = [...held(amara), placeNotTakenUp(end(amara, { personIds: [amara] }))];
    given(...facts)
      .when(strike(amara, 'not_taken_up'), WINTER)
      .then(
        strikingAsked({
          ...of(amara),
          askedBy,
          awardId,
          personId: amara,
          corrects: idOf(facts, -1),
          fact: 'not_taken_up',
          reason,
        }),
      );
  });
});

describe('a book with a corrected place', () => {
  it('takes every fact that was decided', () => {
    // Decided and folded in turn, as the platform does, so that nothing rests on how the examples were written.
    const facts: Fact[] = [];
    let book = places.initial;
    const record = (...more: readonly Fact[]) => {
      for (const fact of more) {
        book = evolved(places, book, happened(fact as PlaceEvent, facts.length));
        facts.push(fact);
      }
    };
    record(...held(amara), withdrawal(amara));
    record(...(decide(places, book, strike(amara, 'withdrawn')) as readonly Fact[]));
    const askedIn = derivedId('specified', facts.length - 1, 'StrikingAsked');
    record(
      ...(decide(
        places,
        book,
        commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn }),
      ) as readonly Fact[]),
    );
    expect(facts.slice(-2).map(({ type }) => type)).toEqual(['StrikingAsked', 'PlaceFactStruck']);
    expect(book.places.get(of(amara).placeId)).toMatchObject({ state: 'confirmed', claimedIn: askedIn });
  });
});
