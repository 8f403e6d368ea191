import {
  bookCapacityRaised,
  offerLapsed,
  placeAccepted,
  placeDeclined,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placeWaitlisted,
  requestWithdrawn,
} from '#places/events';
import { recorded } from '../../../test/support/folded.js';
import { readOn, unread, type Why, whyOf } from './why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const chidi = 'c0000000-0000-4000-8000-000000000000';
const sponsorId = '33333333-3333-4333-8333-333333333333';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';
const until = '2026-09-29';

const asks = (placeId: string) => placeRequested({ cohortId, placeId, sponsorId, programmeId, awardId });
const waits = (placeId: string, turn: number, ahead: number, held = 1) =>
  placeWaitlisted({ cohortId, placeId, turn, ahead, held, capacity: 1 });
const isOffered = (placeId: string, turn?: number, behind = 0, capacity = 1) =>
  placeOffered({
    cohortId,
    placeId,
    until,
    behind,
    held: capacity,
    capacity,
    ...(turn === undefined ? {} : { turn }),
  });
const ended = (placeId: string, freedSeat: boolean) => ({
  cohortId,
  placeId,
  awardId,
  personIds: [],
  freedSeat,
});

const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const words = (answer: Why | undefined) =>
  answer?.steps.map(({ what, rank }) => (rank === undefined ? what : `${what} (rank ${rank})`));

const amaraFirst = [asks(amara), isOffered(amara)];
const boWaits = [asks(bo), waits(bo, 1, 0)];
const chidiWaits = [asks(chidi), waits(chidi, 2, 1)];

describe('why a request got a place', () => {
  it('says that a free seat was offered at once', () => {
    const answer = why(amara, undefined, ...amaraFirst);
    expect(answer).toMatchObject({ state: 'offered', revision: 1 });
    expect(words(answer)).toEqual([
      'It asked, as number 1 of this cohort.',
      'Nobody waited, and 0 of 1 seats were held: a free one was offered at once, until 29 September 2026.',
    ]);
  });

  it('says who stood ahead, what became of each seat, and when its own turn came', () =>
    expect(
      words(
        why(
          chidi,
          undefined,
          ...amaraFirst,
          ...boWaits,
          ...chidiWaits,
          placeDeclined(ended(amara, true)),
          isOffered(bo, 1, 1),
          offerLapsed({ ...ended(bo, true), until }),
          isOffered(chidi, 2, 0),
          placeAccepted({
            cohortId,
            placeId: chidi,
            awardId,
            sponsorId,
            pricePence: 300_000,
            terms: { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] },
          }),
        ),
      ),
    ).toEqual([
      'It asked, as number 3 of this cohort.',
      'No seat was free: 1 of 1 were held. It joined the line behind 1 that waited. (rank 2)',
      'A seat came free: an offer was declined. (rank 2)',
      'A free seat was offered to a request that stood ahead. This request moved up. (rank 1)',
      'A seat came free: an offer lapsed. (rank 1)',
      'It stood first in line, and 0 of 1 seats were held: the free one was offered, until 29 September 2026. 0 still waited behind it.',
      'The sponsor accepted: the seat is theirs.',
    ]));

  it('says that a free seat is kept for those who wait', () =>
    expect(
      words(
        why(
          chidi,
          undefined,
          ...amaraFirst,
          ...boWaits,
          placeDeclined(ended(amara, true)),
          asks(chidi),
          waits(chidi, 2, 1, 0),
        ),
      ),
    ).toContain(
      '1 seat stood free for those who waited already, and nobody overtakes. It joined the line behind 1 that waited. (rank 2)',
    ));

  it('tells of requests ahead that left the line, and of a raised capacity', () => {
    const answer = why(
      chidi,
      undefined,
      ...amaraFirst,
      ...boWaits,
      ...chidiWaits,
      requestWithdrawn({ ...ended(bo, false), reasonClass: 'work' }),
      bookCapacityRaised({ cohortId, capacity: 2, from: 1 }),
    );
    expect(answer).toMatchObject({ state: 'waiting', rank: 1 });
    expect(words(answer)?.slice(2)).toEqual([
      'A request ahead left the line (a sponsor took a request back). This request moved up. (rank 1)',
      '1 seat came free: the capacity was raised from 1 to 2. (rank 1)',
    ]);
  });

  it('says nothing of those behind, nor of anybody by name or id', () => {
    const answer = why(
      bo,
      undefined,
      ...amaraFirst,
      ...boWaits,
      ...chidiWaits,
      requestWithdrawn({ ...ended(chidi, false), reasonClass: 'work' }),
    );
    expect(words(answer)).toHaveLength(2);
    expect(JSON.stringify(answer?.steps)).not.toMatch(/[0-9a-f]{8}-/);
  });

  it('is no answer for a place that never asked', () => {
    expect(why(chidi, undefined, ...amaraFirst)).toBeUndefined();
    expect(why(amara, chidi, ...amaraFirst)).toBeUndefined();
  });
});

describe('why one request and not another', () => {
  const because = (one: string, other: string, ...facts: readonly PlaceEvent[]) =>
    why(one, other, ...facts)?.compared?.because;
  const seatGoesToBo = [placeDeclined(ended(amara, true)), isOffered(bo, 1, 1)];

  it('goes by the line', () => {
    const facts = [...amaraFirst, ...boWaits, ...chidiWaits, ...seatGoesToBo];
    expect(because(bo, chidi, ...facts)).toBe(
      'This one was offered a seat on 1 September 2026. The other stood at rank 2 of the line that day, behind it: ' +
        'seats go to those who wait in the order in which they joined.',
    );
    expect(because(chidi, bo, ...facts)).toBe(
      'The other was offered a seat on 1 September 2026. This one stood at rank 2 of the line that day, behind it: ' +
        'seats go to those who wait in the order in which they joined.',
    );
  });

  it('goes by who asked first', () =>
    expect(because(bo, amara, ...amaraFirst, ...boWaits)).toBe(
      'The other was offered a seat on 1 September 2026. This one had not asked yet: it asked on 1 September 2026, ' +
        'after the seat had been offered.',
    ));

  it('knows who had given up', () =>
    expect(
      because(
        chidi,
        bo,
        ...amaraFirst,
        ...boWaits,
        ...chidiWaits,
        requestWithdrawn({ ...ended(bo, false), reasonClass: 'work' }),
        placeDeclined(ended(amara, true)),
        isOffered(chidi, 2),
      ),
    ).toBe(
      'This one was offered a seat on 1 September 2026. The other was out of the line by then: it ended on ' +
        '1 September 2026 (withdrawn).',
    ));

  it('mentions that the other was offered one later', () =>
    expect(
      because(
        bo,
        chidi,
        ...amaraFirst,
        ...boWaits,
        ...chidiWaits,
        ...seatGoesToBo,
        placeDeclined(ended(bo, true)),
        isOffered(chidi, 2),
      ),
    ).toMatch(/The other was offered one later, on 1 September 2026\.$/));

  it('tells how both stand when neither was offered a seat', () =>
    expect(because(bo, chidi, ...amaraFirst, ...boWaits, ...chidiWaits)).toBe(
      'Neither was offered a seat so far. This one stands at rank 1 of the line. The other stands at rank 2 of the line.',
    ));
});
