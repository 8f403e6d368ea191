import {
  carriedRequestNoted,
  type CorrectableFact,
  orderDrawn,
  participantCorrected,
  placeAccepted,
  placeConfirmed,
  placeDateCorrected,
  type PlaceEvent,
  placeFactStruck,
  placeNotPlaced,
  placeOffered,
  placeReferencesCorrected,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  requestWithdrawn,
  sponsorTransferred,
  priorityGiven,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const placeId = '22222222-2222-4222-8222-222222222222';
const council = '33333333-3333-4333-8333-333333333333';
const charity = '34333333-3333-4333-8333-333333333333';
const amara = '44444444-4444-4444-8444-444444444444';
const bo = '55555555-5555-4555-8555-555555555555';
const awardId = '88888888-8888-4888-8888-888888888888';
const place = { cohortId, placeId };
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };
const ended = { ...place, awardId, personIds: [amara], freedSeat: true };
const reason = 'It was recorded for the wrong place.';

const asked = placeRequested({ ...place, programmeId: awardId, awardId, sponsorId: council }, '2026-03-02');
const waits = placeWaitlisted({ ...place, turn: 3, ahead: 2, held: 9, capacity: 9 }, '2026-03-02');
const offered = placeOffered(
  { ...place, until: '2026-04-10', behind: 0, held: 9, capacity: 9 },
  '2026-03-12',
);
const accepted = placeAccepted(
  { ...place, awardId, sponsorId: council, pricePence: 300_000, terms, purchaseOrder: 'PO 7' },
  '2026-04-01',
);
const confirmed = placeConfirmed(
  {
    ...place,
    awardId,
    sponsorId: council,
    lineManagerId: bo,
    privacyNoticeVersion: '1',
    checks: [],
    personId: amara,
  },
  '2026-05-01',
);
const started = placeStarted({ ...place, personId: amara }, '2026-09-14');
const course = [asked, offered, accepted, confirmed];

const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, recorded(facts)).get(placeId)!;
const on = (day: string, ...facts: readonly PlaceEvent[]) => placeBook.asAt(row(...facts), day);
const eventOf = (facts: readonly PlaceEvent[], type: PlaceEvent['type']) =>
  recorded(facts).findLast((event) => event.type === type)!.id;
const struck = (
  facts: readonly PlaceEvent[],
  type: PlaceEvent['type'],
  of: {
    fact: CorrectableFact;
    backTo: string;
    personId?: string;
    seat?: 'not_needed' | 'held' | 'awaited' | 'over_capacity';
    turn?: number;
  },
) =>
  placeFactStruck(
    {
      ...place,
      awardId,
      corrects: eventOf(facts, type),
      reason,
      seat: 'not_needed',
      freedSeat: false,
      ...of,
    },
    '2026-11-02',
  );

