import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { AcceptPlace } from './accept-place.js';
import { CorrectBookPrice } from './correct-book-price.js';
import {
  acceptanceAsked,
  bookPriceCorrected,
  placeAccepted,
  placeOffered,
  placeRequested,
  placesOpened,
  placeWithdrawn,
} from './events.js';
import { places } from './places.decider.js';

const given = specification(places);
const cohortId = derivedId('autumn cohort');
const placeId = derivedId('place of amara');
const awardId = derivedId('certificate');
const sponsorId = derivedId('a council');
const terms = (pence: number) => ({
  fundingModel: 'sponsor_paid',
  fundingShares: [{ funder: 'sponsor', pence }],
  instalmentPlan: [],
  refundBands: [],
});
const opened = placesOpened({
  cohortId,
  programmeId: derivedId('leading to deliver'),
  awardId,
  capacity: 2,
  lastJoiningDate: '2026-11-16',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 30_000,
  terms: terms(30_000),
});
const requested = placeRequested({
  cohortId,
  placeId,
  programmeId: derivedId('leading to deliver'),
  awardId,
  sponsorId,
});
const offered = placeOffered({ cohortId, placeId, until: '2026-09-29', behind: 0, held: 1, capacity: 2 });
const accepted = placeAccepted({
  cohortId,
  placeId,
  awardId,
  sponsorId,
  pricePence: 30_000,
  terms: terms(30_000),
});
const correcting = commandOf(CorrectBookPrice, {
  ...{ cohortId, pricePence: 300_000, terms: terms(300_000), askedBy: 'ewan' },
});
const corrected = bookPriceCorrected({
  cohortId,
  pricePence: 300_000,
  terms: terms(300_000),
  from: { pricePence: 30_000, terms: terms(30_000) },
  askedBy: 'ewan',
});

describe('correcting the price of a book', () => {
  it('is recorded while nobody has accepted it, offers or not', () => {
    given(opened).when(correcting).then(corrected);
    given(opened, requested, offered).when(correcting).then(corrected);
  });
  it('is what the next acceptance freezes', () =>
    expect(
      given(opened, requested, offered, corrected).when(
        commandOf(AcceptPlace, { cohortId, placeId, orderToFollow: true }),
      ).decision,
    ).toMatchObject([{ type: 'PlaceAccepted', data: { pricePence: 300_000, terms: terms(300_000) } }]));
  it('changes nothing when it is so already', () => given(opened, corrected).when(correcting).thenNothing());
  it('is recorded where only the price, or only the terms were wrong', () => {
    const from = { pricePence: 30_000, terms: terms(30_000) };
    for (const other of [
      { pricePence: 40_000, terms: terms(30_000) },
      { pricePence: 30_000, terms: terms(20_000) },
    ])
      given(opened)
        .when(commandOf(CorrectBookPrice, { cohortId, ...other }))
        .then(bookPriceCorrected({ cohortId, ...other, from }));
  });
  it('is refused while an acceptance at it is being decided', () =>
    given(
      opened,
      requested,
      offered,
      acceptanceAsked({ cohortId, placeId, awardId, personId: derivedId('amara') }),
    )
      .when(correcting)
      .thenRefused('price-accepted', 'pricePence'));
  it('is refused once somebody has accepted, also one who has withdrawn since', () => {
    given(opened, requested, offered, accepted).when(correcting).thenRefused('price-accepted', 'pricePence');
    given(
      opened,
      requested,
      offered,
      accepted,
      placeWithdrawn({
        cohortId,
        placeId,
        awardId,
        personIds: [],
        freedSeat: true,
        reasonClass: 'work',
        notifiedOn: '2026-09-01',
        hadStarted: false,
      }),
    )
      .when(correcting)
      .thenRefused('price-accepted', 'pricePence');
  });
  it('is refused before the book has opened', () => given().when(correcting).thenRefused('places-not-open'));
});
