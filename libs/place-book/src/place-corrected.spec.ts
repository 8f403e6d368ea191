import {
  type CorrectableFact,
  exceptionAllowed,
  noticeCorrected,
  offerExtended,
  participantFactsCorrected,
  participantSubstituted,
  placeAccepted,
  placeConfirmed,
  placeDateCorrected,
  placeDeclined,
  type PlaceEvent,
  placeFactStruck,
  placeOffered,
  placeReferencesCorrected,
  placeRequested,
  placeSponsorCorrected,
  placeStatementCorrected,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  priorityGiven,
  sponsorTransferred,
} from '#places/events';
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
const agreed = { awardId, sponsorId: council, privacyNoticeVersion: '1', checks: [] };
const reason = 'It was recorded for the wrong place.';

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
const confirmed = placeConfirmed({ ...place, ...agreed, lineManagerId: bo, personId: amara }, '2026-05-01');
const substituted = participantSubstituted(
  {
    ...place,
    ...agreed,
    lineManagerId: amara,
    personId: bo,
    notifiedOn: '2026-06-01',
    reasonClass: 'work',
    insteadOf: { personId: amara },
  },
  '2026-06-01',
);
const transferred = sponsorTransferred(
  { ...place, fromSponsorId: council, toSponsorId: charity, notifiedOn: '2026-11-01', purchaseOrder: 'C 1' },
  '2026-12-01',
);
const course = [asked, waits, offered, accepted, confirmed];

const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, recorded(facts)).get(placeId)!;
const on = (day: string, ...facts: readonly PlaceEvent[]) => placeBook.asAt(row(...facts), day);
const eventOf = (facts: readonly PlaceEvent[], type: PlaceEvent['type']) =>
  recorded(facts).findLast((event) => event.type === type)!.id;
const struck = (
  facts: readonly PlaceEvent[],
  type: PlaceEvent['type'],
  of: Partial<Parameters<typeof placeFactStruck>[0]> & { fact: CorrectableFact; backTo: string },
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
    '2027-01-12',
  );
const correctedSteps = (...facts: readonly PlaceEvent[]) =>
  row(...facts).steps.flatMap(({ what, corrected }) =>
    corrected ? [{ what, says: corrected.map(({ to }) => to) }] : [],
  );

describe('a change of a place that never happened', () => {
  it('leaves the sponsor before, with its own purchase order, on every day', () => {
    const facts = [...course, transferred];
    const back = struck(facts, 'SponsorTransferred', {
      fact: 'transferred',
      backTo: 'confirmed',
      personId: amara,
    });
    for (const one of [row(...facts, back), on('2026-12-15', ...facts, back)])
      expect(one).toMatchObject({ sponsorId: council, purchaseOrder: 'PO 7', state: 'confirmed' });
    expect(correctedSteps(...facts, back)).toEqual([{ what: 'SponsorTransferred', says: [null] }]);
  });

  it('leaves whom it was confirmed for, with their line manager', () => {
    const facts = [...course, substituted];
    expect(row(...facts)).toMatchObject({ personId: bo, lineManagerId: amara });
    const back = struck(facts, 'ParticipantSubstituted', {
      fact: 'substituted',
      backTo: 'confirmed',
      personId: amara,
    });
    for (const one of [row(...facts, back), on('2026-07-01', ...facts, back)])
      expect(one).toMatchObject({ state: 'confirmed', personId: amara, lineManagerId: bo });
  });

  it('puts a request without its priority back among all others, and takes the offer it gave', () => {
    const first = priorityGiven({ ...place, reason: 'An island.', allowedBy: amara, turn: 3 }, '2026-03-05');
    const facts = [asked, waits, first, offered];
    const back = struck(facts, 'PriorityGiven', {
      fact: 'given_priority',
      backTo: 'waiting',
      turn: 3,
      freedSeat: true,
      fell: [{ fact: 'offered', event: eventOf(facts, 'PlaceOffered'), on: '2026-03-12' }],
    });
    expect(row(...facts, back)).toMatchObject({
      state: 'waiting',
      lineClass: 3,
      turn: 3,
      offeredOn: null,
      until: null,
    });
    expect(correctedSteps(...facts, back).map(({ what }) => what)).toEqual(['PriorityGiven', 'PlaceOffered']);
    expect(on('2026-03-20', ...facts, back)).toMatchObject({ state: 'waiting', lineClass: 3 });
  });

  it('takes what a named exception gave', () => {
    const allowed = exceptionAllowed(
      { ...place, overRules: ['order'], allowedBy: amara, reason: 'Promised.' },
      '2026-03-12',
    );
    const facts = [asked, waits, allowed, offered];
    const back = struck(facts, 'ExceptionAllowed', {
      fact: 'admitted_by_exception',
      backTo: 'waiting',
      turn: 3,
      freedSeat: true,
      fell: [{ fact: 'offered', event: eventOf(facts, 'PlaceOffered'), on: '2026-03-12' }],
    });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 3, turn: 3, until: null });
  });

  it('leaves the day an offer stood until', () => {
    const longer = offerExtended(
      { ...place, from: '2026-04-10', until: '2026-05-10', reason: 'The council meets.' },
      '2026-03-20',
    );
    const facts = [asked, waits, offered, longer];
    expect(row(...facts)).toMatchObject({ until: '2026-05-10' });
    const back = struck(facts, 'OfferExtended', { fact: 'offer_extended', backTo: 'offered' });
    expect(row(...facts, back)).toMatchObject({ state: 'offered', until: '2026-04-10' });
  });
});