describe('a fact that is struck of a place', () => {
  it('takes the person and the line manager with it whom it alone had named', () => {
    const all = [...course, struck(course, 'PlaceConfirmed', { fact: 'confirmed', backTo: 'accepted' })];
    const nobody = { state: 'accepted', personId: null, lineManagerId: null, confirmedOn: null };
    expect(row(...all)).toMatchObject({ ...nobody, pricePence: 300_000 });
    expect(on('2026-06-01', ...all)).toMatchObject(nobody);
  });

  it('leaves the person whom the place had named before', () => {
    const named = placeRequested({ ...asked.data, personId: bo }, '2026-03-02');
    const facts = [named, offered, accepted, confirmed];
    const back = struck(facts, 'PlaceConfirmed', { fact: 'confirmed', backTo: 'accepted', personId: bo });
    expect(row(...facts, back)).toMatchObject({ personId: bo, lineManagerId: null });
  });

  it('leaves neither price nor purchase order when it was the acceptance', () => {
    const facts = course.slice(0, 3);
    const back = struck(facts, 'PlaceAccepted', { fact: 'accepted', backTo: 'offered' });
    expect(row(...facts, back)).toMatchObject({ state: 'offered', pricePence: null, purchaseOrder: null });
    expect(on('2026-04-05', ...facts, back)).toMatchObject({ state: 'offered', pricePence: null });
  });

  it('gives back the start that a withdrawal dated before it had taken', () => {
    const withdrawn = placeWithdrawn(
      { ...ended, reasonClass: 'work', notifiedOn: '2026-10-01', hadStarted: false },
      '2026-08-20',
    );
    const facts = [...course, started, withdrawn];
    expect(row(...facts)).toMatchObject({ state: 'withdrawn', startedOn: null });
    const back = struck(facts, 'PlaceWithdrawn', {
      fact: 'withdrawn',
      backTo: 'started',
      personId: amara,
      seat: 'held',
    });
    expect(row(...facts, back)).toMatchObject({
      state: 'started',
      startedOn: '2026-09-14',
      endedOn: null,
      personId: amara,
    });
  });

  it('puts it back in line in the order of all, not before them, where it waited for no seat of its own', () => {
    const facts = [asked, waits, requestWithdrawn({ ...ended, reasonClass: 'work' }, '2026-03-20')];
    const back = struck(facts, 'RequestWithdrawn', { fact: 'withdrawn', backTo: 'waiting', turn: 8 });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 3, turn: 8 });
  });

  it('has it wait where it stood, if it was not placed by a day that was wrong', () => {
    const facts = [asked, waits, placeNotPlaced({ ...ended, freedSeat: false }, '2026-11-01')];
    expect(row(...facts)).toMatchObject({ state: 'not_placed', endedOn: '2026-11-01' });
    const back = struck(facts, 'PlaceNotPlaced', { fact: 'not_placed', backTo: 'waiting' });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 3, turn: 3, endedOn: null });
    expect(on('2026-11-01', ...facts, back)).toMatchObject({ state: 'waiting' });
  });

  it('puts it back where those with priority stand, where it had been given that', () => {
    const first = priorityGiven({ ...place, reason: 'An island.', allowedBy: amara, turn: 5 });
    const facts = [asked, waits, first, requestWithdrawn({ ...ended, reasonClass: 'work' }, '2026-03-20')];
    const back = struck(facts, 'RequestWithdrawn', { fact: 'withdrawn', backTo: 'waiting', turn: 5 });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 2, turn: 5 });
  });

  it('does not keep a place waiting that ended while it waited for its seat', () => {
    const facts = [asked, offered, accepted, placeWithdrawn({ ...withdrawal }, '2026-06-01')];
    const back = struck(facts, 'PlaceWithdrawn', {
      fact: 'withdrawn',
      backTo: 'accepted',
      seat: 'awaited',
      turn: 9,
    });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 0 });
    expect(row(...facts, back, placeNotPlaced(ended, '2026-11-20'))).toMatchObject({
      state: 'not_placed',
      endedOn: '2026-11-20',
    });
  });

  it.each(['held', 'over_capacity'] as const)(
    'waits for no seat any more that is %s by a later one',
    (seat) => {
      const gone = [asked, offered, accepted, placeWithdrawn({ ...withdrawal }, '2026-06-01')];
      const of = { fact: 'withdrawn', backTo: 'accepted', turn: 9 } as const;
      const waiting = [...gone, struck(gone, 'PlaceWithdrawn', { ...of, seat: 'awaited' })];
      const again = [...waiting, placeWithdrawn({ ...withdrawal, notifiedOn: '2026-11-10' }, '2026-11-10')];
      const back = struck(again, 'PlaceWithdrawn', { ...of, seat });
      expect(row(...again, back)).toMatchObject({ state: 'accepted', endedOn: null });
    },
  );
});
const withdrawal = {
  ...ended,
  reasonClass: 'work',
  notifiedOn: '2026-06-01',
  hadStarted: false,
} as const;

describe('a corrected fact', () => {
  it('names whom it named from the day it was corrected to', () => {
    const earlier = placeDateCorrected(
      {
        ...place,
        corrects: eventOf(course, 'PlaceConfirmed'),
        reason,
        fact: 'confirmed',
        from: '2026-05-01',
      },
      '2026-04-20',
    );
    expect(on('2026-04-25', ...course, earlier)).toMatchObject({
      state: 'confirmed',
      personId: amara,
      lineManagerId: bo,
    });
  });

  it('was of the person it is corrected to, from its day, and falls with it', () => {
    const corrected = participantCorrected(
      {
        ...place,
        awardId,
        personId: bo,
        insteadOf: { personId: amara },
        corrects: eventOf(course, 'PlaceConfirmed'),
        reason,
        askedBy: council,
      },
      '2026-07-01',
    );
    const facts = [...course, corrected];
    expect(on('2026-05-02', ...facts)).toMatchObject({ personId: bo });
    const back = struck(facts, 'PlaceConfirmed', { fact: 'confirmed', backTo: 'accepted' });
    expect(row(...facts, back)).toMatchObject({ personId: null });
  });
});

