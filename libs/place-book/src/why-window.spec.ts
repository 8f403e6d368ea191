import {
  orderDrawn,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placesOpened,
  placeWaitlisted,
  priorityGiven,
  windowClosed,
} from '#places/events';
import { recorded } from '../../../test/support/folded.js';
import { readOn, unread, whyOf } from './why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const chidi = 'c0000000-0000-4000-8000-000000000000';
const sponsorId = '33333333-3333-4333-8333-333333333333';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';

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
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
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
