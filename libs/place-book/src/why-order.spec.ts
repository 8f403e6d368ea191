import {
  bookCapacityRaised,
  exceptionAllowed,
  groupAskedToSplit,
  groupPassedOver,
  groupRequested,
  orderDrawn,
  placeDeferred,
  placeFactStruck,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placeSectorCorrected,
  placeReturnedTo,
  placesOpened,
  placeWaitlisted,
  placeWithdrawn,
  priorityGiven,
  returnAwaited,
  seatRegained,
  shareReleased,
  sponsorRecordsCounted,
  windowClosed,
} from '#places/events';
import { recorded } from '../../../test/support/folded.js';
import { readOn, unread, type Why, whyOf } from './why.js';

const cohortId = '11111111-1111-4111-8111-111111111111';
const amara = 'a0000000-0000-4000-8000-000000000000';
const bo = 'b0000000-0000-4000-8000-000000000000';
const chidi = 'c0000000-0000-4000-8000-000000000000';
const council = '33333333-3333-4333-8333-333333333333';
const charity = '34333333-3333-4333-8333-333333333333';
const groupId = '66666666-6666-4666-8666-666666666666';
const programmeId = '77777777-7777-4777-8777-777777777777';
const awardId = '88888888-8888-4888-8888-888888888888';
const earlier = { cohortId: programmeId, placeId: awardId };
const until = '2026-09-29';
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };

const opened = (rules: { maxPerSponsor?: number; shared?: number } = {}) =>
  placesOpened({
    cohortId,
    programmeId,
    awardId,
    capacity: 2,
    lastJoiningDate: '2026-11-16',
    startsOn: '2026-11-16',
    offerWorkingDays: 20,
    namingDays: 42,
    pricePence: 300_000,
    terms,
    ...(rules.maxPerSponsor ? { maxPerSponsor: rules.maxPerSponsor } : {}),
    ...(rules.shared
      ? { sectorShares: [{ sector: 'voluntary', seats: rules.shared, releasedOn: '2026-10-19' }] }
      : {}),
  });
const asks = (
  placeId: string,
  of: { sponsorId?: string; sector?: string; groupId?: string; returnOf?: typeof earlier } = {},
) => placeRequested({ cohortId, placeId, programmeId, awardId, sponsorId: council, ...of });
const waits = (placeId: string, turn: number, ahead: number) =>
  placeWaitlisted({ cohortId, placeId, turn, ahead, held: 2, capacity: 2 });
const isOffered = (placeId: string, turn?: number) =>
  placeOffered({
    cohortId,
    placeId,
    until,
    behind: 0,
    held: 2,
    capacity: 2,
    ...(turn === undefined ? {} : { turn }),
  });
const ended = (placeId: string) => ({ cohortId, placeId, awardId, personIds: [], freedSeat: true });

const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const told = (answer: Why | undefined) =>
  answer?.steps.map(({ what, rank }) => (rank === undefined ? what : `${what} (rank ${rank})`)) ?? [];
const last = (answer: Why | undefined) => told(answer).at(-1);

