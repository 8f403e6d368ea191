import { commandOf } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { AcceptPlace } from './accept-place.js';
import { DeclinePlace } from './decline-place.js';
import { acceptanceAsked, acceptanceRefused, offerLapsed, requestRefused } from './events.js';
import { LapseOffer } from './lapse-offer.js';
import { places } from './places.decider.js';
import {
  accept,
  accepted,
  amara,
  awardId,
  bo,
  chidi,
  end,
  offered,
  of,
  opened,
  requested,
  UNTIL,
} from './places.examples.js';
import { RefuseRequest } from './refuse-request.js';
import { SettleClaim } from './settle-claim.js';

const given = specification(places);
const lapse = commandOf(LapseOffer, of(amara));
const offeredToAmara = [opened(), requested(amara), offered(amara)] as const;
const lapsed = offerLapsed({ ...end(amara), until: UNTIL });

describe('accepting for a named person', () => {
  const asked = acceptanceAsked({ ...of(amara), awardId, personId: bo, purchaseOrder: 'PO 1' }, '2026-08-31');
  const pending = [...offeredToAmara, asked] as const;
  const askedIn = happened(asked, offeredToAmara.length).id;
  const answer = (refusedAs?: 'already-holds-a-place') =>
    commandOf(SettleClaim, { ...of(amara), personId: bo, awardId, askedIn, refusedAs });

  it('asks for the person first', () =>
    given(...offeredToAmara)
      .when(accept(amara, { personId: bo }))
      .then(acceptanceAsked({ ...of(amara), awardId, personId: bo })));

  it('is accepted when the person is claimed, as of the day it was said', () =>
    given(...pending)
      .when(answer())
      .then(accepted(amara, { personId: bo, purchaseOrder: 'PO 1' }, '2026-08-31')));

  it('names whom the place was meant for before', () => {
    const forChidi = [opened(), requested(amara, { personId: chidi }), offered(amara), asked] as const;
    return given(...forChidi)
      .when(answer())
      .then(
        accepted(
          amara,
          { personId: bo, insteadOf: { personId: chidi }, purchaseOrder: 'PO 1' },
          '2026-08-31',
        ),
      );
  });

  it('stays offered when the person is not free', () =>
    given(...pending)
      .when(answer('already-holds-a-place'))
      .then(
        acceptanceRefused({
          ...of(amara),
          awardId,
          personId: bo,
          code: 'already-holds-a-place',
          until: UNTIL,
        }),
      ));

  it('cannot lapse, be declined or be answered otherwise meanwhile', () => {
    const book = given(...pending);
    book.when(lapse, { now: '2026-10-01T09:00:00.000Z' }).thenNothing();
    book.when(commandOf(DeclinePlace, of(amara))).thenRefused('answer-pending');
    book.when(accept(amara, { personId: chidi })).thenRefused('answer-pending');
    book.when(accept(amara, { personId: bo, purchaseOrder: 'PO 1' })).thenNothing();
  });

  it('lapses after all when it was refused too late', () =>
    given(
      ...pending,
      acceptanceRefused({ ...of(amara), awardId, personId: bo, code: 'holds-the-award', until: UNTIL }),
    )
      .when(lapse, { now: '2026-10-01T09:00:00.000Z' })
      .then(lapsed));

  it('gives a claim back that nobody waits for any more', () => {
    given(...pending, requestRefused({ ...end(amara, { personIds: [bo] }), code: 'already-holds-a-place' }))
      .when(answer())
      .thenRefused('not-asked', 'askedIn');
    given(...pending, accepted(amara, { personId: bo }))
      .when(answer())
      .thenNothing();
  });

  it('is refused for a person another place of this cohort holds or asks for', () => {
    const wide = [opened({ capacity: 2 }), requested(amara), offered(amara), asked] as const;
    given(...wide, requested(chidi), offered(chidi))
      .when(commandOf(AcceptPlace, { ...of(chidi), personId: bo }))
      .thenRefused('already-holds-a-place', 'personId');
  });

  it('does not answer to a person who was only proposed: accepted for nobody yet, it is confirmed for somebody', () => {
    const proposed = [opened(), requested(amara, { personId: chidi }), offered(amara)] as const;
    given(...proposed, accepted(amara))
      .when(accept(amara, { personId: chidi }))
      .thenRefused('place-not-offered');
    given(...proposed, accepted(amara))
      .when(accept(amara))
      .thenNothing();
    given(...pending, accepted(amara, { personId: bo, purchaseOrder: 'PO 1' }))
      .when(accept(amara, { personId: bo, purchaseOrder: 'PO 1' }))
      .thenNothing();
  });

  it('is not lost because the person first proposed is not free', () => {
    const refusal = (personId?: string) =>
      commandOf(RefuseRequest, { ...of(amara), personId, code: 'already-holds-a-place' });
    const end = { ...of(amara), awardId, freedSeat: true, code: 'already-holds-a-place' } as const;
    const book = given(...pending);
    book.when(refusal(chidi)).thenRefused('request-not-open');
    book.when(refusal(bo)).then(requestRefused({ ...end, personIds: [bo] }));
    book.when(refusal()).then(requestRefused({ ...end, personIds: [bo] }));
    given(...offeredToAmara)
      .when(refusal(chidi))
      .then(requestRefused({ ...end, personIds: [] }));
  });
});