describe('a place another sponsor took over', () => {
  const transferred = sponsorTransferred(
    { ...place, fromSponsorId: council, toSponsorId: charity, notifiedOn: '2026-11-01' },
    '2026-12-01',
  );

  it('shows the new sponsor no purchase order of the old one, and the old one its own', () => {
    const facts = [...course, transferred];
    expect(row(...facts)).toMatchObject({ sponsorId: charity, purchaseOrder: null, pricePence: 300_000 });
    expect(on('2026-11-30', ...facts)).toMatchObject({ sponsorId: council, purchaseOrder: 'PO 7' });
  });

  it('keeps the order of the old sponsor when that of the new one is corrected', () => {
    const corrected = placeReferencesCorrected({
      ...place,
      corrects: eventOf(course, 'PlaceAccepted'),
      reason,
      purchaseOrder: 'PO 9',
    });
    const facts = [...course, transferred, corrected];
    expect(row(...facts)).toMatchObject({ purchaseOrder: 'PO 9' });
    expect(on('2026-11-30', ...facts)).toMatchObject({ purchaseOrder: 'PO 7' });
  });
});

describe('a request that was carried here', () => {
  const noted = carriedRequestNoted(
    {
      ...place,
      sponsorId: council,
      reference: 'L&D 7',
      order: 1,
      carriedFrom: { cohortId: awardId, placeId: bo },
    },
    '2026-02-02',
  );
  const opened = placesOpened(
    {
      cohortId,
      programmeId: awardId,
      awardId,
      capacity: 9,
      lastJoiningDate: '2026-09-21',
      startsOn: '2026-09-14',
      offerWorkingDays: 20,
      namingDays: 42,
      pricePence: 300_000,
      terms,
    },
    '2026-03-01',
  );
  const bookOn = (day: string) =>
    placeBooks.asAt(rowsOf(placeBooks, recorded([noted, opened, asked])).get(cohortId)!, day);

  it('waits without a turn until its book opens, and asks then', () => {
    const waitsToAsk = {
      state: 'noted',
      sponsorId: council,
      reference: 'L&D 7',
      turn: null,
      lineClass: null,
    };
    expect(row(noted)).toMatchObject({ ...waitsToAsk, requestedOn: null, cohortId });
    expect(on('2026-02-01', noted)).toBeNull();
    const asks = placeRequested({ ...asked.data, reference: 'L&D 7' }, '2026-03-02');
    expect(on('2026-02-02', noted, opened, asks, waits)).toMatchObject(waitsToAsk);
    expect(row(noted, opened, asks, waits)).toMatchObject({ state: 'waiting', turn: 3 });
  });

  it('is in a book that has not opened yet', () => {
    expect(bookOn('2026-02-01')).toBeNull();
    expect(bookOn('2026-02-02')).toMatchObject({ cohortId, capacity: 0, taking: false, startsOn: null });
    expect(bookOn('2026-03-01')).toMatchObject({ capacity: 9, taking: true });
  });
});

describe('a row as at a day', () => {
  it('holds nothing that was said of a later one', () => {
    expect(on('2026-04-01', ...course, started)!.facts).toEqual(row(asked, offered, accepted).facts);
  });

  it('is told of a draw in as many steps as were drawn', () => {
    let reads = 0;
    const places = Array.from({ length: 500 }, (_, index) => `place ${index}`);
    const order = new Proxy(places, {
      get: (of, field) => {
        if (/^\d+$/.test(String(field))) reads += 1;
        return Reflect.get(of, field) as unknown;
      },
    });
    const rows = rowsOf(placeBook, recorded([orderDrawn({ cohortId, seed: 'ab', order }, '2026-04-15')]));
    expect(rows.get('place 499')).toMatchObject({ turn: 500 });
    expect(reads).toBeLessThan(5 * places.length);
  });
});
