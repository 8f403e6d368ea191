import fc from 'fast-check';
import { type BusinessDate, daysAfter } from '#kernel';
import {
  deferredPlaceReturned,
  noticeCorrected,
  participantCorrected,
  participantFactsCorrected,
  participantFactsKept,
  participantSubstituted,
  placeAccepted,
  placeCompleted,
  placeConfirmed,
  placeDateCorrected,
  placeDeferred,
  type PlaceEvent,
  placeFactStruck,
  placeFailed,
  placeNotTakenUp,
  placeOffered,
  placeRequested,
  placeSponsorCorrected,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  placeWithoutSponsor,
  requestWithdrawn,
  returnUndone,
  seatRegained,
  sponsorTransferred,
} from '#places/events';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { fateOf } from './fates.js';
import { factsOnDay } from './facts-on-a-day.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import { placeFacts } from './place-facts.projection.js';

const cohortId = 'autumn cohort';
const placeId = 'place of amara';
const of = { cohortId, placeId };
const awardId = 'certificate';
const [council, charity, trust] = ['a council', 'a charity', 'a trust'];
const [amara, bo] = ['amara', 'bo'];
const returnTo = { cohortId: 'spring cohort', placeId: 'place of the return' };
const ended = { ...of, awardId, personIds: [amara], freedSeat: true };
const notified = { notifiedOn: '2026-09-01', reasonClass: 'work' as const };
const named = { ...of, awardId, lineManagerId: 'dara', privacyNoticeVersion: '1', checks: [] };
const terms = { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] };
const corrects = { ...of, corrects: 'an event', reason: 'A slip of the pen.' };

const requested = (on = '2026-03-02') =>
  placeRequested(
    { ...of, programmeId: 'leading', awardId, sponsorId: council, personId: amara, level: 'middle' },
    on,
  );
const waitlisted = (on: BusinessDate) =>
  placeWaitlisted({ ...of, turn: 1, ahead: 0, held: 9, capacity: 9 }, on);
const offered = (on: BusinessDate) => placeOffered({ ...of, until: on, behind: 0, held: 9, capacity: 9 }, on);
const accepted = (on = '2026-04-01') =>
  placeAccepted({ ...of, awardId, sponsorId: council, pricePence: 300_000, terms }, on);
const confirmed = (on = '2026-05-01') =>
  placeConfirmed({ ...named, sponsorId: council, personId: amara, homeOrganisationId: charity }, on);
const started = (on = '2026-09-14') => placeStarted({ ...of, personId: amara }, on);
const substituted = (on = '2026-08-01') =>
  participantSubstituted(
    {
      ...named,
      ...notified,
      sponsorId: council,
      personId: bo,
      homeOrganisationId: trust,
      level: 'senior',
      insteadOf: { personId: amara },
    },
    on,
  );
const deferred = (on = '2026-11-02') =>
  placeDeferred(
    {
      ...of,
      ...notified,
      awardId,
      sponsorId: council,
      personId: amara,
      hadStarted: true,
      freedSeat: true,
      limitOn: '2028-11-02',
      modulesPassed: [],
    },
    on,
  );
const returned = (on = '2027-03-01') =>
  deferredPlaceReturned({ ...of, awardId, personId: amara, returnedTo: returnTo }, on);
const withdrawn = (on: BusinessDate, hadStarted = true) =>
  placeWithdrawn({ ...ended, ...notified, hadStarted }, on);
const transferred = (on: BusinessDate, toSponsorId?: string) =>
  sponsorTransferred(
    {
      ...of,
      notifiedOn: on,
      fromSponsorId: council,
      ...(toSponsorId ? { toSponsorId } : { selfFunded: true as const }),
    },
    on,
  );
const keptAt = (asAt: 'request' | 'start', on: BusinessDate) =>
  participantFactsKept({ ...of, asAt, homeOrganisationId: trust, level: 'senior' }, on);

