import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import {
  commandOf,
  daysAfter,
  derivedId,
  endOfDay,
  londonDateOf,
  type Recorded,
  startOfDay,
  stated,
  undated,
} from '#kernel';
import { graduationsContext } from '#graduations';
import { peopleContext } from '#people';
import {
  AcceptPlace,
  AcceptTransfer,
  AdmitByException,
  CancelPlaces,
  CloseRequests,
  ConfirmPlace,
  CorrectParticipant,
  CorrectPlaceDate,
  CorrectPlaceSponsor,
  DeclinePlace,
  DeferPlace,
  EndNeverStarted,
  EndUnplaced,
  ExtendNaming,
  ExtendOffer,
  FailPlace,
  GivePriority,
  isOngoing,
  MoveBook,
  NameReturn,
  OpenPlaces,
  PauseDeferral,
  type PlaceBook,
  type PlaceState,
  places,
  placesContext,
  ProposeTransfer,
  RaiseBookCapacity,
  ReceiveCarriedRequest,
  RequestGroup,
  RequestPlace,
  ResumeDeferral,
  StartPlace,
  StrikePlaceFact,
  SubstituteParticipant,
  WithdrawPlace,
} from '#places';
import { CORRECTABLE_FACTS, type PlaceEvent, SIDE_FACTS } from '#places/events';
import { processesContext } from './index.js';
import { Simulation } from './simulation.js';
import {
  nobodyWaitsForAFreeSeat,
  RELEASED_ON,
  seatsAreInOrder,
  theLineIsInOrder,
} from './whole-set.examples.js';

const awardId = derivedId('certificate');
const [autumn, spring] = ['autumn cohort', 'spring cohort'].map((name) => derivedId(name)) as [
  string,
  string,
];
const PEOPLE = ['amara', 'bo', 'chidi', 'dorcas'].map((name) => derivedId(name));
const SPONSORS = [
  { sponsorId: derivedId('a council'), sectors: stated(undated<string>(), '2020-01-01', 'local_authority') },
  { sponsorId: derivedId('a hospice'), sectors: stated(undated<string>(), '2020-01-01', 'voluntary') },
];
const PLACES = Array.from({ length: 10 }, (_, index) => ({
  cohortId: index % 3 === 2 ? spring : autumn,
  placeId: derivedId('place', index),
}));
const ENDED = '2027-08-01';
const rules = (cohortId: string) => ({
  programmeId: derivedId('leading to deliver'),
  awardId,
  capacity: 3,
  lastJoiningDate: cohortId === autumn ? '2026-10-05' : '2027-02-20',
  startsOn: cohortId === autumn ? '2026-09-28' : '2027-02-15',
  endsOn: cohortId === autumn ? '2027-06-30' : '2027-12-15',
  offerWorkingDays: 8,
  namingDays: 7,
  pricePence: 300_000,
  terms: { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] },
  maxPerSponsor: 5,
  sectorShares: [{ sector: 'voluntary', seats: 1, releasedOn: RELEASED_ON }],
});

const agreed = { lineManagerId: derivedId('a line manager'), privacyNoticeVersion: '1', checks: [] };
const reason = 'The list had been misread.';

const COHORTS = [autumn, spring];
const booksOf = (simulation: Simulation): readonly PlaceBook[] =>
  COHORTS.map((cohortId) => simulation.stateOf(places, cohortId));

type Step = (simulation: Simulation) => unknown;
const place = fc.constantFrom(...PLACES);

type State = PlaceState | 'any';
/** One of the places in these states, else any: most of a sequence would be refused otherwise. */
const pick = (simulation: Simulation, states: readonly State[], at: number): (typeof PLACES)[number] => {
  const fitting = booksOf(simulation).flatMap((book, index) =>
    [...book.places]
      .filter(([, { state }]) => states.includes('any') || states.includes(state))
      .map(([placeId]) => ({ cohortId: COHORTS[index]!, placeId })),
  );
  return fitting[at % Math.max(1, fitting.length)] ?? PLACES[at % PLACES.length]!;
};
const personId = fc.constantFrom(...PEOPLE);
const sponsor = fc.constantFrom(...SPONSORS);
const daysBack = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 }));
const chosen = fc.record({ of: place, at: fc.nat(99), personId, sponsor, daysBack, flag: fc.boolean() });
type Chosen = {
  of: (typeof PLACES)[number];
  personId: string;
  sponsor: (typeof SPONSORS)[number];
  flag: boolean;
};

/** Sends a command about a place, some of them as of a day that has passed. */
const sending = (weight: number, command: (chosen: Chosen) => object, ...states: readonly State[]) => ({
  weight,
  arbitrary: chosen.map(
    ({ daysBack: back, at, of, ...one }): Step =>
      (simulation) =>
        simulation.send(
          command({ ...one, of: states.length > 0 ? pick(simulation, states, at) : of }),
          daysAfter(londonDateOf(simulation.now), -back),
        ),
  ),
});

const ENDED_STATES: readonly State[] = ['withdrawn', 'not_taken_up', 'failed', 'started', 'deferred'];

