import { commandOf, derivedId } from '#kernel';
import { LapseOffer } from '#places';
import {
  acceptanceRefused,
  bookCapacityRaised,
  groupPassedOver,
  groupSplit,
  offerExtended,
  offerLapsed,
  orderDrawn,
  placeAwaitingAward,
  placeCompleted,
  placeDeclined,
  placeFailed,
  placeNotPlaced,
  placeNotTakenUp,
  placeOffered,
  placesOpened,
  placeWithdrawn,
  placeWithoutSponsor,
  priorityGiven,
  requestRefused,
  shareReleased,
  requestWithdrawn,
} from '#places/events';
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { answerBy, sentBy } from './simulation.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';

const cohortId = derivedId('autumn cohort');
const placeId = derivedId('place of amara');
const personId = derivedId('amara');
const awardId = derivedId('certificate');
const end = { cohortId, placeId, awardId, personIds: [], freedSeat: true };
const withdrawal = { reasonClass: 'work', notifiedOn: '2026-08-31', hadStarted: true } as const;

describe('a seat that came free', () => {
  const process = offerNextInLineWhenAPlaceComesFree;

  it.each([
    placeDeclined(end),
    offerLapsed({ ...end, until: '2026-08-31' }),
    requestWithdrawn({ ...end, reasonClass: 'work' }),
    requestRefused({ ...end, code: 'already-holds-a-place' }),
    placeWithdrawn({ ...end, ...withdrawal }),
    placeNotTakenUp(end),
    placeFailed({ ...end, outcome: 'failed' }),
    placeAwaitingAward({ cohortId, placeId, personId, freedSeat: true }),
    placeCompleted({ cohortId, placeId, personId, awardedOn: '2026-08-31', freedSeat: true }),
  ])('is offered to the next in line: $type', async (freed) =>
    expect(await sentBy(process, freed)).toEqual([{ sends: 'OfferNextInLine', cohortId }]),
  );

  it('is none when the place that ended held no seat', async () => {
    expect(
      await sentBy(process, requestWithdrawn({ ...end, freedSeat: false, reasonClass: 'work' })),
    ).toEqual([]);
  });

  it('fits a group better that waits with one place less', async () => {
    const smaller = { ...end, freedSeat: false, groupId: derivedId('a group') };
    expect(await sentBy(process, requestWithdrawn({ ...smaller, reasonClass: 'work' }))).toEqual([
      { sends: 'OfferNextInLine', cohortId },
    ]);
  });

  const offer = { cohortId, placeId, until: '2026-09-29', behind: 9, held: 1, capacity: 10 };
  it.each([
    bookCapacityRaised({ cohortId, capacity: 20, from: 10 }),
    shareReleased({ cohortId, sector: 'voluntary', seats: 2, unfilled: 1 }),
    orderDrawn({ cohortId, seed: 'f00d', order: [placeId] }),
    groupSplit({ cohortId, groupId: placeId }),
    groupPassedOver({ cohortId, groupId: placeId, size: 3, free: 2 }),
    priorityGiven({ cohortId, placeId, reason: 'The board paper', allowedBy: personId, turn: 4 }),
    placeWithoutSponsor({ cohortId, placeId, fromSponsorId: personId }),
    placeOffered({ ...offer, othersFollow: true }),
  ])('may be there for others too: $type', async (fact) =>
    expect(await sentBy(process, fact)).toEqual([{ sends: 'OfferNextInLine', cohortId }]),
  );

  it('is not looked for after an offer that nobody follows', async () =>
    expect(await sentBy(process, placeOffered(offer))).toEqual([]));
});

describe('an offer', () => {
  it('lapses when its last day is over in London', async () => {
    const lapse = {
      sends: 'LapseOffer',
      cohortId,
      placeId,
      until: '2026-09-29',
      due: '2026-09-29T23:00:00.000Z',
      effectiveOn: '2026-09-30',
    };
    const { until } = lapse;
    expect(
      await sentBy(
        anOfferLapsesOnItsDay,
        placeOffered({ cohortId, placeId, until, behind: 0, held: 1, capacity: 1 }),
      ),
    ).toEqual([lapse]);
    expect(
      await sentBy(
        anOfferLapsesOnItsDay,
        acceptanceRefused({ cohortId, placeId, awardId, personId, code: 'holds-the-award', until }),
      ),
    ).toEqual([lapse]);
  });

  it('that was extended lapses on its later day', async () =>
    expect(
      await sentBy(
        anOfferLapsesOnItsDay,
        offerExtended({
          cohortId,
          placeId,
          from: '2026-09-29',
          until: '2026-10-12',
          reason: 'The council meets',
        }),
      ),
    ).toEqual([
      {
        sends: 'LapseOffer',
        cohortId,
        placeId,
        until: '2026-10-12',
        due: '2026-10-12T23:00:00.000Z',
        effectiveOn: '2026-10-13',
      },
    ]));

  it('that still stands when it should lapse is looked at by a person', () =>
    expect(
      answerBy(anOfferLapsesOnItsDay, commandOf(LapseOffer, { cohortId, placeId }), 'offer-stands'),
    ).toBe('work item'));
});

describe('requests that still wait', () => {
  const process = waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate;

  it('end when the last joining date is over', async () =>
    expect(
      await sentBy(
        process,
        placesOpened({
          cohortId,
          programmeId: derivedId('leading to deliver'),
          awardId,
          capacity: 1,
          lastJoiningDate: '2026-11-30',
          startsOn: '2026-11-16',
          offerWorkingDays: 20,
          namingDays: 42,
          pricePence: 300_000,
          terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
        }),
      ),
    ).toEqual([
      { sends: 'EndUnplaced', cohortId, due: '2026-12-01T00:00:00.000Z', effectiveOn: '2026-12-01' },
    ]));

  it('end batch by batch until the last', async () => {
    expect(await sentBy(process, placeNotPlaced({ ...end, othersWait: true }, '2026-12-01'))).toEqual([
      { sends: 'EndUnplaced', cohortId, effectiveOn: '2026-12-01' },
    ]);
    expect(await sentBy(process, placeNotPlaced(end))).toEqual([]);
  });
});
