import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { commandOf, type CommandType, daysAfter, derivedId, evolved, isRefusal, startOfDay } from '#kernel';
import { decide, happened } from '#kernel/specification';
import {
  AcceptPlace,
  AdmitByException,
  AllowSplitting,
  AskForCarried,
  CancelPlaces,
  CarryRequest,
  CloseWindow,
  CountSponsorRecords,
  DeclinePlace,
  DrawOrder,
  EndUnplaced,
  ExtendOffer,
  GivePriority,
  LapseOffer,
  LowerBookCapacity,
  MoveBook,
  OfferNextInLine,
  OpenPlaces,
  PassOverGroup,
  RaiseBookCapacity,
  ReceiveCarriedRequest,
  ReleaseShare,
  RequestGroup,
  RequestPlace,
  RestoreUnplaced,
  WithdrawPlace,
} from './commands.js';
import { EXCEPTED_RULES, type PlaceEvent } from './events.js';
import { inOrder } from './line.js';
import { director, sectorsOf } from './order.examples.js';
import { OrderWatcher } from './order-watcher.examples.js';
import { emptyBook, type PlaceBook } from './place-book.js';
import { places } from './places.decider.js';
import { autumnCohort as cohortId, LAST_JOINING_DATE, rules, STARTS_ON } from './places.examples.js';

const BEGINS = '2026-09-01';
const RELEASED_ON = '2026-09-20';
const WINDOW_CLOSES_ON = '2026-09-06';
const PLACES = Array.from({ length: 12 }, (_, index) => derivedId('place', index));
const GROUPS = Array.from({ length: 3 }, (_, index) => derivedId('group', index));
const SPONSORS = ['voluntary', 'private', 'health'].map((sector) => ({
  sponsorId: derivedId('sponsor', sector),
  sector,
}));
const sectorOf = (sponsorId: string): string =>
  SPONSORS.find((one) => one.sponsorId === sponsorId)?.sector ?? 'unknown';

const placeId = fc.constantFrom(...PLACES);
const groupId = fc.constantFrom(...GROUPS);
const asking = fc.constantFrom(...SPONSORS).map(({ sponsorId, sector }) => ({
  sponsorId,
  sectors: sectorsOf(sector),
}));
const reason = fc.constant('For a reason');
const allowedBy = fc.constant(director);

const someCommand = <C extends { cohortId: string }>(
  command: CommandType<C>,
  fields: { [F in keyof Omit<C, 'cohortId'>]?: fc.Arbitrary<C[F]> },
  with_: fc.Arbitrary<object> = fc.constant({}),
): fc.Arbitrary<object> =>
  fc
    .tuple(fc.record(fields as Record<string, fc.Arbitrary<unknown>>), with_)
    .map(([chosen, more]) => commandOf(command as CommandType<object>, { cohortId, ...chosen, ...more }));

// A group has places of its own kind, so that single requests do not use them up.
const members = groupId.chain((id) =>
  fc.integer({ min: 2, max: 3 }).map((size) => ({
    groupId: id,
    places: Array.from({ length: size }, (_, index) => ({ placeId: derivedId(id, index) })),
  })),
);
const anyPlace = fc.oneof(
  { weight: 3, arbitrary: placeId },
  { weight: 2, arbitrary: members.map((group) => group.places[0]!.placeId) },
);

const step = fc.oneof(
  { weight: 8, arbitrary: someCommand(RequestPlace, { placeId }, asking) },
  {
    weight: 4,
    arbitrary: someCommand(
      RequestGroup,
      { maySplit: fc.boolean() },
      fc.tuple(members, asking).map(([group, who]) => ({ ...group, ...who })),
    ),
  },
  { weight: 5, arbitrary: someCommand(OfferNextInLine, {}) },
  { weight: 3, arbitrary: someCommand(AcceptPlace, { placeId: anyPlace }) },
  { weight: 3, arbitrary: someCommand(DeclinePlace, { placeId: anyPlace }) },
  { weight: 2, arbitrary: someCommand(LapseOffer, { placeId: anyPlace }) },
  {
    weight: 3,
    arbitrary: someCommand(WithdrawPlace, { placeId: anyPlace, reasonClass: fc.constant('work' as const) }),
  },
  someCommand(AllowSplitting, { groupId }),
  someCommand(PassOverGroup, { groupId }),
  someCommand(GivePriority, { placeId: anyPlace, reason, allowedBy }),
  someCommand(ExtendOffer, { placeId: anyPlace, reason, until: fc.constant('2026-11-01') }),
  someCommand(
    AdmitByException,
    { placeId: anyPlace, reason, allowedBy, overRules: fc.constant([...EXCEPTED_RULES]) },
    asking,
  ),
  someCommand(RaiseBookCapacity, { capacity: fc.integer({ min: 1, max: 9 }) }),
  someCommand(LowerBookCapacity, { capacity: fc.integer({ min: 0, max: 6 }) }),
  someCommand(ReleaseShare, { sector: fc.constantFrom('voluntary', 'private') }),
  someCommand(CountSponsorRecords, {
    sponsorIds: fc.shuffledSubarray(
      SPONSORS.map(({ sponsorId }) => sponsorId),
      { minLength: 1 },
    ),
  }),
  someCommand(CloseWindow, {}),
  { weight: 2, arbitrary: someCommand(DrawOrder, { seed: fc.constantFrom('one', 'two', 'three') }) },
  someCommand(AskForCarried, {}),
  someCommand(CarryRequest, {
    placeId,
    toCohortId: fc.constant(derivedId('spring')),
    toPlaceId: fc.constant(derivedId('there')),
  }),
  // The last joining date is recorded too early, and corrected.
  {
    weight: 2,
    arbitrary: someCommand(MoveBook, {
      startsOn: fc.constant(STARTS_ON),
      lastJoiningDate: fc.constantFrom('2026-09-03', LAST_JOINING_DATE),
      corrected: fc.constant(true as const),
    }),
  },
  someCommand(EndUnplaced, {}),
  { weight: 2, arbitrary: someCommand(RestoreUnplaced, {}) },
  { weight: 4, arbitrary: fc.record({ days: fc.integer({ min: 1, max: 6 }) }) },
);