/** Facts beside the course of a place: the course is struck from its end, these wherever they stand. */
const CHANGES: readonly string[] = ['substituted', ...SIDE_FACTS];

const returnOf = (from: string) => ({
  returnTo: { cohortId: spring, placeId: derivedId('return of', from) },
});

const step: fc.Arbitrary<Step> = fc.oneof(
  sending(8, ({ of, sponsor: by, personId: person, flag }) =>
    Object.assign(commandOf(RequestPlace, { ...of, ...by, ...(flag ? { personId: person } : {}) })),
  ),
  sending(2, ({ of, sponsor: by }) =>
    commandOf(RequestGroup, {
      cohortId: of.cohortId,
      groupId: derivedId('group with', of.placeId),
      ...by,
      places: [0, 1].map((one) => ({ placeId: derivedId('in a group with', of.placeId, one) })),
    }),
  ),
  sending(1, ({ of }) => commandOf(GivePriority, { ...of, reason, allowedBy: PEOPLE[0]! }), 'waiting'),
  sending(1, ({ of, sponsor: by }) =>
    commandOf(AdmitByException, {
      ...of,
      ...by,
      overRules: ['capacity', 'order', 'sector-share'],
      allowedBy: PEOPLE[0]!,
      reason,
    }),
  ),
  sending(
    9,
    ({ of, personId: person, flag }) =>
      commandOf(AcceptPlace, { ...of, ...(flag ? { personId: person } : {}) }),
    'offered',
  ),
  sending(
    9,
    ({ of, personId: person }) => commandOf(ConfirmPlace, { ...of, personId: person, ...agreed }),
    'accepted',
  ),
  sending(
    2,
    ({ of, personId: person }) =>
      commandOf(SubstituteParticipant, { ...of, personId: person, ...agreed, reasonClass: 'work' }),
    'confirmed',
  ),
  sending(4, ({ of }) => commandOf(StartPlace, of), 'confirmed'),
  sending(2, ({ of }) => commandOf(WithdrawPlace, { ...of, reasonClass: 'work' }), 'any'),
  sending(
    2,
    ({ of, flag }) =>
      commandOf(DeferPlace, { ...of, reasonClass: 'personal', ...(flag ? returnOf(of.placeId) : {}) }),
    'confirmed',
    'started',
  ),
  sending(1, ({ of }) => commandOf(NameReturn, { ...of, ...returnOf(of.placeId) }), 'deferred'),
  sending(1, ({ of }) => commandOf(DeclinePlace, of), 'offered'),
  sending(1, ({ of }) => commandOf(FailPlace, { ...of, outcome: 'failed' }), 'started'),
  sending(
    1,
    ({ of }) => commandOf(ProposeTransfer, { ...of, on: '2026-09-20', acceptBy: '2026-09-18' }),
    'confirmed',
    'started',
  ),
  sending(
    1,
    ({ of, sponsor: { sponsorId } }) => commandOf(AcceptTransfer, { ...of, sponsorId }),
    'confirmed',
    'started',
  ),
  sending(1, ({ of }) => commandOf(ExtendOffer, { ...of, until: '2026-10-01', reason }), 'offered'),
  sending(1, ({ of }) => commandOf(ExtendNaming, { ...of, until: '2026-09-27', reason }), 'accepted'),
  sending(
    2,
    ({ of, flag }) => (flag ? commandOf(PauseDeferral, of) : commandOf(ResumeDeferral, of)),
    'deferred',
  ),
  sending(1, ({ of: { cohortId } }) => commandOf(RaiseBookCapacity, { cohortId, capacity: 4 })),
  // The last joining date is recorded too early, and corrected.
  sending(2, ({ flag }) => {
    const { lastJoiningDate, startsOn } = rules(autumn);
    const wrongly = flag ? { lastJoiningDate: '2026-09-03' } : {};
    return commandOf(MoveBook, { cohortId: autumn, startsOn, lastJoiningDate, ...wrongly, corrected: true });
  }),
  sending(2, ({ of, sponsor: by }) => commandOf(CorrectPlaceSponsor, { ...of, ...by, reason }), 'any'),
  sending(
    3,
    ({ of, personId: person }) => commandOf(CorrectParticipant, { ...of, personId: person, reason }),
    'confirmed',
    'started',
  ),
  {
    weight: 5,
    arbitrary: fc
      .record({
        at: fc.nat(99),
        last: fc.nat(3),
        fact: fc.constantFrom(...CORRECTABLE_FACTS),
        allowedBy: fc.option(personId),
      })
      .map(({ at, last, fact, allowedBy }): Step => (simulation) => {
        const of = pick(simulation, last > 1 ? ENDED_STATES : ['any'], at);
        const all = simulation.stateOf(places, of.cohortId).places.get(of.placeId)?.told;
        const told = last === 1 ? all?.findLast(({ fact: one }) => CHANGES.includes(one)) : all?.at(-1);
        return simulation.send(
          commandOf(StrikePlaceFact, {
            ...of,
            fact: last && told ? told.fact : fact,
            reason,
            ...(allowedBy ? { allowedBy } : {}),
          }),
        );
      }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ of: place, fact: fc.constantFrom(...CORRECTABLE_FACTS), back: fc.nat(30) }).map(
      ({ of, fact, back }): Step =>
        (simulation) =>
          simulation.send(
            commandOf(CorrectPlaceDate, {
              ...of,
              fact,
              on: daysAfter(londonDateOf(simulation.now), -back),
              reason,
            }),
          ),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((days): Step => (simulation) => {
      simulation.now = startOfDay(daysAfter(londonDateOf(simulation.now), days));
    }),
  },
  {
    weight: 16,
    arbitrary: fc
      .record({
        at: fc.nat(200),
        events: fc.integer({ min: 5, max: 40 }),
        crashAfter: fc.option(fc.nat(1), { freq: 4 }),
      })
      .map(({ at, events, crashAfter }): Step => async (simulation) => {
        const all = simulation.processes;
        const process = all[at % all.length]!;
        for (let left = events; left > 0; left -= 1) await simulation.follow(process);
        if (crashAfter !== null) await simulation.follow(process, crashAfter);
      }),
  },
  { weight: 5, arbitrary: fc.constant<Step>((simulation) => simulation.settle()) },
);

