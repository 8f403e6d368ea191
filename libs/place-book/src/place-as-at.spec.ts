import {
  deferredPlaceReturned,
  orderDrawn,
  participantSubstituted,
  placeAccepted,
  placeCompleted,
  placeCompletionUndone,
  placeConfirmed,
  placeDateCorrected,
  placeDeferred,
  type PlaceEvent,
  placeFactStruck,
  placeOffered,
  placeRequested,
  placeSponsorCorrected,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  priorityGiven,
  seatRegained,
  sponsorTransferred,
} from '#places/events';
import fc from 'fast-check';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeBook } from './place-book.projection.js';

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
const agreed = {
  awardId,
  sponsorId: council,
  lineManagerId: bo,
  privacyNoticeVersion: '2026-1',
  checks: [],
};

const asked = placeRequested({ ...place, programmeId: awardId, awardId, sponsorId: council }, '2026-03-02');
const waits = placeWaitlisted({ ...place, turn: 3, ahead: 2, held: 9, capacity: 9 }, '2026-03-02');
const offered = placeOffered(
  { ...place, until: '2026-04-10', turn: 3, behind: 0, held: 9, capacity: 9 },
  '2026-03-12',
);
const accepted = placeAccepted(
  { ...place, awardId, sponsorId: council, pricePence: 300_000, terms, purchaseOrder: 'PO 7' },
  '2026-04-01',
);
const confirmed = placeConfirmed({ ...place, ...agreed, personId: amara }, '2026-05-01');
const started = placeStarted({ ...place, personId: amara }, '2026-09-14');
const awarded = placeCompleted(
  { ...place, personId: amara, awardedOn: '2027-06-30', freedSeat: true },
  '2027-07-02',
);
const course = [asked, waits, offered, accepted, confirmed, started, awarded];

const events = (...facts: readonly PlaceEvent[]) => recorded(facts);
const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, events(...facts)).get(placeId)!;
const on = (day: string, ...facts: readonly PlaceEvent[]) => placeBook.asAt(row(...facts), day);

describe('a place as at a day', () => {
  it('was not there before it was asked for', () => expect(on('2026-03-01', ...course)).toBeNull());

  it.each([
    ['2026-03-02', { state: 'waiting', turn: 3, lineClass: 3, offeredOn: null, pricePence: null }],
    ['2026-03-12', { state: 'offered', until: '2026-04-10', acceptedOn: null, personId: null }],
    ['2026-04-01', { state: 'accepted', until: null, pricePence: 300_000, purchaseOrder: 'PO 7' }],
    ['2026-05-01', { state: 'confirmed', personId: amara, lineManagerId: bo, startedOn: null }],
    ['2026-09-14', { state: 'started', startedOn: '2026-09-14', awardedOn: null, endedOn: null }],
    ['2027-06-30', { state: 'completed', awardedOn: '2027-06-30', endedOn: '2027-06-30' }],
  ])('stood on %s where its dates say', (day, expected) =>
    expect(on(day, ...course)).toMatchObject(expected),
  );

  it('tells the steps of its past only', () =>
    expect(on('2026-04-01', ...course)?.steps.map(({ what }) => what)).toEqual([
      'PlaceRequested',
      'PlaceWaitlisted',
      'PlaceOffered',
      'PlaceAccepted',
    ]));

  it('is the live row on a day no fact lies behind, whatever happened to it', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(course.slice(1)), (some) => {
        const live = row(asked, ...some);
        expect(placeBook.asAt(live, '2030-01-01')).toEqual(live);
      }),
    ));

  it('does not depend on the order in which its facts were recorded', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(course.slice(1), { minLength: course.length - 1 }),
        fc.constantFrom('2026-03-05', '2026-03-20', '2026-04-20', '2026-06-01', '2027-01-01', '2027-08-01'),
        (order, day) => {
          const { steps: _, ...late } = on(day, asked, ...order)!;
          const { steps: __, ...early } = on(day, ...course)!;
          expect({ ...late, facts: {} }).toEqual({ ...early, facts: {} });
        },
      ),
    ));

  it('counts a withdrawal dated before the start from its own day, as if it had never started', () => {
    const late = placeWithdrawn(
      { ...ended, reasonClass: 'work', notifiedOn: '2026-10-01', hadStarted: false },
      '2026-08-20',
    );
    expect(on('2026-08-19', ...course.slice(0, 6), late)).toMatchObject({ state: 'confirmed' });
    expect(on('2026-12-01', ...course.slice(0, 6), late)).toMatchObject({
      state: 'withdrawn',
      startedOn: null,
      endedOn: '2026-08-20',
    });
  });

  it('goes back to awaiting its award when that is corrected away, by its old day', () => {
    const undone = placeCompletionUndone(
      { ...place, personId: amara, backTo: 'awaiting_award' },
      '2027-09-01',
    );
    expect(on('2027-07-15', ...course, undone)).toMatchObject({ state: 'awaiting_award', awardedOn: null });
  });

  it('is held by a substitute, and answered for by another sponsor, from their days on', () => {
    const substituted = participantSubstituted(
      {
        ...place,
        ...agreed,
        personId: bo,
        lineManagerId: amara,
        notifiedOn: '2026-06-01',
        reasonClass: 'work',
        insteadOf: { personId: amara },
      },
      '2026-06-01',
    );
    const transferred = sponsorTransferred(
      { ...place, fromSponsorId: council, toSponsorId: charity, notifiedOn: '2026-11-01' },
      '2026-12-01',
    );
    const all = [...course.slice(0, 5), substituted, transferred];
    expect(on('2026-05-31', ...all)).toMatchObject({ personId: amara, sponsorId: council });
    expect(on('2026-11-30', ...all)).toMatchObject({ personId: bo, sponsorId: council });
    expect(on('2026-12-01', ...all)).toMatchObject({ personId: bo, sponsorId: charity });
  });

  it('is deferred, and moved once its participant has started where they return', () => {
    const returnTo = { cohortId: awardId, placeId: amara };
    const deferred = placeDeferred(
      {
        ...place,
        awardId,
        sponsorId: council,
        personId: amara,
        reasonClass: 'personal',
        notifiedOn: '2026-11-01',
        hadStarted: true,
        freedSeat: true,
        limitOn: '2028-11-01',
        returnTo,
        modulesPassed: [],
      },
      '2026-11-01',
    );
    const returned = deferredPlaceReturned(
      { ...place, awardId, personId: amara, returnedTo: returnTo },
      '2027-09-13',
    );
    const all = [...course.slice(0, 6), deferred, returned];
    expect(on('2026-10-31', ...all)).toMatchObject({ state: 'started', returnTo: null });
    expect(on('2027-01-01', ...all)).toMatchObject({ state: 'deferred', deferredOn: '2026-11-01', returnTo });
    expect(on('2027-09-13', ...all)).toMatchObject({ state: 'moved', endedOn: '2027-09-13' });
    const redated = placeDateCorrected(
      {
        ...{ ...place, corrects: events(...all).at(-1)!.id, reason: 'The list was misread.' },
        ...{ fact: 'moved', from: '2027-09-13' },
      },
      '2027-09-20',
    );
    expect(on('2027-09-19', ...all, redated)).toMatchObject({ state: 'deferred', endedOn: null });
    expect(on('2027-09-20', ...all, redated)).toMatchObject({ state: 'moved', returnTo });
    expect(row(...all, redated).steps.at(-2)).toMatchObject({
      corrected: [{ from: { on: '2027-09-13' }, to: { on: '2027-09-20' } }],
    });
  });
});

