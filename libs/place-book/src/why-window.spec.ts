import {
  orderDrawn,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placeReturnedTo,
  placesOpened,
  placeWaitlisted,
  priorityGiven,
  requestWithdrawn,
  returnAwaited,
  windowClosed,
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

const terms = { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] };

const opened = placesOpened({
  cohortId,
  programmeId,
  awardId,
  capacity: 1,
  lastJoiningDate: '2026-11-16',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms,
  orderRule: 'window',
  windowClosesOn: '2026-09-10',
});
const asks = (placeId: string, turn: number) => [
  placeRequested({ cohortId, placeId, sponsorId, programmeId, awardId }),
  placeWaitlisted({ cohortId, placeId, turn, ahead: turn - 1, held: 0, capacity: 1, because: 'window' }),
];
const hasPriority = (placeId: string, turn: number) =>
  priorityGiven({ cohortId, placeId, turn, reason: 'An island.', allowedBy: sponsorId });
const isDrawn = (...order: readonly string[]) => [
  windowClosed({ cohortId, requests: order.length }),
  orderDrawn({ cohortId, seed: 'c0ffee00c0ffee00', order }),
];
const isOffered = (placeId: string, turn: number) =>
  placeOffered({ cohortId, placeId, until: '2026-09-29', turn, behind: 2, held: 1, capacity: 1 });

const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const told = (answer: Why | undefined) =>
  answer?.steps.map(({ what, rank }) => (rank === undefined ? what : `${what} (rank ${rank})`)) ?? [];
const allAsk = [opened, ...asks(amara, 1), ...asks(bo, 2), ...asks(chidi, 3)];

describe('those with priority in a drawn window', () => {
  const facts = [...allAsk, hasPriority(amara, 1), hasPriority(chidi, 3), ...isDrawn(chidi, bo, amara)];

  it('stand before all others, in the order that was drawn', () =>
    expect([chidi, amara, bo].map((placeId) => why(placeId, undefined, ...facts)?.rank)).toEqual([1, 2, 3]));

  it('are offered seats in that order, and it says so', () =>
    expect(why(amara, chidi, ...facts, isOffered(chidi, 1))?.compared?.because).toBe(
      'The other was offered a seat on 1 September 2026. This one stood at rank 2 of the line that day, behind it: ' +
        'seats go to those who wait in the order that was drawn, and after them in which they joined.',
    ));
});

describe('a request of a window that is not drawn yet', () => {
  const joined =
    'It joined the requests of the window. The order is drawn after the window closes on 10 September 2026, so it has no rank yet.';

  it('has no rank, whoever leaves, and is given one by the draw', () => {
    const left = requestWithdrawn({
      ...{ cohortId, placeId: amara, awardId, reasonClass: 'work' },
      ...{ personIds: [], freedSeat: false },
    });
    const facts = [...allAsk, left];
    expect(why(bo, undefined, ...facts)?.rank).toBeNull();
    expect(told(why(bo, undefined, ...facts))).toEqual(['It asked, as number 2 of this cohort.', joined]);
    expect(told(why(bo, undefined, ...facts, ...isDrawn(chidi, bo))).slice(2)).toEqual([
      'The request window closed with 2 requests: their order is drawn.',
      'The order of the 2 requests of the window was drawn, from the seed c0ffee00c0ff... (rank 2)',
    ]);
  });

  it('is told of those who were carried here before the window and stand ahead of what it drew', () => {
    const facts = [...allAsk, windowClosed({ cohortId, requests: 2 })];
    const order = orderDrawn({ cohortId, seed: 'c0ffee00c0ffee', order: [amara, chidi, bo], carried: 1 });
    expect(told(why(bo, undefined, ...facts, order)).at(-1)).toBe(
      'The order of the 2 requests of the window was drawn, from the seed c0ffee00c0ff..., ' +
        'behind 1 carried here before it opened, in the order they had (rank 3)',
    );
  });

  it('is compared without ranks', () =>
    expect(why(bo, amara, ...allAsk)?.compared?.because).toBe(
      'Neither was offered a seat so far. This one has no rank yet: the order of its window is not drawn. ' +
        'The other has no rank yet: the order of its window is not drawn.',
    ));

  it('stands behind those with priority, who have none among themselves', () => {
    const facts = [...allAsk, hasPriority(bo, 2), hasPriority(chidi, 3)];
    expect(why(chidi, undefined, ...facts)?.rank).toBeNull();
    expect(told(why(amara, undefined, ...facts)).slice(2)).toEqual([
      'Another request goes before it now: it was given priority.',
      'Another request goes before it now: it was given priority.',
    ]);
  });

  it('sees a seat go to a returner, who has a rank', () => {
    const returns = {
      ...{ cohortId, placeId: chidi, awardId, sponsorId, personId: bo, modulesPassed: [] },
      returnOf: { cohortId: programmeId, placeId: awardId },
    };
    const facts = [
      ...[opened, ...asks(amara, 1), placeRequested({ ...returns, programmeId })],
      returnAwaited({ ...returns, turn: 2 }),
    ];
    expect(why(chidi, undefined, ...facts)?.rank).toBe(1);
    const returned = placeReturnedTo({ ...returns, pricePence: 0, terms, held: 1, capacity: 1 });
    expect(why(amara, chidi, ...facts, returned)?.compared?.because).toContain(
      'This one had no rank yet: participants who return go before those without such a reason.',
    );
    const atOnce = [opened, ...asks(amara, 1), placeRequested({ ...returns, programmeId }), returned];
    expect(why(amara, chidi, ...atOnce)?.compared?.because).toContain(
      'This one had no rank yet: the order of its window was not drawn yet.',
    );
  });
});
