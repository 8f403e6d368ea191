import type { BusinessDate, Statements } from '#kernel';
import type { ReturnLossReason } from '#places/events';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Dated } from './place-days.js';

/** What becomes of a deferral: it lasts, its participant started in the cohort of return, or it was given up. */
export const DEFERRAL_STATES = ['deferred', 'moved', 'withdrawn'] as const;
export type DeferralState = (typeof DEFERRAL_STATES)[number];

/** What a deferral waits for somebody to do: decide once the limit has come, or name another return. */
export const DEFERRAL_NEEDS = ['decision', 'return'] as const;
export type DeferralNeed = (typeof DEFERRAL_NEEDS)[number];

/** A place in the cohort of return. */
export interface ReturnPlaceName {
  readonly cohortId: string;
  readonly placeId: string;
}

/** What was said of the return on a day: where to, or why it came to nothing. */
export interface SaidOfReturn {
  readonly to: ReturnPlaceName | null;
  readonly because?: ReturnLossReason;
}

/** A limit, the day from which it held, and the event that moved it there, which corrections name; it only ever comes later. */
export interface LimitSaid {
  readonly on: BusinessDate;
  readonly event: string;
  readonly limitOn: BusinessDate;
  readonly reason?: string;
}

/** What happened at the limit: reminded so many days before it, or it was reached (0). */
export interface LimitWatched {
  readonly on: BusinessDate;
  readonly limitOn: BusinessDate;
  readonly daysBefore: number;
}

/** What an event stated, and the day from which it holds: it falls, or moves, with that event. */
export interface StatedIn<Value> {
  readonly on: BusinessDate;
  readonly event: string;
  readonly value: Value;
}

/** The dated facts of one deferral. */
export interface DeferralFacts {
  /** The event by which it began, which corrections of it name. */
  readonly event: string;
  readonly sponsors: readonly StatedIn<string | null>[];
  readonly limits: readonly LimitSaid[];
  readonly pauses: readonly StatedIn<boolean>[];
  readonly watched: readonly LimitWatched[];
  /** In the order of the log. */
  readonly returns: readonly Dated<SaidOfReturn>[];
  readonly states: Statements<DeferralState>;
}

/** One deferred place. Names people and organisations by id, and says no more of a reason than its class. */
@Entity('deferrals_v2')
export class DeferralRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  @Index() @Column({ name: 'sponsor_id', type: 'uuid', nullable: true }) sponsorId!: string | null;
  @Index() @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'reason_class', type: 'text', nullable: true }) reasonClass!: string | null;
  @Column({ name: 'deferred_on', type: 'text', nullable: true }) deferredOn!: BusinessDate | null;
  @Column({ name: 'notified_on', type: 'text', nullable: true }) notifiedOn!: BusinessDate | null;
  @Column({ name: 'had_started', type: 'boolean' }) hadStarted!: boolean;
  @Column({ name: 'modules_passed', type: 'jsonb' }) modulesPassed!: readonly string[];
  /** When they expect to return, where no cohort was named at first. */
  @Column({ name: 'expected_on', type: 'text', nullable: true }) expectedOn!: BusinessDate | null;
  @Column({ type: 'text' }) state!: DeferralState;
  /** The day it came to stand there. */
  @Column({ name: 'since', type: 'text', nullable: true }) since!: BusinessDate | null;
  /** The last day to return by; while paused, not counting the pause. */
  @Index() @Column({ name: 'limit_on', type: 'text' }) limitOn!: BusinessDate;
  @Column({ type: 'boolean' }) paused!: boolean;
  @Column({ name: 'reminded_on', type: 'text', nullable: true }) remindedOn!: BusinessDate | null;
  @Column({ name: 'return_to', type: 'jsonb', nullable: true }) returnTo!: ReturnPlaceName | null;
  @Index() @Column({ name: 'return_cohort_id', type: 'uuid', nullable: true }) returnCohortId!: string | null;
  @Column({ type: 'text', nullable: true }) needs!: DeferralNeed | null;
  @Column({ type: 'jsonb' }) facts!: DeferralFacts;
}
