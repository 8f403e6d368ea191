import {
  awaitedReturnCorrected,
  type PlaceEvent,
  placeRequested,
  placeReturnedTo,
  placesOpened,
  returnAwaited,
  returnGivenUp,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';
import { readOn, unread, whyOf } from './why.js';

const cohortId = 'next';
const placeId = 'her return';
const returnOf = { cohortId: 'first', placeId: 'her place' };
const terms = {
  fundingModel: 'sponsor_paid' as const,
  fundingShares: [],
  instalmentPlan: [],
  refundBands: [],
};
const awardId = 'certificate';
const who = { awardId, sponsorId: 'council', personId: 'amara', returnOf };
const noted = returnAwaited({ cohortId, placeId, ...who, modulesPassed: [] }, '2026-12-07');
const opened = placesOpened(
  {
    cohortId,
    programmeId: 'leading to deliver',
    awardId,
    capacity: 9,
    startsOn: '2027-09-06',
    lastJoiningDate: '2027-09-20',
    offerWorkingDays: 20,
    namingDays: 42,
    pricePence: 345_000,
    terms,
  },
  '2027-02-01',
);
const asked = placeRequested({ cohortId, placeId, programmeId: 'leading to deliver', ...who }, '2027-02-01');
const arrived = placeReturnedTo(
  { cohortId, placeId, ...who, pricePence: 345_000, terms, modulesPassed: [], held: 1, capacity: 9 },
  '2027-02-01',
);
const givenUp = returnGivenUp({ cohortId, placeId, returnOf }, '2027-01-10');

const rowOf = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, recorded(facts)).get(placeId);
const rowOn = (day: string, ...facts: readonly PlaceEvent[]) => placeBook.asAt(rowOf(...facts)!, day);
const why = (...facts: readonly PlaceEvent[]) => whyOf(recorded(facts).reduce(readOn, unread(placeId)));

describe('a returner who is named before the book of return opens', () => {
  it('has a row there from that day: noted, with who they are, who asked and where they come from', () => {
    expect(rowOf(noted)).toMatchObject({
      cohortId,
      state: 'noted',
      sponsorId: 'council',
      personId: 'amara',
      returnOf,
      requestedOn: null,
      turn: null,
    });
    expect(rowOn('2026-12-06', noted)).toBeNull();
    expect(rowOn('2027-01-31', noted, opened, asked, arrived)).toMatchObject({ state: 'noted' });
    expect(rowOf(noted, opened, asked, arrived)).toMatchObject({
      state: 'accepted',
      requestedOn: '2027-02-01',
    });
  });

  it('is in the list of a book that has not opened', () => {
    const book = rowsOf(placeBooks, recorded([noted])).get(cohortId)!;
    expect(book).toMatchObject({ taking: false, capacity: 0 });
    expect(placeBooks.asAt(book, '2026-12-06')).toBeNull();
    expect(placeBooks.asAt(book, '2026-12-07')).toMatchObject({ cohortId, taking: false });
  });

  it('names nobody as sponsor where nobody answers for them', () => {
    const alone = returnAwaited({ cohortId, placeId, ...who, modulesPassed: [], selfFunded: true });
    expect(rowOf(alone)).toMatchObject({ state: 'noted', sponsorId: null });
  });

  it('is of whoever took over the place that was left, where they stood', () => {
    const answeredAt = '2027-01-05T09:00:00.000Z';
    const again = returnAwaited(
      { cohortId, placeId, ...who, sponsorId: 'charity', modulesPassed: [], answeredAt },
      '2027-01-05',
    );
    const { askedAtRevision } = rowOf(noted)!;
    expect(rowOf(noted, again)).toMatchObject({ state: 'noted', sponsorId: 'charity', askedAtRevision });
    expect(rowOn('2027-01-04', noted, again)).toMatchObject({ sponsorId: 'council' });
    expect(why(noted, again)!.steps.map(({ what }) => what)).toEqual([
      expect.stringContaining('as soon as this cohort takes requests'),
      'Another answers for it, as for the place that was left.',
    ]);
  });

  it('is told why they have no seat yet', () => {
    expect(why(noted)).toMatchObject({
      state: 'noted',
      steps: [{ what: expect.stringContaining('as soon as this cohort takes requests') as string }],
    });
    expect(why(noted, opened, asked, arrived)).toMatchObject({ state: 'accepted' });
  });

  it('who does not come after all is no more noted, and another may be under the same id', () => {
    expect(rowOf(noted, givenUp)).toMatchObject({ state: 'withdrawn', endedOn: '2027-01-10' });
    expect(rowOn('2027-01-09', noted, givenUp)).toMatchObject({ state: 'noted' });
    expect(why(noted, givenUp)).toMatchObject({ state: 'withdrawn' });
    const other = { cohortId: 'first', placeId: 'his place' };
    const next = returnAwaited(
      { cohortId, placeId, ...who, personId: 'bo', returnOf: other, modulesPassed: [] },
      '2027-01-12',
    );
    expect(rowOf(noted, givenUp, next)).toMatchObject({ state: 'noted', personId: 'bo', returnOf: other });
    expect(rowOf(noted, returnGivenUp({ cohortId, placeId, returnOf: other }))).toMatchObject({
      state: 'noted',
      personId: 'amara',
    });
  });

  it('given up before they were ever noted has no row', () => expect(rowOf(givenUp)).toBeUndefined());

  it('shows who it was in truth, and what had been recorded beside it', () => {
    const notedIn = recorded([noted])[0]!.id;
    const of = { cohortId, placeId, returnOf, corrects: notedIn, correctedAt: '2027-01-05T09:00:00.000Z' };
    const corrected = awaitedReturnCorrected(
      { ...of, reason: 'Two letters had been mixed up.', personId: 'bo', askedBy: 'ewan' },
      '2027-01-05',
    );
    expect(rowOf(noted, corrected)).toMatchObject({ state: 'noted', personId: 'bo', sponsorId: 'council' });
    expect(rowOn('2026-12-31', noted, corrected)).toMatchObject({ personId: 'bo' });
    expect(rowOf(noted, corrected)!.steps[0]).toMatchObject({
      what: 'ReturnAwaited',
      corrected: [
        {
          from: { personId: 'amara' },
          to: { personId: 'bo' },
          by: 'ewan',
          reason: 'Two letters had been mixed up.',
        },
      ],
    });
    const sponsored = awaitedReturnCorrected({
      ...of,
      reason: 'The parent body was named.',
      sponsorId: 'board',
    });
    expect(rowOf(noted, corrected, sponsored)).toMatchObject({ personId: 'bo', sponsorId: 'board' });
    expect(why(noted, corrected)!.steps.at(-1)!.what).toBe(
      'Corrected: another person is to return. Two letters had been mixed up.',
    );
    const passed = awaitedReturnCorrected({ ...of, reason: 'It was misread.', modulesPassed: ['module 1'] });
    expect(rowOf(noted, passed)!.steps[0]).toMatchObject({
      corrected: [{ to: { modulesPassed: ['module 1'] } }],
    });
    expect(why(noted, passed)!.steps.at(-1)!.what).toBe(
      'Corrected: they had passed other modules. It was misread.',
    );
  });
});