describe('a change of a place on another day', () => {
  const corrects = (facts: readonly PlaceEvent[], type: PlaceEvent['type']) => ({
    ...place,
    corrects: eventOf(facts, type),
    reason,
  });

  it('has the new sponsor answer from that day', () => {
    const facts = [...course, transferred];
    const earlier = placeDateCorrected(
      { ...corrects(facts, 'SponsorTransferred'), fact: 'transferred', from: '2026-12-01' },
      '2026-11-10',
    );
    expect(on('2026-11-09', ...facts, earlier)).toMatchObject({ sponsorId: council });
    expect(on('2026-11-10', ...facts, earlier)).toMatchObject({ sponsorId: charity, purchaseOrder: 'C 1' });
  });

  it('has the substitute hold it from that day', () => {
    const facts = [...course, substituted];
    const later = placeDateCorrected(
      { ...corrects(facts, 'ParticipantSubstituted'), fact: 'substituted', from: '2026-06-01' },
      '2026-06-20',
    );
    expect(on('2026-06-10', ...facts, later)).toMatchObject({ personId: amara, lineManagerId: bo });
    expect(on('2026-06-20', ...facts, later)).toMatchObject({ personId: bo, lineManagerId: amara });
    expect(row(...facts, later).facts.days).toEqual(row(...course).facts.days);
  });
});