const withoutIds = (facts: PlaceFactsRow | null) => facts && { ...facts, withdrawnIn: null };
const row = (...facts: readonly PlaceEvent[]) => rowsOf(placeFacts, recorded(facts)).get(placeId)!;
const on = (day: BusinessDate, ...facts: readonly PlaceEvent[]) => factsOnDay(row(...facts), day);
const fateOn = (day: BusinessDate, ...facts: readonly PlaceEvent[]) => fateOf(on(day, ...facts)!);

describe('a place on a day', () => {
  const course = [requested(), accepted(), confirmed(), started()];

  it('is not there before its request', () => {
    expect(on('2026-03-01', ...course)).toBeNull();
    expect(on('2026-03-02', ...course)).toMatchObject({ requestedOn: '2026-03-02', acceptedOn: null });
  });

  it('is the same as its row once all of it lies behind', () =>
    expect(on('2026-12-31', ...course)).toEqual(row(...course)));

  it('is for the person named by then, with what was stated of them', () => {
    const facts = [...course.slice(0, 3), keptAt('request', '2026-05-01'), substituted()];
    expect(on('2026-04-30', ...facts)).toMatchObject({ personId: amara, asAtRequest: { level: 'middle' } });
    expect(on('2026-07-31', ...facts)).toMatchObject({
      personId: amara,
      asAtRequest: { level: 'senior', homeOrganisationId: trust },
    });
    expect(on('2026-08-01', ...course.slice(0, 3), substituted())).toMatchObject({
      personId: bo,
      asAtRequest: { level: 'senior', homeOrganisationId: trust },
    });
  });

  it('is answered for by the sponsor of that day, or by nobody', () => {
    const facts = [
      ...course,
      transferred('2027-01-01', charity),
      placeWithoutSponsor({ ...of, fromSponsorId: charity }, '2027-03-01'),
    ];
    expect(
      ['2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01'].map((day) => on(day, ...facts)!.sponsorId),
    ).toEqual([council, charity, charity, null]);
    expect(row(...course, transferred('2027-01-01')).sponsorId).toBeNull();
  });
});

describe('a deferral', () => {
  const facts = [requested(), accepted(), started(), deferred(), returned()];

  it('is a state until the participant has returned', () => {
    expect(fateOn('2026-11-01', ...facts)).toMatchObject({ deferred: false, enrolled: true });
    expect(fateOn('2026-11-02', ...facts)).toMatchObject({ deferred: true, enrolled: false, over: false });
    expect(fateOn('2027-03-01', ...facts)).toMatchObject({ deferred: false, moved: true, over: true });
  });

  it('ends on the day the return was corrected to', () => {
    const redated = placeDateCorrected({ ...corrects, fact: 'moved', from: '2027-03-01' }, '2027-03-08');
    expect(fateOn('2027-03-07', ...facts, redated)).toMatchObject({ deferred: true, moved: false });
    expect(fateOn('2027-03-08', ...facts, redated)).toMatchObject({ deferred: false, moved: true });
  });

  it('goes on when the return turns out never to have begun', () =>
    expect(
      fateOn('2027-12-31', ...facts, returnUndone({ ...of, awardId, personId: amara, returnTo })),
    ).toMatchObject({ deferred: true, moved: false }));

  it('ends with a withdrawal, which counts as after the start', () =>
    expect(fateOn('2027-12-31', ...facts.slice(0, 4), withdrawn('2027-06-01'))).toMatchObject({
      deferred: false,
      withdrawnAfterStart: true,
    }));
});

describe('whether a withdrawal came after the start', () => {
  const cases = [
    ['2026-09-13', false],
    ['2026-09-14', true],
    ['2026-09-15', true],
  ] as const;

  it.each(cases)('follows from the days: withdrawn on %s', (day, after) => {
    const fate = fateOn('2026-12-31', requested(), accepted(), started(), withdrawn(day, after));
    expect(fate).toMatchObject({
      started: after,
      withdrawnAfterStart: after,
      withdrawnBeforeStart: !after,
    });
  });

  it('follows from the corrected days', () => {
    const facts = [requested(), accepted(), started(), withdrawn('2026-10-01')];
    const startedLater = placeDateCorrected(
      { ...corrects, fact: 'started', from: '2026-09-14' },
      '2026-10-05',
    );
    expect(fateOn('2026-12-31', ...facts, startedLater)).toMatchObject({
      started: false,
      withdrawnBeforeStart: true,
    });
  });
});

