import type { BusinessDate, Instant } from './dates.js';

/** Something a rule says has happened, not yet recorded. */
export interface Fact<Name extends string = string, Data = any> {
  readonly type: Name;
  /** The version of the shape of `data`. A changed shape is a new version; old ones are read for ever. */
  readonly version: number;
  readonly data: Data;
  /** The day it happened in the world; when absent, the day its command states. */
  readonly effectiveOn?: BusinessDate;
}

/** A fact about to be recorded: all that is known before the log gives it a position. What `evolve` sees. */
export type Happened<F extends Fact = Fact> = F & {
  readonly id: string;
  readonly effectiveOn: BusinessDate;
  readonly recordedAt: Instant;
};

/** A place in the log: a decimal number as text. Compare with `isAfter`, never as text. */
export type Position = string;

/** The position before the first event. */
export const BEGINNING: Position = '0';

/** True when one position is later in the log than another. */
export const isAfter = (one: Position, other: Position): boolean =>
  one.length === other.length ? one > other : one.length > other.length;

/** What is known of how an event came about. */
export interface Metadata {
  readonly commandId: string;
  readonly commandType: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
  readonly role: string;
  /** `history`: entered later as history; processes and the timetable pass over it. */
  readonly origin: 'command' | 'process' | 'import' | 'history';
}

/** A recorded event. */
export type Recorded<F extends Fact = Fact> = Happened<F> & {
  readonly position: Position;
  readonly stream: string;
  /** From 0 in each stream, without gaps. */
  readonly revision: number;
  readonly metadata: Metadata;
  /** SHA-256 in hex over the previous hash of the stream and every other field but the position. */
  readonly hash: string;
};

/** Fields of an event's data that are personal, by the purpose whose key encrypts them (`domain.md` 5). */
export type PersonalFields<Data> = { readonly [purpose in Purpose]?: readonly (keyof Data & string)[] };

/** Why personal data is kept; each has a key of its own per person. */
export type Purpose = 'participation' | 'award-record' | 'contact' | 'equality';

/** A personal field whose key was destroyed reads as this, in every fold. */
export const ERASED = 'erased';

/** A declared kind of event: called, it makes the fact. */
export interface EventType<Name extends string, Data> {
  (data: Data, effectiveOn?: BusinessDate): Fact<Name, Data>;
  readonly type: Name;
  readonly version: number;
  readonly personal: PersonalFields<Data>;
}

/**
 * Declares an event: `export const placeOffered = event('PlaceOffered', 1).of<{ placeId: string }>()`. Personal
 * fields are named by purpose, `.of<PersonData>({ contact: ['email'] })`; such an event's data must hold
 * `personId`, the person whose keys encrypt them, and occur in that person's own stream only.
 */
export const event = <const Name extends string>(type: Name, version: number) => ({
  of: <Data extends object>(personal: PersonalFields<Data> = {}): EventType<Name, Data> =>
    Object.assign(
      (data: Data, effectiveOn?: BusinessDate): Fact<Name, Data> => ({
        type,
        version,
        data,
        ...(effectiveOn === undefined ? {} : { effectiveOn }),
      }),
      { type, version, personal },
    ),
});

/** The fact an event type makes; `FactsOf<typeof events>` is the union over a module's `events`. */
export type FactOf<T> = T extends EventType<infer Name, infer Data> ? Fact<Name, Data> : never;
export type FactsOf<Events extends Record<string, EventType<any, any>>> = {
  [K in keyof Events]: FactOf<Events[K]>;
}[keyof Events];
