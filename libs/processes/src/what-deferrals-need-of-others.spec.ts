import { commandOf, type Decider, derivedId, type Fact, type Refusal } from '#kernel';
import { specification } from '#kernel/specification';
import { cohorts } from '#cohorts';
import {
  cohortCancelled,
  cohortCompleted,
  cohortFactCorrected,
  cohortJoinedSuccession,
  cohortPlanned,
  cohortPostponed,
  type CohortSetup,
} from '#cohorts/events';
import { GrantAward } from '#graduations';
import { peopleMerged } from '#people/events';
import { ConfirmPlace, DeferPlace, ExpectReturn, NameReturn, places } from '#places';
import {
  confirmationAsked,
  deferredPlaceReturned,
  placeDeferred,
  placeRequested,
  placeReturnedTo,
  placesOpened,
  returnAwaited,
} from '#places/events';
import { MERGES } from '#platform';
import { aDeferralHearsWhatBecameOfItsReturn } from './a-deferral-hears-what-became-of-its-return.js';
import { aDeferredPlaceIsExpectedWhereItReturns } from './a-deferred-place-is-expected-where-it-returns.js';
import {
  aDeferralKnowsTheCohortsThatFollow,
  aParticipantReturnsToALaterCohort,
} from './a-participant-returns-to-a-later-cohort.guard.js';
import {
  agreement,
  amara,
  awardId,
  first,
  placeIn,
  programmeId,
  returnIn,
  second,
  sponsorId,
  third,
  rulesOf,
} from './returns.examples.js';
import { aLateCohortOfReturnExtendsTheDeferral } from './a-late-cohort-of-return-extends-the-deferral.js';
import { aNamedPlaceClaimsThePersonsCandidacy } from './a-named-place-claims-the-persons-candidacy.js';
import { anAwardIsGrantedToWhoeverHoldsThePlace } from './an-award-is-granted-to-whoever-holds-the-place.guard.js';
import { aRequestThatNamesAPersonIsNoted } from './a-request-that-names-a-person-is-noted.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { returnsEndWithACohortThatNeverOpened } from './returns-end-with-a-cohort-that-never-opened.js';
import { answerBy, sentBy } from './simulation.js';
import { theCohortsOfAProgrammeFollowOneAnother } from './the-cohorts-of-a-programme-follow-one-another.js';

const setup = (changes: Partial<CohortSetup> = {}): CohortSetup => ({
  programmeId,
  versionId: derivedId('pilot'),
  awardId,
  approvingBody: 'none',
  number: 1,
  name: 'First',
  deliveryCentre: 'Stirling',
  capacity: 10,
  minimumViable: 5,
  enrolmentOpensOn: '2026-04-01',
  enrolmentClosesOn: '2026-09-30',
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  endsOn: '2027-10-29',
  modules: [],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
  fundingShares: [],
  instalmentPlan: [],
  refundBands: [],
  offerWorkingDays: 20,
  namingDays: 42,
  deferralLimitMonths: 24,
  orderRule: 'first_come',
  checks: [],
  ...changes,
});
const planned = (cohortId: string, changes: Partial<CohortSetup> = {}) =>
  cohortPlanned({ cohortId, ...setup(changes) });
const later = { startsOn: '2027-11-15', endsOn: '2028-10-27', lastJoiningDate: '2027-11-29' };

/** What streams say, by their ids; all others say nothing yet. */
const under = (streams: Readonly<Record<string, readonly Fact[]>>) => {
  const stateOf = (decider: Decider, id: string) =>
    specification(decider)(...((streams[id] ?? []) as never[])).state as unknown;
  return {
    now: stateOf,
    commands: {
      stateOf: async <State>(decider: Decider<State>, id: string) => stateOf(decider, id) as State,
    },
  };
};

const left = placeIn(first, amara);
const deferredFact = (changes: { freedSeat?: boolean } = {}) =>
  placeDeferred({
    ...left,
    notifiedOn: '2026-12-01',
    awardId,
    sponsorId,
    personId: amara,
    reasonClass: 'personal',
    hadStarted: true,
    freedSeat: true,
    limitOn: '2028-12-07',
    modulesPassed: [],
    ...changes,
  });
