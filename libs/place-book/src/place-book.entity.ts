import type { BusinessDate, Instant, Pence } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Dated, PlaceDays, Since } from './place-days.js';
import type { PlaceState } from './place-state.js';

/** What a step says of the place: by the names of the fields that can be corrected, `on` the day; null: nothing. */
export type SaidByStep = Readonly<Record<string, unknown>>;

/** How a step was corrected: what it had said until then, what is right (null: it never happened), and who said so, when and why. */
export interface StepCorrection {
  /** Empty where it was recorded before corrections said so. */
  readonly from: SaidByStep;
  readonly to: SaidByStep | null;
  readonly reason: string;
  readonly by: string;
  readonly recordedAt: Instant;
}

/** One thing that happened to a place: what, on which day in the world, when it was recorded and by whom. */
export interface PlaceStep {
  /** The event it rests on. */
  readonly event: string;
  readonly what: string;
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
  readonly by: string;
  /** Every version stays: what was recorded is above, then each correction in its turn. */
  readonly corrected?: readonly StepCorrection[];
}

/** Where a request stands in line: by class (0 a corrected place, 1 a returner, 2 priority, 3 all others), then by turn. */
export interface InLine {
  readonly lineClass: number;
  readonly turn: number;
}

/** Of a place that was withdrawn or deferred: when notice of it arrived, and what money goes by besides. */
export interface Notice {
  readonly notifiedOn: BusinessDate;
  /** The cohort had moved, and let its sponsors go free of charge. */
  readonly free: boolean;
  /** The start refund bands count from, where the cohort moved since the acceptance. */
  readonly bandsFrom: BusinessDate | null;
}

/** What the row says of itself on any day: dated facts, from which all its other columns follow. */
export interface PlaceFacts {
  readonly days: PlaceDays;
  readonly sponsors: readonly Since<string | null>[];
  readonly participants: readonly Since<string | null>[];
  readonly lineManagers: readonly Since<string | undefined>[];
  readonly claims: readonly Since<string | null>[];
  readonly untils: readonly Since<BusinessDate>[];
  readonly line: readonly Since<InLine>[];
  readonly bound: readonly Since<{ readonly pricePence: Pence; readonly purchaseOrder: string | null }>[];
  /** Whether it waits for a seat that a correction gave back to it. */
  readonly awaitsSeat: readonly Since<boolean>[];
  readonly returnTo: readonly Since<PlaceName | null>[];
  readonly notices: readonly Since<Notice>[];
}

/** A place by name. */
export interface PlaceName {
  readonly cohortId: string;
  readonly placeId: string;
}