describe('why a seat went by one who waited', () => {
  it('was kept for a sector', () => {
    const facts = [
      opened({ shared: 1 }),
      asks(amara, { sector: 'private' }),
      waits(amara, 1, 0),
      asks(bo, { sector: 'voluntary', sponsorId: charity }),
      isOffered(bo),
    ];
    expect(last(why(amara, undefined, ...facts))).toBe(
      'A seat went to another: the seat was kept for sponsors of the sector "voluntary" until 19 October 2026. (rank 1)',
    );
    expect(why(amara, bo, ...facts)?.compared?.because).toContain(
      'This one stood at rank 1 of the line that day: the seat was kept for sponsors of the sector "voluntary" until 19 October 2026.',
    );
  });

  it.each([
    [1, 1, 'The seat kept for the sector "voluntary" was released for all; it was free. (rank 1)'],
    [1, 0, 'The seat kept for the sector "voluntary" was released for all; it was filled. (rank 1)'],
    [3, 1, 'The 3 seats kept for the sector "voluntary" were released for all; 1 of them was free. (rank 1)'],
    [
      3,
      2,
      'The 3 seats kept for the sector "voluntary" were released for all; 2 of them were free. (rank 1)',
    ],
  ])('was released for all on its day: of %d seats %d free', (kept, unfilled, words) =>
    expect(
      last(
        why(
          amara,
          undefined,
          opened({ shared: kept }),
          asks(amara),
          waits(amara, 1, 0),
          shareReleased({ cohortId, sector: 'voluntary', seats: kept, unfilled }),
        ),
      ),
    ).toBe(words),
  );

  it('could not be its sponsor’s, which held its maximum', () => {
    const facts = [
      opened({ maxPerSponsor: 1 }),
      asks(amara),
      isOffered(amara),
      asks(bo),
      waits(bo, 1, 0),
      asks(chidi, { sponsorId: charity }),
      waits(chidi, 2, 1),
      isOffered(chidi, 2),
    ];
    expect(last(why(bo, undefined, ...facts))).toBe(
      'A seat went to another: its sponsor held its maximum of 1. (rank 1)',
    );
    expect(why(chidi, bo, ...facts)?.compared?.because).toContain(
      'The other stood at rank 1 of the line that day: its sponsor held its maximum of 1.',
    );
  });

  it('could not be its sponsor’s, two records of which held its maximum', () => {
    const merged = sponsorRecordsCounted({ cohortId, sponsorId: council, sponsorIds: [council, charity] });
    const parted = sponsorRecordsCounted({ cohortId, sponsorId: council, sponsorIds: [council] });
    const facts = (...records: readonly PlaceEvent[]) => [
      opened({ maxPerSponsor: 1 }),
      asks(amara, { sponsorId: charity }),
      isOffered(amara),
      asks(bo),
      waits(bo, 1, 0),
      ...records,
      asks(chidi, { sponsorId: programmeId }),
      waits(chidi, 2, 1),
      isOffered(chidi, 2),
    ];
    expect(told(why(bo, undefined, ...facts(merged)))).toEqual(
      expect.arrayContaining([
        'Records that stood for several sponsors turned out to be of one: its maximum counts what any of them asked for. (rank 1)',
        'A seat went to another: its sponsor held its maximum of 1. (rank 1)',
      ]),
    );
    for (const records of [[], [merged, parted]])
      expect(told(why(bo, undefined, ...facts(...records)))).not.toContain(
        'A seat went to another: its sponsor held its maximum of 1. (rank 1)',
      );
  });

  it('was kept for the sector that the one who got it turned out to be of', () => {
    const corrected = placeSectorCorrected({
      ...{ cohortId, placeId: chidi, sponsorId: charity, sector: 'voluntary', from: 'other_public' },
    });
    const facts = [
      opened({ shared: 1 }),
      asks(bo),
      waits(bo, 1, 0),
      asks(chidi, { sponsorId: charity }),
      waits(chidi, 2, 1),
      corrected,
      isOffered(chidi, 2),
    ];
    expect(last(why(bo, undefined, ...facts))).toBe(
      'A seat went to another: the seat was kept for sponsors of the sector "voluntary" until 19 October 2026. (rank 1)',
    );
    expect(told(why(chidi, undefined, ...facts))).toContain(
      'Corrected: it counts for the sector "voluntary", which its sponsor was of as it asked, and not for "other public". (rank 2)',
    );
  });

  it('was too few for its group', () => {
    const facts = [
      opened(),
      groupRequested({ cohortId, groupId, sponsorId: council, placeIds: [amara, bo], maySplit: false }),
      asks(amara, { groupId }),
      waits(amara, 1, 0),
      asks(bo, { groupId }),
      waits(bo, 2, 1),
      asks(chidi, { sponsorId: charity }),
      waits(chidi, 3, 2),
      groupAskedToSplit({ cohortId, groupId, size: 2, free: 1, answerBy: '2026-09-11' }),
      groupPassedOver({ cohortId, groupId, size: 2, free: 1 }),
      isOffered(chidi, 3),
    ];
    expect(told(why(amara, undefined, ...facts)).slice(2)).toEqual([
      '1 seat was free for its group of 2, which is too few: the sponsor was asked whether it may be split, until 11 September 2026. (rank 1)',
      'Its group of 2 did not fit in the seats free for it (1) and was not split: the seats go to the next that fits. It keeps its rank. (rank 1)',
      'A seat went to another: it belongs to a group of 2 that did not fit in the free seats, was asked to split and was passed over; it keeps its rank. (rank 1)',
    ]);
    expect(told(why(chidi, undefined, ...facts))).toContain(
      'A group of 2 did not fit in the seats free for it (1) and was not split: the seats go to the next that fits. (rank 3)',
    );
  });

  it('was given by a named exception', () => {
    const facts = [
      opened(),
      asks(amara),
      waits(amara, 1, 0),
      asks(bo, { sponsorId: charity }),
      exceptionAllowed({
        cohortId,
        placeId: bo,
        overRules: ['capacity', 'order'],
        allowedBy: chidi,
        reason: 'The board asked for it.',
      }),
      isOffered(bo),
    ];
    expect(last(why(amara, undefined, ...facts))).toBe(
      'A seat went to another: a named exception had been allowed for the other. (rank 1)',
    );
    expect(told(why(bo, undefined, ...facts))[1]).toBe(
      'A named exception was allowed for it, over the capacity and the order of the line: The board asked for it.',
    );
  });
});