const deferring = (returnTo = returnIn(second, amara)) =>
  commandOf(DeferPlace, { ...left, reasonClass: 'personal', returnTo });
const naming = (returnTo = returnIn(second, amara)) => commandOf(NameReturn, { ...left, returnTo });

describe('a cohort of return', () => {
  const refusals = async (streams: Readonly<Record<string, readonly Fact[]>>) =>
    Promise.all(
      [deferring(), naming()].map(async (command) => {
        const guard = aParticipantReturnsToALaterCohort.find((one) => command instanceof one.command)!;
        const refusal: Refusal | undefined = await guard.check(command, under(streams).commands);
        expect(refusal === undefined || guard.refuses.includes(refusal.refused)).toBe(true);
        expect(refusal?.field ?? 'returnTo').toBe('returnTo');
        return refusal?.refused;
      }),
    );
  const both = (code: string | undefined) => [code, code];
  const own = { [first]: [planned(first)] };

  it('is a later one of the same programme', async () => {
    expect(await refusals({ ...own, [second]: [planned(second, later)] })).toEqual(both(undefined));
    expect(await refusals(own)).toEqual(both('unknown-cohort'));
    const other = { ...later, programmeId: derivedId('another programme') };
    expect(await refusals({ ...own, [second]: [planned(second, other)] })).toEqual(both('another-programme'));
    expect(await refusals({ ...own, [second]: [planned(second)] })).toEqual(both('return-not-later'));
    const cancelled = cohortCancelled({ cohortId: second, reason: 'Too few', placesOpened: false });
    expect(await refusals({ ...own, [second]: [planned(second, later), cancelled] })).toEqual(
      both('return-cohort-over'),
    );
  });

  it('is asked for of nobody who names none', async () => {
    const [guard] = aParticipantReturnsToALaterCohort;
    const command = commandOf(DeferPlace, { ...left, reasonClass: 'personal' });
    expect(await guard!.check(command, under({}).commands)).toBeUndefined();
  });

  it('and the second next one tell how long a deferral lasts', async () => {
    const streams = {
      [first]: [planned(first)],
      [second]: [planned(second, later)],
      [programmeId]: [first, second, third].map((cohortId, index) =>
        cohortJoinedSuccession({
          programmeId,
          cohortId,
          startsOn: `${2026 + index}-11-16`,
          endsOn: `${2027 + index}-10-29`,
          later: [],
        }),
      ),
    };
    const filled = async (command: object) =>
      aDeferralKnowsTheCohortsThatFollow
        .find((one) => command instanceof one.command)!
        .fill(command, under(streams).commands);
    expect(await filled(deferring())).toEqual({
      secondNextEndsOn: '2029-10-29',
      returnStartsOn: '2027-11-15',
    });
    expect(await filled(naming())).toEqual({ returnStartsOn: '2027-11-15' });
    expect(await filled(naming(returnIn(third, amara)))).toEqual({});
  });

  it('that cannot take its returner says why to the place that was left', () => {
    const returnTo = returnIn(second, amara);
    const expected = commandOf(ExpectReturn, {
      ...returnTo,
      awardId,
      sponsorId,
      personId: amara,
      returnOf: left,
      modulesPassed: [],
    });
    for (const because of [
      'place-id-taken',
      'cohort-cancelled',
      'last-joining-date-passed',
      'returners-full',
    ])
      expect(answerBy(aDeferredPlaceIsExpectedWhereItReturns, expected, because)).toEqual({
        sends: 'RecordReturnLost',
        ...left,
        returnTo,
        because,
      });
  });
});

