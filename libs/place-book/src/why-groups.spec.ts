import {
  carriedRequestNoted,
  groupAskedToSplit,
  groupPassedOver,
  groupRequested,
  type PlaceEvent,
  placeNotPlaced,
  placeOffered,
  placeRequested,
  placeSponsorCorrected,
  placesOpened,
  placeWaitlisted,
} from '#places/events';
import { recorded } from '../../../test/support/folded.js';
import { readOn, unread, whyOf } from './why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const chidi = 'c0000000-0000-4000-8000-000000000000';
const dorcas = 'd0000000-0000-4000-8000-000000000000';
const ewan = 'e0000000-0000-4000-8000-000000000000';
const council = '33333333-3333-4333-8333-333333333333';
const charity = '34333333-3333-4333-8333-333333333333';
const pair = '66666666-6666-4666-8666-666666666666';
const otherPair = '67666666-6666-4666-8666-666666666666';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';

type Opened = ReturnType<typeof placesOpened>['data'];
const opened = (rules: Partial<Opened> = {}) =>
  placesOpened({
    ...{ cohortId, programmeId, awardId, capacity: 3, lastJoiningDate: '2026-11-16', startsOn: '2026-11-16' },
    ...{ offerWorkingDays: 20, namingDays: 42, pricePence: 300_000 },
    terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
    ...rules,
  });
const asks = (placeId: string, of: { sponsorId?: string; sector?: string; groupId?: string } = {}) =>
  placeRequested({ cohortId, placeId, programmeId, awardId, sponsorId: council, ...of });
type Waitlisted = ReturnType<typeof placeWaitlisted>['data'];
const waits = (placeId: string, turn: number, of: Partial<Waitlisted> = {}) =>
  placeWaitlisted({ cohortId, placeId, turn, ahead: 0, held: 2, capacity: 3, ...of });
type Offered = ReturnType<typeof placeOffered>['data'];
const isOffered = (placeId: string, of: Partial<Offered> = {}) =>
  placeOffered({ cohortId, placeId, until: '2026-09-29', behind: 0, held: 1, capacity: 3, ...of });
const together = (
  groupId: string,
  placeIds: readonly string[],
  firstTurn: number,
  of: Partial<Waitlisted>,
) => [
  groupRequested({ cohortId, groupId, sponsorId: council, placeIds, maySplit: false }),
  ...placeIds.flatMap((placeId, index) => [
    asks(placeId, { groupId, sector: 'local_authority' }),
    waits(placeId, firstTurn + index, of),
  ]),
];
const askedToSplit = (groupId: string, free: number) =>
  groupAskedToSplit({ cohortId, groupId, size: 2, free, answerBy: '2026-09-11' });
const passedOver = (groupId: string) => groupPassedOver({ cohortId, groupId, size: 2, free: 1 });

const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const words = (placeId: string, ...facts: readonly PlaceEvent[]) =>
  why(placeId, undefined, ...facts)!.steps.map(({ what }) => what);
const because = (got: string, left: string, ...facts: readonly PlaceEvent[]) =>
  why(got, left, ...facts)!.compared!.because;

describe('why a group waits though seats are free', () => {
  it('is too large for them', () =>
    expect(words(amara, opened(), ...together(pair, [amara, bo], 1, { because: 'group' }))[1]).toBe(
      '1 seat stood free, too few for its group of 2. It joined the line behind nobody.',
    ));

  it('would fit but for those kept for a sector', () => {
    const shares = { sectorShares: [{ sector: 'voluntary', seats: 2, releasedOn: '2026-10-19' }] };
    const facts = together(pair, [amara, bo], 1, { because: 'group', held: 0 });
    expect(words(amara, opened(shares), ...facts, askedToSplit(pair, 1)).slice(1)).toEqual([
      '3 seats stood free, too few for its group of 2 beside those kept for sponsors of another sector. It joined the line behind nobody.',
      '1 seat was free for its group of 2, which is too few: the sponsor was asked whether it may be split, until 11 September 2026.',
    ]);
  });

  it('would fit but for those kept for a group that was asked', () => {
    const facts = [
      ...together(pair, [amara, bo], 1, { because: 'group', held: 1 }),
      askedToSplit(pair, 1),
      ...together(otherPair, [chidi, dorcas], 3, { because: 'group', held: 1 }),
    ];
    expect(words(chidi, opened(), ...facts)[1]).toBe(
      '2 seats stood free, kept for a group that was asked whether it may be split. It joined the line behind nobody.',
    );
  });

  it('is more than its sponsor may still hold', () => {
    const facts = [
      opened({ maxPerSponsor: 2 }),
      ...[asks(ewan), isOffered(ewan)],
      ...together(pair, [amara, bo], 1, { because: 'sponsor-maximum', held: 1 }),
      ...[asks(chidi, { sponsorId: charity }), isOffered(chidi, { behind: 2, held: 2, passing: ['group'] })],
    ];
    expect(words(amara, ...facts)[1]).toBe(
      '2 seats stood free, but its group of 2 is more than its sponsor may still hold. It joined the line behind nobody.',
    );
    expect(because(chidi, amara, ...facts)).toBe(
      'This one was offered a seat on 1 September 2026. The other stood at rank 1 of the line that day: ' +
        'its sponsor might hold 2 at most and held 1, which left too few for its group of 2.',
    );
  });
});

