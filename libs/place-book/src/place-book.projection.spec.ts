import {
  acceptanceAsked,
  acceptanceRefused,
  bookCancelled,
  bookCapacityRaised,
  bookMoved,
  orderDrawn,
  placeAccepted,
  placeCompleted,
  placeCompletionUndone,
  placeConfirmed,
  placeDeclined,
  type PlaceEvent,
  placeFailed,
  placeOffered,
  placeRequested,
  placesEvents,
  placesOpened,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  requestsClosed,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const placeId = '22222222-2222-4222-8222-222222222222';
const sponsorId = '33333333-3333-4333-8333-333333333333';
const amara = '44444444-4444-4444-8444-444444444444';
const bo = '55555555-5555-4555-8555-555555555555';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';
const place = { cohortId, placeId };
const ended = { ...place, awardId, personIds: [amara], freedSeat: true };
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };

const asked = placeRequested(
  { ...place, programmeId, awardId, sponsorId, reference: 'L&D 2026/17' },
  '2026-03-02',
);
const waits = placeWaitlisted({ ...place, turn: 3, ahead: 2, held: 9, capacity: 9 }, '2026-03-02');
const offered = placeOffered(
  { ...place, until: '2026-04-10', turn: 3, behind: 0, held: 9, capacity: 9 },
  '2026-03-12',
);
const accepted = placeAccepted(
  { ...place, awardId, sponsorId, personId: amara, pricePence: 300_000, terms, purchaseOrder: 'PO 7' },
  '2026-04-01',
);
const confirmed = placeConfirmed(
  {
    ...place,
    awardId,
    sponsorId,
    personId: amara,
    lineManagerId: bo,
    privacyNoticeVersion: '2026-1',
    checks: [],
  },
  '2026-05-01',
);
const started = placeStarted({ ...place, personId: amara }, '2026-09-14');

const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, recorded(facts)).get(placeId);

describe('a place in the book', () => {
  it('waits with its turn, then stands offered until a day', () => {
    expect(row(asked, waits)).toMatchObject({
      state: 'waiting',
      turn: 3,
      sponsorId,
      reference: 'L&D 2026/17',
      askedAtRevision: 0,
      requestedOn: '2026-03-02',
    });
    expect(row(asked, waits, offered)).toMatchObject({ state: 'offered', until: '2026-04-10' });
  });

  it('names the participant from the acceptance on, and the line manager from the confirmation on', () =>
    expect(row(asked, offered, accepted, confirmed, started)).toMatchObject({
      state: 'started',
      personId: amara,
      lineManagerId: bo,
      until: null,
      pricePence: 300_000,
      purchaseOrder: 'PO 7',
      acceptedOn: '2026-04-01',
      confirmedOn: '2026-05-01',
      startedOn: '2026-09-14',
    }));

  it('shows whose candidacy it waits for, and the offer as it stood when that is refused', () => {
    const asking = acceptanceAsked({ ...place, awardId, personId: bo });
    expect(row(asked, offered, asking)).toMatchObject({ state: 'offered', claimingId: bo });
    expect(
      row(
        asked,
        offered,
        asking,
        acceptanceRefused({
          ...place,
          awardId,
          personId: bo,
          code: 'holds-the-award',
          until: '2026-04-10',
        }),
      ),
    ).toMatchObject({ state: 'offered', claimingId: null, personId: null, until: '2026-04-10' });
  });

  it('is not touched by a place of another cohort that goes by the same id', () => {
    const other = { cohortId: programmeId, placeId };
    const namesake = [
      placeRequested({ ...other, programmeId, awardId, sponsorId: bo }, '2026-03-04'),
      placeDeclined({ ...ended, ...other }, '2026-03-30'),
    ];
    expect(row(asked, offered, ...namesake)).toEqual(row(asked, offered));
  });

  it('ends on the day it ended in the world', () => {
    expect(row(asked, offered, placeDeclined(ended, '2026-03-30'))).toMatchObject({
      state: 'declined',
      until: null,
      endedOn: '2026-03-30',
    });
    const withdrawn = { ...ended, reasonClass: 'work', notifiedOn: '2026-09-20' } as const;
    expect(
      row(asked, started, placeWithdrawn({ ...withdrawn, hadStarted: false }, '2026-09-01')),
    ).toMatchObject({ state: 'withdrawn', startedOn: null, endedOn: '2026-09-01' });
    expect(
      row(asked, started, placeWithdrawn({ ...withdrawn, hadStarted: true }, '2026-11-01')),
    ).toMatchObject({ startedOn: '2026-09-14' });
  });

  it('goes back to what it was when its award is corrected away', () => {
    const awarded = placeCompleted(
      { ...place, personId: amara, awardedOn: '2027-06-30', freedSeat: true },
      '2027-06-30',
    );
    const undone = (backTo: 'failed' | 'awaiting_award') =>
      placeCompletionUndone({ ...place, personId: amara, backTo }, '2027-09-01');
    expect(row(asked, started, awarded)).toMatchObject({ state: 'completed', endedOn: '2027-06-30' });
    expect(row(asked, started, awarded, undone('awaiting_award'))).toMatchObject({
      state: 'awaiting_award',
      awardedOn: null,
      endedOn: null,
    });
    const failed = placeFailed({ ...ended, outcome: 'failed' }, '2027-05-01');
    expect(row(asked, started, failed, awarded, undone('failed'))).toMatchObject({
      state: 'failed',
      endedOn: '2027-05-01',
    });
  });

  it('remembers what happened when, and who recorded it', () =>
    expect(row(asked, offered)?.steps).toEqual([
      {
        event: expect.any(String) as string,
        what: 'PlaceRequested',
        on: '2026-03-02',
        recordedAt: '2026-09-01T08:00:00.000Z',
        by: 'local-administrator',
      },
      {
        event: expect.any(String) as string,
        what: 'PlaceOffered',
        on: '2026-03-12',
        recordedAt: '2026-09-01T08:00:00.000Z',
        by: 'local-administrator',
      },
    ]));

  it('has a step for every fact about one place, and the book one for every fact', () => {
    const ofTheBook = [
      'PlacesOpened',
      'RequestsClosed',
      'BookCapacityRaised',
      'BookCapacityLowered',
      'BookCancelled',
      'BookMoved',
      'BookPriceCorrected',
      'WindowClosed',
      'ShareReleased',
      'SponsorRecordsCounted',
      'GroupRequested',
      'GroupAskedToSplit',
      'GroupSplit',
      'GroupPassedOver',
    ];
    const all = Object.values(placesEvents).map(({ type }) => type);
    expect(Object.keys(placeBook.on).sort()).toEqual(all.filter((type) => !ofTheBook.includes(type)).sort());
    expect(Object.keys(placeBooks.on).sort()).toEqual([...all].sort());
  });
});