describe('a place that is deferred', () => {
  const returnTo = returnIn(second, amara);
  const asked = { ...returnTo, programmeId, awardId, sponsorId, personId: amara };

  it('frees its seat for the next in line, and its returner takes their turn at once', async () => {
    const process = offerNextInLineWhenAPlaceComesFree;
    const offers = (cohortId: string) => [{ sends: 'OfferNextInLine', cohortId }];
    expect(await sentBy(process, deferredFact())).toEqual(offers(first));
    expect(await sentBy(process, deferredFact({ freedSeat: false }))).toEqual([]);
    const awaited = { ...returnTo, awardId, sponsorId, personId: amara, returnOf: left, modulesPassed: [] };
    expect(await sentBy(process, returnAwaited({ ...awaited, turn: 4 }))).toEqual(offers(second));
    expect(await sentBy(process, returnAwaited(awaited))).toEqual([]);
  });

  it('holds its person: the request to return is no request of another place', async () => {
    const process = aRequestThatNamesAPersonIsNoted;
    expect(await sentBy(process, placeRequested({ ...asked, returnOf: left }))).toEqual([]);
    expect(await sentBy(process, placeRequested(asked))).toMatchObject([{ sends: 'NoteInterest' }]);
  });

  it('lets the place of return claim them as well', async () => {
    const confirming = { ...agreement, ...returnTo, awardId, personId: amara, returnOf: left };
    expect(await sentBy(aNamedPlaceClaimsThePersonsCandidacy, confirmationAsked(confirming))).toMatchObject([
      { sends: 'ClaimCandidacy', ...returnTo, personId: amara, returnOf: left },
    ]);
  });

  it('holds them no more from the day they started there, whenever that was told', async () => {
    const returned = { ...left, awardId, personId: amara };
    expect(
      await sentBy(
        aDeferralHearsWhatBecameOfItsReturn,
        deferredPlaceReturned({ ...returned, returnedTo: returnTo }, '2026-08-28'),
      ),
    ).toEqual([{ sends: 'ReleaseCandidacy', ...returned, effectiveOn: '2026-08-28' }]);
  });

  it('is granted no award, nor is one they have moved from', async () => {
    const held = [
      placesOpened({ cohortId: first, ...rulesOf(first, 1) }),
      placeRequested({ ...asked, ...left }),
      deferredFact(),
    ];
    const moved = deferredPlaceReturned({ ...left, awardId, personId: amara, returnedTo: returnTo });
    const grant = commandOf(GrantAward, { ...left, personId: amara, awardId, minute: '1' });
    for (const facts of [held, [...held, moved]])
      expect(
        await anAwardIsGrantedToWhoeverHoldsThePlace.check(grant, under({ [first]: facts }).commands),
      ).toMatchObject({ refused: 'another-persons-place' });
  });
});

describe('who returns', () => {
  const returnTo = returnIn(second, amara);
  const kept = derivedId('amara as she is kept');
  const confirming = (fields: Partial<ConfirmPlace> = {}) =>
    commandOf(ConfirmPlace, { ...returnTo, personId: kept, ...agreement, ...fields });
  const seated = specification(places)(
    placesOpened({ cohortId: second, ...rulesOf(second, 1) }),
    placeRequested({ ...returnTo, programmeId, awardId, sponsorId, personId: amara, returnOf: left }),
    placeReturnedTo({
      ...returnTo,
      awardId,
      sponsorId,
      personId: amara,
      pricePence: 1,
      terms: rulesOf(second, 1).terms,
      returnOf: left,
      modulesPassed: [],
      held: 1,
      capacity: 1,
    }),
  );

  it('may go by the id that was kept when records were merged, and by no other', async () => {
    const completion = aDeferralKnowsTheCohortsThatFollow.find(({ command }) => command === ConfirmPlace)!;
    const merged = peopleMerged({ keptId: kept, mergedId: amara, ids: [amara], reason: 'One person' });
    const filled = await completion.fill(confirming(), under({ [MERGES]: [merged] }).commands);
    expect(filled).toEqual({ alsoKnownAs: [amara] });
    expect(await completion.fill(confirming(), under({}).commands)).toEqual({});

    seated.when(confirming()).thenRefused('returners-place', 'personId');
    expect(seated.when(confirming(filled)).decision).toMatchObject([
      { type: 'ConfirmationAsked', data: { personId: kept, returnOf: left } },
    ]);
  });
});

