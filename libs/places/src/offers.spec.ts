import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { DeclinePlace } from './decline-place.js';
import { bookCancelled, bookCapacityRaised, offerLapsed, placeDeclined, requestRefused } from './events.js';
import { LapseOffer } from './lapse-offer.js';
import { OfferNextInLine, OFFERS_AT_ONCE } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import {
  accept,
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  of,
  opened,
  placeOf,
  requested,
  UNTIL,
  waitlisted,
} from './places.examples.js';
import { RefuseRequest } from './refuse-request.js';

const given = specification(places);
const offerNext = commandOf(OfferNextInLine, { cohortId });
const lapse = commandOf(LapseOffer, of(amara));
const offeredToAmara = [opened(), requested(amara), offered(amara)] as const;
const two = [
  ...offeredToAmara,
  requested(bo),
  waitlisted(bo, 1),
  requested(chidi),
  waitlisted(chidi, 2),
] as const;
const lapsed = offerLapsed({ ...end(amara), until: UNTIL });

describe('offering to the next in line', () => {
  it('goes by turn, and says why', () =>
    given(...two, lapsed)
      .when(offerNext)
      .then(offered(bo, { turn: 1, behind: 1, held: 1 })));

  it('offers as many as are free', () =>
    given(...two, bookCapacityRaised({ cohortId, capacity: 5, from: 1 }))
      .when(offerNext)
      .then(
        offered(bo, { turn: 1, behind: 1, held: 2, capacity: 5 }),
        offered(chidi, { turn: 2, behind: 0, held: 3, capacity: 5 }),
      ));

  it('passes over turns that have left the line', () =>
    given(
      ...two,
      requestRefused({ ...end(bo, { freedSeat: false }), code: 'outside-the-target-group' }),
      lapsed,
    )
      .when(offerNext)
      .then(offered(chidi, { turn: 2, behind: 0 })));

  it('offers nothing while no seat is free, or nobody waits', () => {
    given(...two)
      .when(offerNext)
      .thenNothing();
    given(opened()).when(offerNext).thenNothing();
  });

  it('offers nothing after the last joining date, whatever day is stated: a place freed then stays empty', () =>
    given(...two, lapsed)
      .when(offerNext, { now: '2026-12-01T00:00:00.000Z', effectiveOn: '2026-09-01' })
      .thenNothing());

  it('still offers on the last joining date itself', () =>
    given(...two, lapsed)
      .when(offerNext, { now: '2026-11-30T23:59:59.000Z' })
      .then(offered(bo, { turn: 1, behind: 1, until: '2026-11-30' })));

  it('offers nothing in a cancelled cohort', () =>
    given(...two, lapsed, bookCancelled({ cohortId }))
      .when(offerNext)
      .thenNothing());

  it('offers so many at once at most', () => {
    const people = Array.from({ length: OFFERS_AT_ONCE + 1 }, (_, index) => derivedId('waiting', index));
    const { decision } = given(
      opened({ capacity: 1 }),
      requested(amara),
      offered(amara),
      ...people.flatMap((person, index) => [requested(person), waitlisted(person, index + 1)]),
      bookCapacityRaised({ cohortId, capacity: 500, from: 1 }),
    ).when(offerNext);
    expect(decision).toHaveLength(OFFERS_AT_ONCE);
  });
});

