import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import {
  commandOf,
  type CommandType,
  daysAfter,
  derivedId,
  evolved,
  type Happened,
  isRefusal,
  startOfDay,
} from '#kernel';
import { decide, happened } from '#kernel/specification';
import {
  AcceptPlace,
  CancelPlaces,
  CloseRequests,
  CompletePlace,
  ConfirmPlace,
  DeclinePlace,
  EndUnplaced,
  FailPlace,
  LapseOffer,
  LowerBookCapacity,
  OfferNextInLine,
  OpenPlaces,
  RaiseBookCapacity,
  RecordAwaitingAward,
  RecordNotTakenUp,
  RefuseRequest,
  RequestPlace,
  SettleClaim,
  StartPlace,
  UndoCompletion,
  WithdrawPlace,
} from './commands.js';
import type { PlaceEvent } from './events.js';
import { inOrder } from './line.js';
import { emptyBook, isOngoing, holdsSeat, type PlaceBook, type PlaceState } from './place-book.js';
import { places } from './places.decider.js';
import { awardId, autumnCohort as cohortId, manager, rules, sponsor } from './places.examples.js';

const ENDS: Partial<Record<PlaceEvent['type'], PlaceState>> = {
  PlaceDeclined: 'declined',
  OfferLapsed: 'lapsed',
  RequestWithdrawn: 'withdrawn',
  RequestRefused: 'refused',
  PlaceWithdrawn: 'withdrawn',
  PlaceNotTakenUp: 'not_taken_up',
  PlaceNotPlaced: 'not_placed',
  PlaceCancelled: 'cancelled',
  PlaceFailed: 'failed',
  PlaceWaitlisted: 'waiting',
  PlaceOffered: 'offered',
  PlaceAccepted: 'accepted',
  PlaceConfirmed: 'confirmed',
  PlaceStarted: 'started',
  PlaceAwaitingAward: 'awaiting_award',
  PlaceCompleted: 'completed',
};

/** The only ways from one state to another; anything else is a place in two states at once. */
const WAYS: Record<string, readonly PlaceState[]> = {
  new: ['waiting', 'offered'],
  waiting: ['offered', 'withdrawn', 'refused', 'not_placed', 'cancelled'],
  offered: ['accepted', 'declined', 'lapsed', 'withdrawn', 'refused', 'cancelled'],
  accepted: ['confirmed', 'withdrawn', 'not_taken_up', 'cancelled'],
  confirmed: ['started', 'withdrawn', 'not_taken_up', 'cancelled'],
  started: ['awaiting_award', 'completed', 'failed', 'withdrawn', 'cancelled'],
  awaiting_award: ['completed', 'failed', 'withdrawn', 'cancelled'],
  failed: ['completed'],
  completed: ['completed', 'awaiting_award', 'failed'],
};

/** Keeps its own account of seats and turns, from the names of the facts alone. */
class Watcher {
  readonly states = new Map<string, PlaceState | 'new'>();
  readonly turns = new Map<string, number>();
  capacity = 0;

  see({ type, data }: Happened<PlaceEvent>): void {
    if (type === 'PlacesOpened' || type === 'BookCapacityRaised' || type === 'BookCapacityLowered')
      this.capacity = data.capacity;
    if (type === 'PlaceRequested') {
      ok(!this.states.has(data.placeId), 'requested twice');
      this.states.set(data.placeId, 'new');
    }
    if (type === 'PlaceOffered') this.nobodyIsOvertaken(data.placeId);
    if (type === 'PlaceWaitlisted') this.turns.set(data.placeId, data.turn);

    const to = type === 'PlaceCompletionUndone' ? data.backTo : ENDS[type];
    if (to !== undefined && 'placeId' in data) {
      const from = this.states.get(data.placeId) ?? 'unknown';
      ok(WAYS[from]?.includes(to), `there is no way from ${from} to ${to}`);
      this.states.set(data.placeId, to);
    }
    ok(this.held() <= this.capacity, `${this.held()} seats are held of ${this.capacity}`);
  }

  held(): number {
    return [...this.states.values()].filter((state) => state !== 'new' && holdsSeat(state)).length;
  }

  waiting(): string[] {
    return [...this.states].flatMap(([placeId, state]) => (state === 'waiting' ? [placeId] : []));
  }

  private nobodyIsOvertaken(placeId: string): void {
    const turn = this.turns.get(placeId) ?? Infinity;
    const overtaken = this.waiting().filter(
      (other) => (this.turns.get(other) ?? 0) < turn && other !== placeId,
    );
    deepStrictEqual(overtaken, [], 'somebody was overtaken');
  }
}