describe('a correction', () => {
  const strike = (fact: 'started' | 'withdrawn' | 'deferred' | 'not_taken_up') =>
    placeFactStruck(
      { ...corrects, awardId, fact, backTo: 'confirmed', seat: 'held', freedSeat: false },
      '2026-12-01',
    );

  it('puts another day in the place of the first', () => {
    const facts = [
      requested(),
      placeDateCorrected({ ...corrects, fact: 'requested', from: '2026-03-02' }, '2026-02-02'),
    ];
    expect(on('2026-02-02', ...facts)).toMatchObject({ requestedOn: '2026-02-02', personId: amara });
  });

  it('lets the place be as if a struck fact had never been', () => {
    const before = [requested(), accepted(), confirmed()];
    expect(row(...before, started(), strike('started'))).toEqual(row(...before));
    expect(row(...before, started(), withdrawn('2026-10-01'), strike('withdrawn'))).toEqual(
      row(...before, started()),
    );
    expect(row(...before, started(), deferred(), returned(), strike('deferred'))).toEqual(
      row(...before, started()),
    );
    const never = [...before, started(), placeNotTakenUp(ended, '2026-09-14')];
    expect(fateOn('2026-12-31', ...never)).toMatchObject({ started: false });
    expect(fateOn('2026-12-31', ...never, strike('not_taken_up'))).toMatchObject({ started: true });
  });

  it('of a withdrawal of what was but a request is one of the request', () => {
    const facts = [requested(), requestWithdrawn({ ...ended, reasonClass: 'work' }, '2026-03-20')];
    const redated = placeDateCorrected({ ...corrects, fact: 'withdrawn', from: '2026-03-20' }, '2026-03-10');
    expect(row(...facts, redated)).toMatchObject({ requestEndedOn: '2026-03-10', withdrawnOn: null });
    expect(row(...facts, strike('withdrawn'))).toEqual(row(requested()));
  });

  it('of the sponsor holds for every day it was recorded for', () => {
    const corrected = placeSponsorCorrected({ ...corrects, sponsorId: trust, from: council });
    expect(on('2026-03-02', requested(), corrected)?.sponsorId).toBe(trust);
    expect(row(requested(), transferred('2027-01-01', charity), corrected)).toMatchObject({
      askedBy: trust,
      sponsorId: charity,
    });
  });

  it('of where a participant works leaves what was right', () => {
    const facts = [requested(), keptAt('request', '2026-03-02'), started(), keptAt('start', '2026-09-14')];
    const corrected = (asAt: 'request' | 'start') =>
      participantFactsCorrected({ ...corrects, asAt, homeOrganisationId: charity }, '2026-12-01');
    expect(on('2026-10-01', ...facts, corrected('request'))).toMatchObject({
      asAtRequest: { homeOrganisationId: charity, level: 'senior' },
      asAtStart: { homeOrganisationId: trust },
    });
    expect(on('2026-10-01', ...facts, corrected('start'))).toMatchObject({
      asAtRequest: { homeOrganisationId: trust },
      asAtStart: { homeOrganisationId: charity, level: 'senior' },
    });
  });
});

describe('a correction of who or why', () => {
  it('of the person says nothing of them that was said of the one recorded in error', () => {
    const facts = [
      requested(),
      confirmed(),
      keptAt('request', '2026-05-01'),
      started(),
      keptAt('start', '2026-09-14'),
    ];
    const corrected = participantCorrected({
      ...corrects,
      awardId,
      personId: bo,
      insteadOf: { personId: amara },
      askedBy: 'an event',
    });
    expect(on('2026-06-01', ...facts, corrected)).toMatchObject({ personId: bo, asAtRequest: {} });
    expect(row(...facts, corrected)).toMatchObject({ personId: bo, asAtRequest: {}, asAtStart: {} });
    expect(row(...facts, corrected, keptAt('start', '2026-09-14'))).toMatchObject({
      asAtStart: { homeOrganisationId: trust },
    });
  });

  it('of a notice is one of the withdrawal or the deferral it names', () => {
    const facts = [requested(), accepted(), started(), deferred(), withdrawn('2027-06-01')];
    const { withdrawnIn } = row(...facts);
    const corrected = (event: string) =>
      row(...facts, noticeCorrected({ ...corrects, corrects: event, reasonClass: 'personal' }));
    expect(corrected(withdrawnIn!)).toMatchObject({ withdrawnAs: 'personal', deferredAs: 'work' });
    expect(corrected('the deferral')).toMatchObject({ withdrawnAs: 'work', deferredAs: 'personal' });
    const ofSubstitution = noticeCorrected({ ...corrects, fact: 'substituted', reasonClass: 'personal' });
    expect(row(...facts, ofSubstitution)).toMatchObject({ withdrawnAs: 'work', deferredAs: 'work' });
  });
});

