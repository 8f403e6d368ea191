import {
  carriedRequestNoted,
  noticeCorrected,
  offerLapsed,
  pastPlaceRecorded,
  placeNotPlaced,
  placeNotTakenUp,
  placeDateCorrected,
  placeStatementCorrected,
  placeFactStruck,
  type PlaceEvent,
  placeOffered,
  placeRequested,
  placesOpened,
  placeWaitlisted,
  placeWithdrawn,
  requestWithdrawn,
  strikingRefused,
  priorityGiven,
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
const earlier = { cohortId: programmeId, placeId: awardId };

const opened = placesOpened({
  cohortId,
  programmeId,
  awardId,
  capacity: 1,
  maxPerSponsor: 1,
  lastJoiningDate: '2026-11-16',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] },
});
const asks = (placeId: string, of: { sponsorId?: string; returnOf?: typeof earlier } = {}) =>
  placeRequested({ cohortId, placeId, sponsorId, programmeId, awardId, ...of });
const waits = (placeId: string, turn: number) =>
  placeWaitlisted({ cohortId, placeId, turn, ahead: turn - 1, held: 1, capacity: 1 });
const isOffered = (placeId: string) =>
  placeOffered({ cohortId, placeId, until, behind: 0, held: 1, capacity: 1 });
const ended = (placeId: string) => ({ cohortId, placeId, awardId, personIds: [], freedSeat: true });
const struck = (
  placeId: string,
  of: Partial<Parameters<typeof placeFactStruck>[0]> & {
    backTo: string;
    seat: 'not_needed' | 'held' | 'awaited';
  },
) =>
  placeFactStruck({
    cohortId,
    placeId,
    awardId,
    fact: 'withdrawn',
    corrects: programmeId,
    reason: 'It was another place.',
    freedSeat: false,
    ...of,
  });

const why = (placeId: string, comparedWith: string | undefined, ...facts: readonly PlaceEvent[]) =>
  whyOf(recorded(facts).reduce(readOn, unread(placeId, comparedWith)));
const last = (answer: Why | undefined) => answer?.steps.at(-1)?.what;