describe('the line by classes', () => {
  const amaraAndBo = [opened(), asks(amara), waits(amara, 1, 0), asks(bo), waits(bo, 2, 1)];

  it('puts a request with priority first, and says so to those behind', () => {
    const facts = [
      ...amaraAndBo,
      priorityGiven({
        cohortId,
        placeId: bo,
        reason: 'The only one of its island.',
        allowedBy: chidi,
        turn: 1,
      }),
    ];
    expect(why(bo, undefined, ...facts)).toMatchObject({ state: 'waiting', rank: 1 });
    expect(last(why(amara, undefined, ...facts))).toBe(
      'Another request goes before it now: it was given priority. (rank 2)',
    );
    expect(why(bo, amara, ...facts, isOffered(bo, 1))?.compared?.because).toContain(
      'The other stood at rank 2 of the line that day: requests with priority go before those without such a reason.',
    );
  });

  it('puts a returner before all who ask, and a seat corrected away before both', () => {
    const returner = [
      asks(chidi, { returnOf: earlier }),
      returnAwaited({
        cohortId,
        placeId: chidi,
        awardId,
        sponsorId: council,
        personId: amara,
        returnOf: earlier,
        modulesPassed: [],
        turn: 1,
      }),
    ];
    const facts = [...amaraAndBo, ...returner];
    expect(why(chidi, undefined, ...facts)).toMatchObject({ state: 'waiting', rank: 1 });
    expect(why(amara, undefined, ...facts)?.rank).toBe(2);

    const returned = placeReturnedTo({
      cohortId,
      placeId: chidi,
      awardId,
      sponsorId: council,
      personId: amara,
      pricePence: 300_000,
      terms,
      returnOf: earlier,
      modulesPassed: [],
      held: 2,
      capacity: 2,
    });
    const after = why(amara, chidi, ...facts, returned);
    expect(after?.rank).toBe(1);
    expect(after?.compared?.because).toContain('participants who return go before');
  });

  it('tells a place whose seat is gone that it stands first after its correction', () => {
    const withdrawn = placeWithdrawn({
      ...ended(chidi),
      reasonClass: 'work',
      notifiedOn: '2026-09-01',
      hadStarted: false,
    });
    const facts = [opened(), asks(chidi), isOffered(chidi), withdrawn, asks(amara), waits(amara, 1, 0)];
    const struck = placeFactStruck({
      cohortId,
      placeId: chidi,
      awardId,
      freedSeat: false,
      corrects: groupId,
      reason: 'Another place was meant.',
      fact: 'withdrawn',
      backTo: 'offered',
      seat: 'awaited',
      turn: 2,
    });
    expect(why(chidi, undefined, ...facts, struck)).toMatchObject({ state: 'waiting', rank: 1 });
    expect(why(amara, undefined, ...facts, struck)?.rank).toBe(2);
    const regained = seatRegained({ cohortId, placeId: chidi, backTo: 'offered', held: 2, capacity: 2 });
    expect(why(chidi, undefined, ...facts, struck, regained)).toMatchObject({ state: 'offered' });
    expect(why(amara, undefined, ...facts, struck, regained)?.rank).toBe(1);
  });
});

describe('a drawn window', () => {
  const facts = [
    opened(),
    asks(amara),
    waits(amara, 1, 0),
    asks(bo),
    waits(bo, 2, 1),
    windowClosed({ cohortId, requests: 2 }),
    orderDrawn({ cohortId, seed: 'c0ffee00c0ffee00', order: [bo, amara] }),
  ];

  it('tells the new ranks and the seed', () => {
    expect(told(why(amara, undefined, ...facts)).slice(2)).toEqual([
      'The request window closed with 2 requests: their order is drawn. (rank 1)',
      'The order of the 2 requests of the window was drawn, from the seed c0ffee00c0ff... (rank 2)',
    ]);
    expect(why(bo, undefined, ...facts)?.rank).toBe(1);
  });

  it('is followed by offers in its order', () =>
    expect(why(amara, bo, ...facts, isOffered(bo, 1))?.compared?.because).toContain(
      'This one stood at rank 2 of the line that day, behind it',
    ));
});

describe('a seat that came free', () => {
  it('says that a participant deferred, or that the capacity was raised', () => {
    const facts = [opened(), asks(bo), isOffered(bo), asks(amara), waits(amara, 1, 0)];
    const deferred = placeDeferred({
      cohortId,
      placeId: bo,
      awardId,
      sponsorId: council,
      personId: chidi,
      reasonClass: 'personal',
      notifiedOn: '2026-09-01',
      hadStarted: false,
      freedSeat: true,
      limitOn: '2028-09-01',
      modulesPassed: [],
    });
    expect(last(why(amara, undefined, ...facts, deferred))).toBe(
      'A seat came free: a participant deferred. (rank 1)',
    );
    expect(
      last(why(amara, undefined, ...facts, bookCapacityRaised({ cohortId, capacity: 3, from: 2 }))),
    ).toBe('1 seat came free: the capacity was raised from 2 to 3. (rank 1)');
  });
});