describe('the succession of a programme', () => {
  const process = theCohortsOfAProgrammeFollowOneAnother;
  const noted = { sends: 'NoteCohort', programmeId, cohortId: first, effectiveOn: '2026-01-05' };
  const of = (...facts: readonly Fact[]) => under({ [first]: facts }).now;

  it('follows the dates of its cohorts as they are', async () => {
    const plan = planned(first);
    expect(await sentBy(process, { ...plan, effectiveOn: '2026-01-05' }, of(plan))).toEqual([
      { ...noted, startsOn: '2026-11-16', endsOn: '2027-10-29', cancelled: false },
    ]);
    expect(await sentBy(process, plan, of())).toEqual([]);
  });

  it('learns when one is postponed, ends late or is cancelled', async () => {
    const plan = planned(first);
    const postponed = cohortPostponed({
      cohortId: first,
      reason: 'Too few requests',
      placesOpened: false,
      startsOn: '2027-01-11',
      endsOn: '2027-12-17',
      lastJoiningDate: '2027-01-25',
      enrolmentClosesOn: '2026-12-01',
      modules: [],
      from: {
        startsOn: '2026-11-16',
        endsOn: '2027-10-29',
        lastJoiningDate: '2026-11-30',
        modules: [],
      },
    });
    expect(await sentBy(process, postponed, of(plan, postponed))).toMatchObject([
      { startsOn: '2027-01-11', endsOn: '2027-12-17', cancelled: false },
    ]);
    const late = cohortCompleted({ cohortId: first }, '2027-11-30');
    expect(await sentBy(process, late, of(plan, late))).toMatchObject([{ endsOn: '2027-11-30' }]);
    const cancelled = cohortCancelled({ cohortId: first, reason: 'Too few', placesOpened: false });
    expect(await sentBy(process, cancelled, of(plan, cancelled))).toMatchObject([{ cancelled: true }]);
  });
});

describe('a cohort cancelled before it enrols', () => {
  const process = returnsEndWithACohortThatNeverOpened;
  const returnTo = returnIn(second, amara);
  const awaited = (turn?: number) =>
    returnAwaited({
      ...returnTo,
      awardId,
      sponsorId,
      personId: amara,
      returnOf: left,
      modulesPassed: [],
      ...(turn === undefined ? {} : { turn }),
    });
  const cancelled = cohortCancelled({ cohortId: second, reason: 'Too few', placesOpened: false });
  const givenBack = [{ sends: 'GiveBackReturn', ...returnTo, returnOf: left }];
  const states = (stage: 'planned' | 'cancelled') => (decider: Decider) => {
    if (decider === places) return specification(places)(awaited()).state;
    expect(decider).toBe(cohorts);
    return specification(cohorts)(planned(second, later), ...(stage === 'cancelled' ? [cancelled] : []))
      .state;
  };

  it('tells those who were to return to it, whether they were noted before or after', async () => {
    expect(await sentBy(process, cancelled, states('cancelled'))).toEqual(givenBack);
    expect(await sentBy(process, awaited(), states('cancelled'))).toEqual(givenBack);
    expect(await sentBy(process, awaited(), states('planned'))).toEqual([]);
    expect(await sentBy(process, awaited(3))).toEqual([]);
  });

  it('tells nobody where the cancellation was struck before anybody heard of it', async () =>
    expect(await sentBy(process, cancelled, states('planned'))).toEqual([]));
});

it('a cohort that moves before it enrols extends the deferrals of those who are to return to it', async () => {
  const process = aLateCohortOfReturnExtendsTheDeferral;
  const moved = { startsOn: '2028-02-14', endsOn: '2029-01-26', lastJoiningDate: '2028-02-28', modules: [] };
  const postponed = (placesOpened: boolean) =>
    cohortPostponed(
      {
        cohortId: second,
        reason: 'Too few requests',
        placesOpened,
        ...moved,
        from: { ...later, modules: [] },
      },
      '2027-06-01',
    );
  const awaited = returnAwaited({
    ...returnIn(second, amara),
    awardId,
    sponsorId,
    personId: amara,
    returnOf: left,
    modulesPassed: [],
  });
  const states = (decider: Decider) =>
    decider === places
      ? specification(places)(awaited).state
      : specification(cohorts)(planned(second, later), postponed(false)).state;
  expect(await sentBy(process, postponed(false), states)).toMatchObject([
    { sends: 'ExtendDeferral', ...left, limitOn: '2028-02-14', effectiveOn: '2027-06-01' },
  ]);
  const corrected = cohortFactCorrected({
    cohortId: second,
    corrects: derivedId('the plan'),
    fact: 'CohortPlanned',
    reason: 'Typing error',
    startsOn: '2028-02-14',
  });
  expect(await sentBy(process, corrected, states)).toMatchObject([{ limitOn: '2028-02-14' }]);
});