describe('accepting an offer', () => {
  it('freezes price and terms', () =>
    given(...offeredToAmara)
      .when(accept(amara))
      .then(accepted(amara)));

  it('keeps the purchase order, or that it follows', () => {
    const book = given(...offeredToAmara);
    book
      .when(accept(amara, { purchaseOrder: 'PO 1', releaseDays: 12 }))
      .then(accepted(amara, { purchaseOrder: 'PO 1', releaseDays: 12 }));
    book.when(accept(amara, { orderToFollow: true })).then(accepted(amara, { orderToFollow: true }));
    book
      .when(accept(amara, { orderToFollow: true, purchaseOrder: 'PO 1' }))
      .thenRefused('order-stated-twice', 'orderToFollow');
  });

  it('holds on the last day of the offer, in London, and is refused from the next, recorded as lapsed or not', () => {
    const after = '2026-09-29T23:00:00.000Z';
    given(...offeredToAmara)
      .when(accept(amara), { now: '2026-09-29T22:59:59.000Z' })
      .then(accepted(amara));
    given(...offeredToAmara)
      .when(accept(amara), { now: after })
      .thenRefused('offer-lapsed');
    given(...offeredToAmara)
      .when(accept(amara), { now: after, effectiveOn: UNTIL })
      .thenRefused('offer-lapsed');
    given(...offeredToAmara, lapsed)
      .when(accept(amara), { now: after })
      .thenRefused('offer-lapsed');
  });

  it('changes nothing when said again', () => {
    given(...offeredToAmara, accepted(amara))
      .when(accept(amara))
      .thenNothing();
    given(...offeredToAmara, accepted(amara))
      .when(accept(amara, { purchaseOrder: 'PO 2' }))
      .thenRefused('place-not-offered');
  });

  it('needs an offer', () => {
    given(...two)
      .when(accept(bo))
      .thenRefused('place-not-offered');
    given(opened()).when(accept(bo)).thenRefused('no-such-place', 'placeId');
    given(...offeredToAmara, bookCancelled({ cohortId }))
      .when(accept(amara))
      .thenRefused('cohort-cancelled');
  });
});

describe('an offer that is not taken', () => {
  it('is declined, and its seat is free', () => {
    given(...offeredToAmara)
      .when(commandOf(DeclinePlace, of(amara)))
      .then(placeDeclined(end(amara)));
    given(...offeredToAmara, placeDeclined(end(amara)))
      .when(commandOf(DeclinePlace, of(amara)))
      .thenNothing();
    given(...two)
      .when(commandOf(DeclinePlace, of(bo)))
      .thenRefused('place-not-offered');
    given(opened())
      .when(commandOf(DeclinePlace, of(amara)))
      .thenRefused('no-such-place', 'placeId');
  });

  it('made anew is none of the business of an entry for the old one', () => {
    const old = commandOf(LapseOffer, { ...of(amara), until: '2026-09-15' });
    const own = commandOf(LapseOffer, { ...of(amara), until: UNTIL });
    const book = given(...offeredToAmara);
    book.when(old, { now: '2026-09-16T09:00:00.000Z' }).thenNothing();
    book.when(own, { now: '2026-09-16T09:00:00.000Z' }).thenRefused('offer-stands');
    book.when(own, { now: '2026-09-29T23:00:00.000Z' }).then(lapsed);
    book.when(old, { now: '2026-09-29T23:00:00.000Z' }).then(lapsed);
  });

  it('lapses on the day after its last', () => {
    const book = given(...offeredToAmara);
    book.when(lapse, { now: '2026-09-29T22:59:59.000Z' }).thenRefused('offer-stands');
    book.when(lapse, { now: '2026-09-29T23:00:00.000Z' }).then(lapsed);
    given(...offeredToAmara, accepted(amara))
      .when(lapse, { now: '2026-10-01T09:00:00.000Z' })
      .thenNothing();
  });

  it('is refused by the programme, offered or waiting, but not once it binds', () => {
    const code = 'outside-the-target-group' as const;
    const refusal = commandOf(RefuseRequest, { ...of(amara), code });
    given(...offeredToAmara)
      .when(refusal)
      .then(requestRefused({ ...end(amara), code }));
    given(...two)
      .when(commandOf(RefuseRequest, { ...of(bo), code }))
      .then(requestRefused({ ...end(bo, { freedSeat: false }), code }));
    given(...offeredToAmara, accepted(amara))
      .when(refusal)
      .thenRefused('request-not-open');
    given(...offeredToAmara, requestRefused({ ...end(amara), code }))
      .when(refusal)
      .thenNothing();
    given(opened()).when(refusal).thenRefused('no-such-place', 'placeId');
    expect(placeOf(amara)).not.toBe(placeOf(bo));
  });
});
