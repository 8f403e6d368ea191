import { carriedRequestNoted, carryingRefused, type PlaceEvent, requestCarried } from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { placeBook } from './place-book.projection.js';
import { readOn, unread, whyOf } from './why.js';

const cohortId = 'spring';
const placeId = 'amara in spring';
const carriedFrom = { cohortId: 'autumn', placeId: 'amara in autumn' };
const noted = carriedRequestNoted(
  { cohortId, placeId, sponsorId: 'council', order: 1, carriedFrom },
  '2026-12-01',
);
const to = { toCohortId: 'summer', toPlaceId: 'amara in summer' };
const carried = requestCarried({ cohortId, placeId, sponsorId: 'council', order: 1, ...to }, '2027-01-05');
const refused = carryingRefused({ cohortId, placeId, ...to, code: 'places-not-open' });

const rowOf = (...facts: readonly PlaceEvent[]) => rowsOf(placeBook, recorded(facts)).get(placeId)!;
const why = (...facts: readonly PlaceEvent[]) => whyOf(recorded(facts).reduce(readOn, unread(placeId)));

describe('a request that was noted for a book and carried on before that opened', () => {
  it('was not placed there from that day on', () => {
    expect(rowOf(noted, carried)).toMatchObject({ state: 'not_placed', endedOn: '2027-01-05' });
    expect(placeBook.asAt(rowOf(noted, carried), '2027-01-04')).toMatchObject({ state: 'noted' });
    expect(why(noted, carried)?.state).toBe('not_placed');
  });

  it('is not noted again where the later cohort could not take it once the book has opened', () => {
    expect(rowOf(noted, carried, refused).state).toBe('not_placed');
    expect(why(noted, carried, refused)?.state).toBe('not_placed');
  });

  it('is noted again where the later cohort could not take it before', () => {
    const again = carryingRefused({ ...refused.data, notedAgain: true });
    expect(rowOf(noted, carried, again)).toMatchObject({ state: 'noted', endedOn: null });
    expect(why(noted, carried, again)).toMatchObject({
      state: 'noted',
      steps: [
        {},
        {},
        {
          what: 'The cohort it was carried to could not take it: it asks here as soon as this cohort takes requests, unless its sponsor carries it to another.',
        },
      ],
    });
  });
});