/** One request or place as it stands. Names people and organisations by id. */
@Entity('place_book_v5')
export class PlaceRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  /** Who answers for it; null when nobody does, or the participant alone. */
  @Index() @Column({ name: 'sponsor_id', type: 'uuid', nullable: true }) sponsorId!: string | null;
  @Index() @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'line_manager_id', type: 'uuid', nullable: true }) lineManagerId!: string | null;
  @Column({ type: 'text', nullable: true }) reference!: string | null;
  /** The group it was asked for with. */
  @Column({ name: 'group_id', type: 'uuid', nullable: true }) groupId!: string | null;
  @Column({ type: 'text' }) state!: PlaceState;
  /** The person whose candidacy is being claimed, while the place waits for it. */
  @Column({ name: 'claiming_id', type: 'uuid', nullable: true }) claimingId!: string | null;
  /** Its place in the order of requests: the revision of the book at which it asked. */
  @Column({ name: 'asked_at_revision', type: 'integer' }) askedAtRevision!: number;
  @Column({ name: 'line_class', type: 'integer', nullable: true }) lineClass!: number | null;
  /** The number drawn on joining the line; those who wait stand in its order, class by class. */
  @Column({ type: 'integer', nullable: true }) turn!: number | null;
  @Column({ name: 'requested_on', type: 'text', nullable: true }) requestedOn!: BusinessDate | null;
  @Column({ name: 'offered_on', type: 'text', nullable: true }) offeredOn!: BusinessDate | null;
  /** Of an offer: the last day to accept. */
  @Column({ type: 'text', nullable: true }) until!: BusinessDate | null;
  @Column({ name: 'accepted_on', type: 'text', nullable: true }) acceptedOn!: BusinessDate | null;
  @Column({ name: 'confirmed_on', type: 'text', nullable: true }) confirmedOn!: BusinessDate | null;
  @Column({ name: 'started_on', type: 'text', nullable: true }) startedOn!: BusinessDate | null;
  @Column({ name: 'deferred_on', type: 'text', nullable: true }) deferredOn!: BusinessDate | null;
  @Column({ name: 'awarded_on', type: 'text', nullable: true }) awardedOn!: BusinessDate | null;
  @Column({ name: 'ended_on', type: 'text', nullable: true }) endedOn!: BusinessDate | null;
  @Column({ name: 'price_pence', type: 'integer', nullable: true }) pricePence!: Pence | null;
  @Column({ name: 'purchase_order', type: 'text', nullable: true }) purchaseOrder!: string | null;
  /** The deferred place whose participant returns here, and the place a deferred one returns to. */
  @Column({ name: 'return_of', type: 'jsonb', nullable: true }) returnOf!: PlaceName | null;
  @Column({ name: 'return_to', type: 'jsonb', nullable: true }) returnTo!: PlaceName | null;
  /** Of what it was given up by last, as corrected. */
  @Column({ type: 'jsonb', nullable: true }) notice!: Notice | null;
  @Column({ type: 'jsonb' }) facts!: PlaceFacts;
  @Column({ type: 'jsonb' }) steps!: readonly PlaceStep[];
}

/** What was so of a book, from which day on, in the order of the log. */
export interface BookFacts {
  /** Requests were carried here, or participants return, whom it takes once it opens. */
  readonly noted: readonly Dated<true>[];
  readonly capacities: readonly Dated<number>[];
  readonly taking: readonly Dated<boolean>[];
  readonly cancelled: readonly Dated<boolean>[];
  readonly draws: readonly Dated<BusinessDate | null>[];
  readonly dates: readonly Dated<{
    readonly startsOn: BusinessDate;
    readonly lastJoiningDate: BusinessDate;
  }>[];
}

/** Seats kept for sponsors of a sector until the day they are released for all. */
export interface KeptSeats {
  readonly sector: string;
  readonly seats: number;
  readonly releasedOn: BusinessDate;
}

/** The book of a cohort: what its places are counted against, and the revision commands about them may name. */
@Entity('place_books_v4')
export class BookRow {
  @PrimaryColumn({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  @Column({ name: 'programme_id', type: 'uuid', nullable: true }) programmeId!: string | null;
  @Column({ type: 'integer' }) capacity!: number;
  /** Whether sponsors may ask. */
  @Column({ type: 'boolean' }) taking!: boolean;
  @Column({ type: 'boolean' }) cancelled!: boolean;
  /** While the order of a window is still to be drawn: the day it closes. Requests have no rank until then. */
  @Column({ name: 'undrawn_until', type: 'text', nullable: true }) undrawnUntil!: BusinessDate | null;
  @Column({ name: 'starts_on', type: 'text', nullable: true }) startsOn!: BusinessDate | null;
  @Column({ name: 'last_joining_date', type: 'text', nullable: true }) lastJoiningDate!: BusinessDate | null;
  @Column({ name: 'kept_seats', type: 'jsonb' }) keptSeats!: readonly KeptSeats[];
  @Column({ type: 'jsonb' }) facts!: BookFacts;
  /** Of the book's stream, and where in the log it was reached. */
  @Column({ type: 'integer' }) revision!: number;
  @Column({ type: 'text' }) position!: string;
}