describe('why, once a withdrawal is struck', () => {
  const line = [opened, asks(amara), waits(amara, 1), asks(bo), waits(bo, 2), asks(chidi), waits(chidi, 3)];
  const gone = requestWithdrawn({ ...ended(amara), freedSeat: false, reasonClass: 'work' });

  it('tells that it waits again, at the turn it was given, behind those who waited on', () => {
    const back = struck(amara, { backTo: 'waiting', seat: 'not_needed', turn: 4 });
    expect(why(amara, undefined, ...line, gone, back)).toMatchObject({ state: 'waiting', rank: 3 });
    expect(why(bo, undefined, ...line, gone, back)).toMatchObject({ rank: 1 });
    expect(last(why(bo, undefined, ...line, gone, back))).not.toContain('goes before it now');
  });

  it('tells that it waits again at its old turn, where no other was drawn', () => {
    const back = struck(amara, { backTo: 'waiting', seat: 'not_needed' });
    expect(why(amara, undefined, ...line, gone, back)).toMatchObject({ state: 'waiting', rank: 1 });
    expect(why(bo, undefined, ...line, gone, back)).toMatchObject({ rank: 2 });
  });

  it('tells that who was not placed by a wrong day waits again, and both versions', () => {
    const unplaced = placeNotPlaced({ ...ended(bo), freedSeat: false }, '2026-11-17');
    const reason = 'The last joining date of the cohort had been recorded wrongly.';
    const back = struck(bo, { fact: 'not_placed', backTo: 'waiting', seat: 'not_needed', reason });
    const answer = why(bo, undefined, ...line, unplaced, back);
    expect(answer).toMatchObject({ state: 'waiting', rank: 2 });
    expect(answer?.steps.slice(-2).map(({ what }) => what)).toEqual([
      'It was given no seat by the last joining date: it ended as not placed.',
      `Corrected: it was never ended as not placed, and is waiting. ${reason}`,
    ]);
  });

  it('tells who never appeared from whom nobody had recorded to have started', () => {
    const end = (withItsCohort?: true) =>
      why(
        amara,
        undefined,
        opened,
        asks(amara),
        isOffered(amara),
        placeNotTakenUp({ ...ended(amara), withItsCohort }),
      );
    expect(last(end())).toBe('The participant never appeared.');
    expect(last(end(true))).toBe('Nobody had started in it when its cohort was completed.');
  });

  it('tells that a returner waits again before all others, and who waits for a seat of its own before them', () => {
    const returner = asks(amara, { returnOf: earlier });
    const others = line.slice(3);
    const back = struck(amara, { backTo: 'waiting', seat: 'not_needed', turn: 4 });
    expect(why(amara, undefined, opened, returner, ...others, gone, back)).toMatchObject({ rank: 1 });
    expect(last(why(bo, undefined, opened, returner, ...others, gone, back))).toBe(
      'Another request goes before it now: a participant who had deferred returns.',
    );
    const awaited = struck(amara, { backTo: 'accepted', seat: 'awaited', turn: 4 });
    expect(last(why(bo, undefined, ...line, gone, awaited))).toBe(
      'Another request goes before it now: a place whose seat was taken from it in error.',
    );
  });

  it('tells that it keeps the priority it was given', () => {
    const first = priorityGiven({ cohortId, placeId: chidi, reason: 'An island.', allowedBy: bo, turn: 4 });
    const left = requestWithdrawn({ ...ended(chidi), freedSeat: false, reasonClass: 'work' });
    const back = struck(chidi, { backTo: 'waiting', seat: 'not_needed', turn: 4 });
    expect(why(chidi, undefined, ...line, first, left, back)).toMatchObject({ state: 'waiting', rank: 1 });
  });

  it('counts the seat that was held for it', () => {
    const facts = [
      opened,
      asks(amara),
      isOffered(amara),
      placeWithdrawn({
        ...ended(amara),
        reasonClass: 'work',
        notifiedOn: '2026-06-01',
        hadStarted: false,
      }),
      struck(amara, { backTo: 'accepted', seat: 'held' }),
      asks(bo),
      waits(bo, 1),
      asks(chidi, { sponsorId: programmeId }),
      waits(chidi, 2),
      isOffered(chidi),
    ];
    expect(last(why(bo, undefined, ...facts))).toBe(
      'A seat went to another: its sponsor held its maximum of 1.',
    );
    expect(last(why(bo, undefined, ...facts.slice(0, 7), offerLapsed({ ...ended(amara), until })))).toBe(
      'A seat came free: an offer lapsed.',
    );
  });
});

describe('why, once a priority is struck', () => {
  const line = [opened, asks(amara), isOffered(amara), asks(bo), waits(bo, 1), asks(chidi), waits(chidi, 2)];
  const first = priorityGiven({ cohortId, placeId: chidi, reason: 'An island.', allowedBy: bo, turn: 2 });
  const never = { fact: 'given_priority', backTo: 'waiting', seat: 'not_needed', turn: 2 } as const;

  it('tells that those ahead of it are so again', () => {
    const facts = [...line, first, struck(chidi, never)];
    expect(why(chidi, undefined, ...line, first)).toMatchObject({ rank: 1 });
    expect(why(chidi, undefined, ...facts)).toMatchObject({ rank: 2 });
    expect(last(why(chidi, undefined, ...facts))).toBe(
      'Corrected: it was never given priority, and is waiting. It was another place.',
    );
    expect(why(bo, undefined, ...facts)).toMatchObject({ rank: 1 });
  });

  it('tells that the seat it was offered goes to whose turn it is', () => {
    const left = requestWithdrawn({ ...ended(amara), reasonClass: 'work' });
    const facts = [...line, first, left, isOffered(chidi)];
    const back = struck(chidi, { ...never, freedSeat: true });
    expect(why(chidi, undefined, ...facts, back)).toMatchObject({ state: 'waiting', rank: 2 });
    expect(why(bo, undefined, ...facts, back)).toMatchObject({ state: 'waiting', rank: 1 });
    // Its sponsor holds nothing more by it: its maximum is no reason.
    expect(last(why(chidi, bo, ...facts, back, isOffered(bo)))).not.toContain('maximum');
  });
});