const agrees = (book: PlaceBook, watcher: Watcher): void => {
  deepStrictEqual(
    { ...book.places.map(({ state }) => state).toObject() },
    Object.fromEntries(watcher.states),
  );
  deepStrictEqual(book.held, watcher.held());
  const inTurn = watcher
    .waiting()
    .sort((one, other) => (watcher.turns.get(one) ?? 0) - (watcher.turns.get(other) ?? 0));
  deepStrictEqual(
    [...inOrder(book.line)].map(({ placeId: id }) => id),
    inTurn,
  );
  deepStrictEqual(book.waiting, inTurn.length);
  deepStrictEqual(
    [...book.ongoing].sort(),
    [...watcher.states].flatMap(([id, state]) => (state !== 'new' && isOngoing(state) ? [id] : [])).sort(),
  );
  ok(Math.max(0, ...watcher.turns.values()) < book.nextTurn, 'a turn was drawn twice');
};

const PLACES = Array.from({ length: 8 }, (_, index) => derivedId('place', index));
const PEOPLE = Array.from({ length: 4 }, (_, index) => derivedId('person', index));
const placeId = fc.constantFrom(...PLACES);
const personId = fc.constantFrom(...PEOPLE);

const someCommand = <C extends { cohortId: string }>(
  command: CommandType<C>,
  fields: { [F in keyof Omit<C, 'cohortId'>]?: fc.Arbitrary<C[F]> },
): fc.Arbitrary<object> =>
  fc
    .record(fields as Record<string, fc.Arbitrary<unknown>>)
    .map((chosen) => commandOf(command as CommandType<object>, { cohortId, ...chosen }));

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: someCommand(RequestPlace, {
      placeId,
      sponsorId: fc.constant(sponsor),
      personId: fc.option(personId, { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: someCommand(AcceptPlace, { placeId, personId: fc.option(personId, { nil: undefined }) }),
  },
  { weight: 3, arbitrary: someCommand(OfferNextInLine, {}) },
  {
    weight: 3,
    arbitrary: someCommand(ConfirmPlace, {
      placeId,
      personId,
      lineManagerId: fc.constant(manager),
      privacyNoticeVersion: fc.constant('1'),
      checks: fc.constant([]),
    }),
  },
  { weight: 2, arbitrary: someCommand(StartPlace, { placeId }) },
  {
    weight: 2,
    arbitrary: someCommand(WithdrawPlace, { placeId, reasonClass: fc.constant('work' as const) }),
  },
  someCommand(DeclinePlace, { placeId }),
  someCommand(LapseOffer, { placeId }),
  someCommand(RefuseRequest, { placeId, code: fc.constant('outside-the-target-group' as const) }),
  someCommand(RecordNotTakenUp, { placeId }),
  someCommand(RecordAwaitingAward, { placeId }),
  someCommand(FailPlace, { placeId, outcome: fc.constant('failed' as const) }),
  someCommand(CompletePlace, { placeId, personId, awardedOn: fc.constant('2026-09-01') }),
  someCommand(UndoCompletion, { placeId }),
  someCommand(EndUnplaced, {}),
  someCommand(RaiseBookCapacity, { capacity: fc.integer({ min: 1, max: 6 }) }),
  someCommand(LowerBookCapacity, { capacity: fc.integer({ min: 0, max: 4 }) }),
  someCommand(CloseRequests, {}),
  fc.constant('settle' as const),
  fc.record({ days: fc.integer({ min: 1, max: 3 }) }),
);
const rarely = fc.option(fc.record({ at: fc.nat(79) }), { freq: 9 });

describe('the place book, whatever is asked of it in whatever order', () => {
  it('never holds more seats than it has, lets nobody overtake, and keeps each place in one state', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
        fc.integer({ min: 1, max: 4 }),
        rarely,
        (steps, capacity, cancelled) => {
          const watcher = new Watcher();
          let book = emptyBook;
          let today = '2026-11-13';
          let recorded = 0;
          const send = (command: object) => {
            const decision = decide(places, book, command, { now: startOfDay(today) });
            if (isRefusal(decision)) return;
            for (const fact of decision) {
              const event = happened(fact, (recorded += 1), startOfDay(today));
              book = evolved(places, book, event);
              watcher.see(event);
            }
          };

          send(commandOf(OpenPlaces, { cohortId, rules: rules({ capacity, offerWorkingDays: 3 }) }));
          for (const [index, next] of steps.entries()) {
            if (cancelled?.at === index) send(commandOf(CancelPlaces, { cohortId }));
            if (next === 'settle') {
              for (const [id, { asking }] of book.places)
                if (asking)
                  send(
                    commandOf(SettleClaim, {
                      cohortId,
                      placeId: id,
                      personId: asking.personId,
                      awardId,
                      askedIn: asking.askedIn,
                    }),
                  );
            } else if ('days' in next) today = daysAfter(today, next.days);
            else send(next);
            if (index % 8 === 0) agrees(book, watcher);
          }
          agrees(book, watcher);
        },
      ),
      { numRuns: 150 },
    );
  });
});