describe('a corrected place', () => {
  const log = events(...course.slice(0, 6));
  const eventOf = (type: string) => log.find((event) => event.type === type)!.id;
  const correction = (type: string) => ({
    ...place,
    corrects: eventOf(type),
    reason: 'The list was misread.',
  });

  it('happened on the day it was corrected to, and still shows what was recorded', () => {
    const corrected = placeDateCorrected(
      { ...correction('PlaceStarted'), fact: 'started', from: '2026-09-14' },
      '2026-09-16',
    );
    const all = [...course.slice(0, 6), corrected];
    expect(on('2026-09-15', ...all)).toMatchObject({ state: 'confirmed', startedOn: null });
    expect(on('2026-09-16', ...all)).toMatchObject({ state: 'started', startedOn: '2026-09-16' });
    expect(row(...all).steps.find(({ what }) => what === 'PlaceStarted')).toMatchObject({
      on: '2026-09-14',
      corrected: [{ to: { on: '2026-09-16' }, by: 'local-administrator', reason: 'The list was misread.' }],
    });
  });

  it('stands first in line while it waits for the seat a correction gives back', () => {
    const withdrawn = placeWithdrawn(
      { ...ended, reasonClass: 'work', notifiedOn: '2026-06-01', hadStarted: false },
      '2026-06-01',
    );
    const facts = [...course.slice(0, 5), withdrawn];
    const struck = placeFactStruck(
      {
        ...place,
        awardId,
        freedSeat: false,
        corrects: events(...facts).at(-1)!.id,
        reason: 'It was another place.',
        fact: 'withdrawn',
        backTo: 'confirmed',
        seat: 'awaited',
        turn: 9,
      },
      '2026-06-20',
    );
    expect(row(...facts, struck)).toMatchObject({ state: 'waiting', lineClass: 0, turn: 9, endedOn: null });
    const regained = seatRegained({ ...place, backTo: 'confirmed', held: 9, capacity: 9 }, '2026-07-01');
    expect(row(...facts, struck, regained)).toMatchObject({ state: 'confirmed', confirmedOn: '2026-05-01' });
    expect(row(...facts, struck, regained).steps[5]).toMatchObject({
      what: 'PlaceWithdrawn',
      corrected: [{ to: null, reason: 'It was another place.' }],
    });
  });

  it('was always the right sponsor’s', () => {
    const corrected = placeSponsorCorrected({
      ...correction('PlaceRequested'),
      from: council,
      sponsorId: charity,
    });
    expect(on('2026-03-02', ...course.slice(0, 6), corrected)).toMatchObject({ sponsorId: charity });
  });
});

describe('the line of a drawn window', () => {
  const drawn = orderDrawn({ cohortId, seed: 'ab', order: [bo, placeId] }, '2026-04-15');

  it('stands in the order of the draw', () =>
    expect(row(asked, waits, drawn)).toMatchObject({ lineClass: 3, turn: 2 }));

  it('draws those with priority among themselves', () =>
    expect(
      row(asked, waits, priorityGiven({ ...place, reason: 'An island.', allowedBy: amara, turn: 1 }), drawn),
    ).toMatchObject({ lineClass: 2, turn: 2 }));
});