describe('why, of what changed of a place', () => {
  it('tells what the correction of a change, of its day or of a notice says', () => {
    const held = [opened, asks(amara), isOffered(amara)];
    const said = (event: PlaceEvent) => last(why(amara, undefined, ...held, event));
    const of = { cohortId, placeId: amara, corrects: programmeId, reason: 'It was another place.' };
    expect(
      said(
        struck(amara, {
          fact: 'deferral_paused',
          backTo: 'deferred',
          seat: 'not_needed',
          limitOn: '2028-12-07',
        }),
      ),
    ).toBe(
      'Corrected: it was never paused in its deferral, and is deferred; the participant may return until 7 December 2028. It was another place.',
    );
    const day = placeDateCorrected({ ...of, fact: 'withdrawn', from: '2026-11-20', hadStarted: true });
    expect(said(day)).toBe(
      'Corrected: that it was withdrawn had been recorded for 20 November 2026; it had started by then. It was another place.',
    );
    const given = { fact: 'given_priority', reasonGiven: 'An island.' } as const;
    expect(said(placeStatementCorrected({ ...of, ...given }))).toBe(
      'Corrected: why it was given priority: An island. It was another place.',
    );
    const notice = noticeCorrected({ ...of, notifiedOn: '2026-11-05', free: false, bandsFrom: '2026-12-14' });
    expect(said(notice)).toBe(
      'Corrected: notice of it arrived on 5 November 2026, which was not free of charge; refunds count from the start on 14 December 2026. It was another place.',
    );
  });
});

describe('why, before a book has opened', () => {
  it('tells of a request that was carried there that it waits, at no rank', () => {
    const noted = carriedRequestNoted({
      cohortId,
      placeId: amara,
      sponsorId,
      order: 1,
      carriedFrom: earlier,
    });
    const answer = why(amara, undefined, noted);
    expect(answer).toMatchObject({ state: 'noted' });
    expect(answer).not.toHaveProperty('rank');
    expect(answer!.steps[0]).not.toHaveProperty('rank');
    expect(why(bo, amara, asks(bo), waits(bo, 1), noted)?.compared?.because).toContain(
      'The other waits until this cohort takes requests.',
    );
  });
});

describe('why, of a place entered as history', () => {
  const past = (...flags: readonly string[]) =>
    last(
      why(
        amara,
        undefined,
        asks(amara),
        pastPlaceRecorded({ cohortId, placeId: amara, stated: {}, personal: [], flags }),
      ),
    );

  it('tells what its source left open apart from what today’s rules would refuse', () => {
    expect(past()).toBe('It was entered as history, as it happened.');
    expect(past('outcome-on-missing', 'requested-on-missing')).toBe(
      'It was entered as history, as it happened. Its source left open when its outcome was and when it was asked for.',
    );
    expect(past('outcome-on-missing', 'last-joining-date-passed', 'cohort-full')).toBe(
      'It was entered as history, as it happened: an exception to the last joining date and the capacity. Its source left open when its outcome was.',
    );
    expect(past('likely-duplicate')).toBe(
      'It was entered as history, as it happened. Its source left open whether an organisation it names is one that was known.',
    );
  });
});

describe('what could not be struck', () => {
  it.each([
    ['already-holds-a-place', 'its participant holds another place since'],
    ['seat-gone', 'its seat is gone and nothing is given out any more'],
    ['cohort-cancelled', 'the cohort was cancelled meanwhile'],
  ] as const)('says why: %s', (code, because) => {
    const withdrawn = requestWithdrawn({ ...ended(amara), reasonClass: 'work' });
    const refused = strikingRefused({ cohortId, placeId: amara, awardId, personId: bo, code });
    const told = why(amara, undefined, opened, asks(amara), isOffered(amara), withdrawn, refused);
    expect(last(told)).toBe(`That should have been corrected, but ${because}: it stays as it was recorded.`);
  });
});