describe('a step that was corrected more than once', () => {
  const started = placeStarted({ ...place, personId: amara }, '2026-09-14');
  const facts = [...course, started];
  const of = { ...place, corrects: eventOf(facts, 'PlaceStarted') };
  const redatedTo = (day: string, from: string, askedBy?: string) =>
    placeDateCorrected(
      { ...of, reason: `It was ${day}.`, fact: 'started', from, ...(askedBy ? { askedBy } : {}) },
      day,
    );
  const twice = [redatedTo('2026-09-16', '2026-09-14', 'ewan'), redatedTo('2026-09-15', '2026-09-16')];
  const never = struck(facts, 'PlaceStarted', { fact: 'started', backTo: 'confirmed' });

  it('keeps every version, each with who said it, when and why', () => {
    const said = { recordedAt: '2026-09-01T08:00:00.000Z', by: 'local-administrator' };
    expect(row(...facts, ...twice, never).steps.find(({ what }) => what === 'PlaceStarted')).toMatchObject({
      on: '2026-09-14',
      corrected: [
        {
          ...said,
          from: { on: '2026-09-14' },
          to: { on: '2026-09-16' },
          reason: 'It was 2026-09-16.',
          by: 'ewan',
        },
        { ...said, from: { on: '2026-09-16' }, to: { on: '2026-09-15' }, reason: 'It was 2026-09-15.' },
        { ...said, from: { on: '2026-09-15' }, to: null, reason },
      ],
    });
  });

  it('is told from the day it was corrected to last', () => {
    const starts = (day: string) => on(day, ...facts, ...twice)!.steps.map(({ what }) => what);
    expect(starts('2026-09-14')).not.toContain('PlaceStarted');
    expect(starts('2026-09-15')).toContain('PlaceStarted');
  });

  it('names the line manager there was, and what else had been stated beside what is right', () => {
    const corrects = eventOf(facts, 'PlaceConfirmed');
    const said = { fact: 'confirmed', lineManagerId: charity, privacyNoticeVersion: '2' } as const;
    const from = { lineManagerId: bo, privacyNoticeVersion: '1' };
    const corrected = row(...facts, placeStatementCorrected({ ...of, corrects, reason, ...said, from }));
    expect(corrected).toMatchObject({ lineManagerId: charity, state: 'started' });
    expect(corrected.steps.find(({ event }) => event === corrects)!.corrected).toMatchObject([
      { from, to: { lineManagerId: charity, privacyNoticeVersion: '2' }, reason },
    ]);
  });

  it('says of each field what it was and is, where that was kept', () => {
    const corrects = eventOf(facts, 'PlaceRequested');
    const corrections = [
      placeSponsorCorrected({ ...of, corrects, reason, from: council, sponsorId: charity }),
      placeReferencesCorrected({ ...of, corrects, reason, reference: 'L 7', from: { reference: null } }),
      participantFactsCorrected({ ...of, corrects, reason, asAt: 'request', level: 'senior' }),
    ];
    expect(row(...facts, ...corrections).steps[0]!.corrected).toMatchObject([
      { from: { sponsorId: council }, to: { sponsorId: charity } },
      { from: { reference: null }, to: { reference: 'L 7' } },
      { from: {}, to: { level: 'senior' } },
    ]);
  });
});

describe('the notice by which a place was given up', () => {
  const started = placeStarted({ ...place, personId: amara }, '2026-09-14');
  const withdrawn = placeWithdrawn(
    { ...ended, reasonClass: 'work', notifiedOn: '2026-11-20', hadStarted: true, free: true },
    '2026-11-10',
  );
  const facts = [...course, started, withdrawn];
  const correction = noticeCorrected({
    ...place,
    corrects: eventOf(facts, 'PlaceWithdrawn'),
    reason,
    notifiedOn: '2026-11-05',
    free: false,
    bandsFrom: '2026-10-12',
  });

  it('is shown with the terms money goes by, from the day it arrived', () => {
    expect(row(...course).notice).toBeNull();
    expect(row(...facts).notice).toEqual({ notifiedOn: '2026-11-20', free: true, bandsFrom: null });
    expect(on('2026-11-15', ...facts)).toMatchObject({ state: 'withdrawn', notice: null });
    expect(on('2026-11-20', ...facts)).toMatchObject({ notice: { notifiedOn: '2026-11-20' } });
  });

  it('is shown as corrected, with the terms of the right day', () => {
    const right = { notifiedOn: '2026-11-05', free: false, bandsFrom: '2026-10-12' };
    expect(row(...facts, correction).notice).toEqual(right);
    expect(on('2026-11-10', ...facts, correction)).toMatchObject({ notice: right });
    const ofTheClass = noticeCorrected({
      ...place,
      corrects: eventOf(facts, 'PlaceWithdrawn'),
      reason,
      reasonClass: 'personal',
    });
    expect(row(...facts, ofTheClass).notice).toEqual(row(...facts).notice);
  });

  it('falls with the withdrawal it was of', () => {
    const back = struck(facts, 'PlaceWithdrawn', { fact: 'withdrawn', backTo: 'started', seat: 'held' });
    expect(row(...facts, back)).toMatchObject({ state: 'started', notice: null });
  });
});

describe('a place that is offered its seat again after a correction', () => {
  it('waits no longer', () => {
    const facts = [asked, waits, offered, placeDeclined(ended, '2026-03-20')];
    const back = struck(facts, 'PlaceDeclined', {
      fact: 'declined',
      backTo: 'offered',
      seat: 'awaited',
      turn: 9,
    });
    expect(row(...facts, back)).toMatchObject({ state: 'waiting', lineClass: 0 });
    const again = placeOffered({ ...offered.data, until: '2027-02-10' }, '2027-01-12');
    expect(row(...facts, back, again)).toMatchObject({ state: 'offered', until: '2027-02-10' });
  });
});