describe('why a seat went past a group', () => {
  const facts = [
    opened({ capacity: 3 }),
    ...together(pair, [amara, bo], 1, { because: 'group' }),
    ...together(otherPair, [chidi, dorcas], 3, { because: 'group' }),
  ];
  const gets = [asks(ewan, { sponsorId: charity }), isOffered(ewan, { behind: 4, passing: ['group'] })];

  it('needs more than are free, asked or not', () =>
    expect(because(ewan, chidi, ...facts, askedToSplit(pair, 1), passedOver(pair), ...gets)).toBe(
      'This one was offered a seat on 1 September 2026. The other stood at rank 3 of the line that day: ' +
        'it belongs to a group of 2 that needs more seats at once than were free for it.',
    ));

  it('was passed over, and had been asked only where it says so', () => {
    expect(because(ewan, amara, ...facts, passedOver(pair), ...gets)).toContain(
      'it belongs to a group of 2 that did not fit in the free seats and was passed over; it keeps its rank.',
    );
    expect(because(ewan, amara, ...facts, askedToSplit(pair, 1), passedOver(pair), ...gets)).toContain(
      'it belongs to a group of 2 that did not fit in the free seats, was asked to split and was passed over; it keeps its rank.',
    );
  });

  it('is not said of a place that another sponsor had asked for', () => {
    const corrected = placeSponsorCorrected({
      ...{ cohortId, placeId: amara, sponsorId: charity, from: council, corrects: pair },
      reason: 'The form named the parent body.',
    });
    expect(because(ewan, amara, ...facts, passedOver(pair), corrected, ...gets)).not.toContain('group');
    expect(because(ewan, bo, ...facts, passedOver(pair), corrected, ...gets)).toContain('a group of 2');

    const heldOne = [opened({ maxPerSponsor: 2 }), asks(amara), isOffered(amara)];
    const withAnother = [asks(bo), waits(bo, 1), asks(chidi), isOffered(chidi), asks(ewan), isOffered(ewan)];
    expect(because(ewan, bo, ...heldOne, ...withAnother)).toContain('its sponsor held its maximum of 2');
    expect(because(ewan, bo, ...heldOne, corrected, ...withAnother)).not.toContain('maximum');
  });

  it('was of no sector, where the sponsor it is corrected to is not registered yet', () => {
    const shares = { sectorShares: [{ sector: 'voluntary', seats: 1, releasedOn: '2026-10-19' }] };
    const line = [opened(shares), asks(amara, { sector: 'voluntary' }), waits(amara, 1)];
    const corrected = placeSponsorCorrected({
      ...{ cohortId, placeId: amara, sponsorId: charity, from: council, corrects: pair },
      reason: 'The form named the parent body.',
    });
    const voluntary = [asks(ewan, { sector: 'voluntary' }), isOffered(ewan)];
    expect(because(ewan, amara, ...line, ...voluntary)).not.toContain('kept for sponsors');
    expect(because(ewan, amara, ...line, corrected, ...voluntary)).toContain('kept for sponsors');
  });

  it('never says that nobody waited', () =>
    expect(words(ewan, ...facts, asks(ewan), isOffered(ewan, { behind: 4 })).at(-1)).toBe(
      'Nobody who waited could take the seat, and 0 of 3 seats were held: a free one was offered at once, until 29 September 2026.',
    ));
});

describe('a request that was carried here', () => {
  const noted = carriedRequestNoted({
    ...{ cohortId, placeId: amara, sponsorId: council, order: 1 },
    carriedFrom: { cohortId: programmeId, placeId: bo },
  });

  it('asks as the first of all', () =>
    expect(words(amara, noted, opened(), asks(amara), waits(amara, 1, { held: 0 }))[2]).toBe(
      '3 seats stood free, and those carried here are the first to be offered them, in the order they had. It joined the line behind nobody.',
    ));

  it('joins the requests of a window', () => {
    const window = opened({ orderRule: 'window', windowClosesOn: '2026-09-10' });
    const answer = why(amara, undefined, noted, window, asks(amara), waits(amara, 1, { held: 0 }));
    expect(answer?.rank).toBeNull();
    expect(answer?.steps.at(-1)?.what).toBe(
      'It joined the requests of the window. The order is drawn after the window closes on 10 September 2026, so it has no rank yet.',
    );
  });
});

describe('a request that was not placed', () => {
  it('is not said to have found no seat free: its sponsor may have held its maximum', () =>
    expect(
      words(
        amara,
        ...[opened(), asks(amara), waits(amara, 1)],
        placeNotPlaced({ cohortId, placeId: amara, awardId, personIds: [], freedSeat: false }),
      ).at(-1),
    ).toBe('It was given no seat by the last joining date: it ended as not placed.'));
});