describe('whatever is recorded late', () => {
  const day = fc.integer({ min: 0, max: 12 }).map((days) => daysAfter('2026-09-01', days));
  const perhaps = <T>(facts: fc.Arbitrary<T>) => fc.option(facts, { nil: undefined });
  const anyFacts: fc.Arbitrary<readonly PlaceEvent[]> = fc
    .tuple(
      day.map((date) => requested(date)),
      perhaps(day.map(waitlisted)),
      perhaps(day.map(offered)),
      perhaps(day.map((date) => accepted(date))),
      perhaps(day.map((date) => confirmed(date))),
      perhaps(day.map((date) => substituted(date))),
      perhaps(day.map((date) => keptAt('request', date))),
      perhaps(day.map((date) => started(date))),
      perhaps(day.map((date) => keptAt('start', date))),
      perhaps(day.map((date) => transferred(date, charity))),
      perhaps(day.map((date) => deferred(date))),
      perhaps(day.map((date) => returned(date))),
      perhaps(
        fc.oneof(
          day.map((date) => withdrawn(date)),
          day.map((date) => placeNotTakenUp(ended, date)),
          day.map((date) => placeFailed({ ...ended, outcome: 'failed' as const }, date)),
        ),
      ),
      perhaps(
        day.map((date) => placeCompleted({ ...of, personId: amara, awardedOn: date, freedSeat: true }, date)),
      ),
    )
    .map((facts) => facts.filter((fact) => fact !== undefined));
  const corrections = fc.shuffledSubarray([
    placeDateCorrected({ ...corrects, fact: 'started', from: '2026-09-14' }, '2026-09-05'),
    placeDateCorrected({ ...corrects, fact: 'accepted', from: '2026-09-14' }, '2026-09-02'),
    placeFactStruck(
      { ...corrects, awardId, fact: 'withdrawn', backTo: 'started', seat: 'held', freedSeat: false },
      '2026-09-07',
    ),
    placeFactStruck(
      { ...corrects, awardId, fact: 'withdrawn', backTo: 'started', seat: 'awaited', freedSeat: false },
      '2026-09-08',
    ),
    seatRegained({ ...of, backTo: 'started', held: 1, capacity: 1 }, '2026-09-10'),
    placeSponsorCorrected({ ...corrects, sponsorId: trust, from: council }),
  ]);

  it('answers for every day as if it had been recorded at once', () =>
    fc.assert(
      fc.property(
        anyFacts.chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray([...facts], { minLength: facts.length }),
            corrections,
          ),
        ),
        ([inOrder, arrived, corrected]) => {
          const one = row(...inOrder, ...corrected);
          const other = row(...arrived, ...corrected);
          for (let days = 0; days <= 13; days += 1) {
            const asAt = daysAfter('2026-09-01', days);
            expect(withoutIds(factsOnDay(other, asAt))).toEqual(withoutIds(factsOnDay(one, asAt)));
          }
        },
      ),
    ));

  it('is left out of every day before it, and no later day is needed for one', () =>
    fc.assert(
      fc.property(anyFacts, day, day, (facts, one, two) => {
        const [earlier, later] = one <= two ? [one, two] : [two, one];
        const then = factsOnDay(row(...facts), later);
        expect(then && factsOnDay(then, earlier)).toEqual(factsOnDay(row(...facts), earlier));
      }),
    ));
});