const carriedHere = fc.array(fc.record({ asking, order: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 });
const setUp = fc.record({
  capacity: fc.integer({ min: 3, max: 6 }),
  orderRule: fc.constantFrom('first_come' as const, 'window' as const),
  maxPerSponsor: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
  shares: fc.boolean(),
  splitAnswerDaysBeforeStart: fc.constantFrom(28, 45, 75),
});

/** Books and watchers side by side: what is decided is seen, and both must agree. */
class Run {
  book: PlaceBook = emptyBook;
  readonly watcher = new OrderWatcher(sectorOf);
  today = BEGINS;
  private recorded = 0;

  send(command: object): readonly PlaceEvent[] {
    const decision = decide(places, this.book, command, { now: startOfDay(this.today) });
    if (isRefusal(decision)) return [];
    for (const fact of decision) {
      const event = happened(fact, (this.recorded += 1), startOfDay(this.today));
      this.book = evolved(places, this.book, event);
      this.watcher.see(event, this.today);
    }
    this.watcher.afterDecision(decision);
    if (command instanceof OfferNextInLine) this.watcher.nothingStandsFree(this.today);
    return decision;
  }

  agrees(): void {
    deepStrictEqual(
      { ...this.book.places.map(({ state }) => state).toObject() },
      Object.fromEntries(
        [...this.watcher.places].map(([id, { state }]) => [id, state === 'noted' ? 'waiting' : state]),
      ),
    );
    const waiting = [...this.watcher.places.values()].filter(({ state }) => state === 'waiting');
    deepStrictEqual(this.book.waiting, waiting.length);
    deepStrictEqual(
      [...inOrder(this.book.line)].reduce((sum, { size }) => sum + size, 0),
      waiting.length,
    );
  }

  /** Everything that is due at the end of a book, until nothing goes on. */
  end(): void {
    this.today = '2026-12-24';
    for (const [id, { state }] of this.watcher.places)
      if (state === 'offered') this.send(commandOf(LapseOffer, { cohortId, placeId: id }));
    this.send(commandOf(EndUnplaced, { cohortId }));
    this.send(commandOf(CancelPlaces, { cohortId }));
  }
}

describe('the order of a book, whatever is asked of it in whatever order', () => {
  it('keeps the capacity, the shares and the draw, tears no group apart and lets nobody overtake', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
        setUp,
        carriedHere,
        (steps, { capacity, orderRule, maxPerSponsor, shares, splitAnswerDaysBeforeStart }, before) => {
          const run = new Run();
          for (const [index, { asking: who, order }] of before.entries())
            run.send(
              commandOf(ReceiveCarriedRequest, {
                cohortId,
                placeId: derivedId('carried', index),
                carriedFrom: { cohortId: derivedId('earlier'), placeId: derivedId('there', index) },
                order,
                ...who,
              }),
            );
          const sectorShares = [
            { sector: 'voluntary', seats: 2, releasedOn: RELEASED_ON },
            { sector: 'private', seats: 1, releasedOn: RELEASED_ON },
          ];
          run.send(
            commandOf(OpenPlaces, {
              cohortId,
              rules: rules({
                capacity,
                orderRule,
                offerWorkingDays: 3,
                splitAnswerDaysBeforeStart,
                ...(orderRule === 'window' ? { windowClosesOn: WINDOW_CLOSES_ON } : {}),
                ...(maxPerSponsor === undefined ? {} : { maxPerSponsor }),
                ...(shares ? { sectorShares } : {}),
              }),
            }),
          );
          for (const [index, next] of steps.entries()) {
            if ('days' in next) run.today = daysAfter(run.today, next.days);
            else run.send(next);
            if (index % 8 === 0) run.agrees();
          }
          run.agrees();

          run.end();
          run.agrees();
          deepStrictEqual([...run.book.ongoing], [], 'a request has no final state');
        },
      ),
      { numRuns: 120 },
    );
  });
});
