import { Map as ImmutableMap } from 'immutable';
import {
  commandOf,
  decider,
  event,
  nothing,
  refuse,
  rule,
  type Decider,
  type Evolve,
  type FactsOf,
  type Instant,
} from '#kernel';
import { ControlledClock } from '../clock.js';
import type { EventStore } from '../event-store.js';
import { MemoryKeyring, type Keyring } from '../sealing/keyring.js';
import { KeyringSealing } from '../sealing/sealing.js';
import { CommandRunner } from './command-runner.js';
import { EventRegistry } from './event-registry.js';
import type { DecidingLimits } from './limits.js';
import { RuleBook } from './rule-book.js';

// A small book of seats and a register of guests, for the specifications of deciding.

export const seatsOpened = event('SeatsOpened', 1).of<{ bookId: string; seats: number }>();
export const seatGiven = event('SeatGiven', 1).of<{ bookId: string; guest: string }>();
export const guestWaits = event('GuestWaits', 1).of<{ bookId: string; guest: string; note?: string }>();
const seatEvents = { seatsOpened, seatGiven, guestWaits };
type SeatEvent = FactsOf<typeof seatEvents>;

export class OpenSeats {
  bookId!: string;
  seats!: number;
}

export class AskForSeat {
  bookId!: string;
  guest!: string;
  /** Set where the rule is to throw. */
  breaks?: boolean;
  /** Repeats the fact so often. */
  times?: number;
  note?: string;
}

/** A guest who is expected on a day to come. */
export class ExpectGuest {
  bookId!: string;
  guest!: string;
}

export interface SeatBook {
  readonly free: number;
  readonly guests: ImmutableMap<string, { readonly seated: boolean; readonly at: Instant }>;
}

const evolve: Evolve<SeatBook, SeatEvent> = {
  SeatsOpened: (book, { data }) => ({ ...book, free: data.seats }),
  SeatGiven: (book, { data, recordedAt }) => ({
    free: book.free - 1,
    guests: book.guests.set(data.guest, { seated: true, at: recordedAt }),
  }),
  GuestWaits: (book, { data, recordedAt }) => ({
    ...book,
    guests: book.guests.set(data.guest, { seated: false, at: recordedAt }),
  }),
};

const unopened: SeatBook = { free: 0, guests: ImmutableMap() };

export const seats = decider({
  name: 'seats',
  key: ({ bookId }: { bookId: string }) => bookId,
  initial: unopened,
  events: seatEvents,
  evolve,
  rules: [
    rule(OpenSeats, ['already-open'], ({ bookId, seats: count }, book: SeatBook) =>
      book.free > 0 ? refuse('already-open', 'It is open.') : [seatsOpened({ bookId, seats: count })],
    ),
    rule(AskForSeat, ['turned-away'], ({ bookId, guest, breaks, times = 1, note }, book: SeatBook) => {
      if (breaks) throw new Error('a rule that breaks');
      if (guest === 'nobody') return refuse('turned-away', 'Say who comes.', 'guest');
      if (book.guests.has(guest)) return nothing;
      if (book.free > 0) return [seatGiven({ bookId, guest })];

      return Array.from({ length: times }, () => guestWaits({ bookId, guest, note }));
    }),
    rule(ExpectGuest, [], ({ bookId, guest }) => [guestWaits({ bookId, guest })], { mayBeAhead: true }),
  ],
});

export const guestNamed = event('GuestNamed', 1).of<{
  personId: string;
  name: string;
  email?: string;
  level: number;
}>({
  participation: ['name'],
  contact: ['email'],
});
const guestEvents = { guestNamed };

export class NameGuest {
  personId!: string;
  name!: string;
  email?: string;
}

interface Guest {
  readonly names: readonly string[];
}

const evolveGuest: Evolve<Guest, FactsOf<typeof guestEvents>> = {
  GuestNamed: (guest, { data }) => ({ names: [...guest.names, data.name] }),
};

const nobody: Guest = { names: [] };

export const guests = decider({
  name: 'guest',
  key: ({ personId }: { personId: string }) => personId,
  initial: nobody,
  events: guestEvents,
  evolve: evolveGuest,
  rules: [
    rule(NameGuest, [], ({ personId, name, email }, _guest: Guest) => [
      guestNamed({ personId, name, email, level: 1 }),
    ]),
  ],
  subject: ({ personId }) => personId,
});

export const deciders = [seats, guests];
export const AT: Instant = '2026-09-01T08:00:00.000Z';

/** A runner on a store, with a clock that stands. */
export const runnerOn = (
  store: EventStore,
  options: {
    limits?: Partial<DecidingLimits>;
    clock?: ControlledClock;
    keyring?: Keyring;
    deciders?: readonly Decider[];
  } = {},
): CommandRunner => {
  const rules = new RuleBook(options.deciders ?? deciders);
  const registry = new EventRegistry(rules.deciders);
  return new CommandRunner({
    rules,
    registry,
    store,
    clock: options.clock ?? new ControlledClock(AT),
    sealing: new KeyringSealing(options.keyring ?? new MemoryKeyring(), registry),
    ...(options.limits ? { limits: options.limits } : {}),
  });
};

export const ask = (guest: string, more: Partial<AskForSeat> = {}, bookId = 'autumn'): AskForSeat =>
  commandOf(AskForSeat, { bookId, guest, ...more });

export const open = (count: number, bookId = 'autumn'): OpenSeats =>
  commandOf(OpenSeats, { bookId, seats: count });