/** Whom places hold, from the books; a deferred place and the place its participant returns to are one. */
const nobodyHoldsTwo = (simulation: Simulation): void => {
  const held = booksOf(simulation).flatMap((book) =>
    [...book.places.values()]
      .filter(({ state, claimedIn }) => isOngoing(state) && state !== 'deferred' && claimedIn !== undefined)
      .map(({ personId: person }) => person),
  );
  deepStrictEqual(held.length, new Set(held).size, 'somebody holds two live places for one award');
};

/** Each request was asked once and is in one state; ended requests end once, but for what was corrected since. */
const endsOnce = (log: readonly Recorded[]): void => {
  const ended = new Set<string>();
  for (const { type, data } of log as readonly Recorded<PlaceEvent>[]) {
    if (!('placeId' in data)) continue;
    const key = `${data.cohortId}/${data.placeId}`;
    if (type === 'PlaceFactStruck' || type === 'PlaceCompletionUndone') ended.delete(key);
    if (!('personIds' in data)) continue;
    ok(!ended.has(key), `${type} ends a place that had ended`);
    ended.add(key);
  }
};

/** A request was carried to a cohort and withdrawn there before its book opened: that may prove wrong at any time. */
const carriedAndWithdrawn = (simulation: Simulation): void => {
  const { cohortId, placeId } = PLACES[2]!;
  const carriedFrom = { cohortId: autumn, placeId: derivedId('not placed') };
  const { sponsorId, sectors } = SPONSORS[0]!;
  simulation.send(
    commandOf(ReceiveCarriedRequest, { cohortId, placeId, sponsorId, sectors, order: 1, carriedFrom }),
  );
  simulation.send(commandOf(WithdrawPlace, { cohortId, placeId, reasonClass: 'work' }));
};

const FINAL = [
  'completed',
  'failed',
  'moved',
  'withdrawn',
  'not_taken_up',
  'declined',
  'lapsed',
  'refused',
  'not_placed',
  'cancelled',
];

describe('the whole set of commands, back-dated ones and corrections among them', () => {
  it('keeps the seats, the shares and the people in order, and ends every request once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 40, maxLength: 110, size: 'max' }),
        fc.boolean(),
        async (steps, cancelled) => {
          const simulation = new Simulation(
            [placesContext, graduationsContext, peopleContext].flatMap(({ deciders = [] }) => deciders),
            processesContext.processes!,
            '2026-09-01T08:00:00.000Z',
          );
          carriedAndWithdrawn(simulation);
          for (const cohortId of COHORTS)
            simulation.send(commandOf(OpenPlaces, { cohortId, rules: rules(cohortId) }));
          for (const take of steps) {
            await take(simulation);
            const today = londonDateOf(simulation.now);
            for (const book of booksOf(simulation)) {
              seatsAreInOrder(book, today);
              theLineIsInOrder(book);
            }
            nobodyHoldsTwo(simulation);
          }
          await simulation.settle();
          for (const book of booksOf(simulation)) nobodyWaitsForAFreeSeat(book, londonDateOf(simulation.now));
          nobodyHoldsTwo(simulation);

          if (cancelled) simulation.send(commandOf(CancelPlaces, { cohortId: autumn }));
          await simulation.settle();
          simulation.now = endOfDay(ENDED);
          await simulation.settle();
          for (const cohortId of COHORTS) {
            simulation.send(commandOf(CloseRequests, { cohortId }));
            simulation.send(commandOf(EndUnplaced, { cohortId }));
            simulation.send(commandOf(EndNeverStarted, { cohortId }));
          }
          await simulation.settle();
          endsOnce(simulation.log);
          for (const book of booksOf(simulation))
            for (const { state, asking } of book.places.values()) {
              deepStrictEqual(asking, undefined);
              // Who started or deferred goes on: the cohort's own end is the award, or an administrator's decision.
              ok(
                FINAL.includes(state) || ['started', 'awaiting_award', 'deferred'].includes(state),
                `a request is ${state} when its cohort is over`,
              );
            }
        },
      ),
      { numRuns: 80 },
    );
  });
});