describe('the book of a cohort', () => {
  const opened = placesOpened({
    cohortId,
    programmeId,
    awardId,
    capacity: 9,
    lastJoiningDate: '2026-09-21',
    startsOn: '2026-09-14',
    offerWorkingDays: 20,
    namingDays: 42,
    pricePence: 300_000,
    terms,
  });
  const book = (...facts: readonly PlaceEvent[]) => rowsOf(placeBooks, recorded(facts)).get(cohortId);

  it('follows its stream, event by event', () =>
    expect(book(opened, asked, offered)).toMatchObject({
      capacity: 9,
      taking: true,
      cancelled: false,
      startsOn: '2026-09-14',
      lastJoiningDate: '2026-09-21',
      revision: 2,
      position: '3',
    }));

  it('knows until when its order is not drawn', () => {
    const window = placesOpened(
      { ...opened.data, orderRule: 'window', windowClosesOn: '2026-04-30' },
      '2026-03-01',
    );
    const drawn = orderDrawn({ cohortId, seed: 'ab', order: [placeId] }, '2026-05-01');
    expect(book(opened)?.undrawnUntil).toBeNull();
    expect(book(window, asked)?.undrawnUntil).toBe('2026-04-30');
    expect(book(window, asked, drawn)?.undrawnUntil).toBeNull();
    expect(placeBooks.asAt(book(window, asked, drawn)!, '2026-04-30')?.undrawnUntil).toBe('2026-04-30');
  });

  it('knows its capacity and whether it takes requests', () => {
    expect(book(opened, bookCapacityRaised({ cohortId, capacity: 12, from: 9 }))?.capacity).toBe(12);
    expect(book(opened, requestsClosed({ cohortId }))).toMatchObject({ taking: false, cancelled: false });
    expect(book(opened, bookCancelled({ cohortId }))).toMatchObject({ taking: false, cancelled: true });
  });

  it('is as it was told last, also where that was told of an earlier day than what it rests on', () => {
    const dates = { startsOn: '2026-09-21', lastJoiningDate: '2026-09-28' };
    const facts = [
      { ...opened, effectiveOn: '2026-05-10' },
      bookCapacityRaised({ cohortId, capacity: 12, from: 9 }, '2026-05-20'),
      bookCapacityRaised({ cohortId, capacity: 15, from: 12 }, '2026-05-12'),
      bookMoved({ cohortId, ...dates }, '2026-05-05'),
      requestsClosed({ cohortId }, '2026-05-05'),
    ];
    const row = book(...facts)!;
    expect(row).toMatchObject({ capacity: 15, taking: false, ...dates });
    expect(placeBooks.asAt(row, '2026-05-10')).toMatchObject({ capacity: 9, taking: false, ...dates });
    expect(placeBooks.asAt(row, '2026-05-12')).toMatchObject({ capacity: 15 });
  });
});
