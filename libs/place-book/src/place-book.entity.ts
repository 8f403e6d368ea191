import type { BusinessDate, Instant, Pence } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PlaceState } from './place-state.js';

/** One thing that happened to a place: what, on which day in the world, when it was recorded and by whom. */
export interface PlaceStep {
  readonly what: string;
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
  readonly by: string;
}

/** One request or place as it stands. Names people and organisations by id. */
@Entity('place_book_v1')
export class PlaceRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  @Index() @Column({ name: 'sponsor_id', type: 'uuid', nullable: true }) sponsorId!: string | null;
  @Index() @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'line_manager_id', type: 'uuid', nullable: true }) lineManagerId!: string | null;
  @Column({ type: 'text', nullable: true }) reference!: string | null;
  @Column({ type: 'text' }) state!: PlaceState;
  /** The person whose candidacy is being claimed, while the place waits for it. */
  @Column({ name: 'claiming_id', type: 'uuid', nullable: true }) claimingId!: string | null;
  /** Its place in the order of requests: the revision of the book at which it asked. */
  @Column({ name: 'asked_at_revision', type: 'integer' }) askedAtRevision!: number;
  /** The number drawn on joining the line; those who wait stand in its order. */
  @Column({ type: 'integer', nullable: true }) turn!: number | null;
  @Column({ name: 'requested_on', type: 'text', nullable: true }) requestedOn!: BusinessDate | null;
  @Column({ name: 'offered_on', type: 'text', nullable: true }) offeredOn!: BusinessDate | null;
  /** Of an offer: the last day to accept. */
  @Column({ type: 'text', nullable: true }) until!: BusinessDate | null;
  @Column({ name: 'accepted_on', type: 'text', nullable: true }) acceptedOn!: BusinessDate | null;
  @Column({ name: 'confirmed_on', type: 'text', nullable: true }) confirmedOn!: BusinessDate | null;
  @Column({ name: 'started_on', type: 'text', nullable: true }) startedOn!: BusinessDate | null;
  @Column({ name: 'awarded_on', type: 'text', nullable: true }) awardedOn!: BusinessDate | null;
  @Column({ name: 'ended_on', type: 'text', nullable: true }) endedOn!: BusinessDate | null;
  @Column({ name: 'price_pence', type: 'integer', nullable: true }) pricePence!: Pence | null;
  @Column({ name: 'purchase_order', type: 'text', nullable: true }) purchaseOrder!: string | null;
  @Column({ type: 'jsonb' }) steps!: readonly PlaceStep[];
}

/** The book of a cohort: what its places are counted against, and the revision commands about them may name. */
@Entity('place_books_v1')
export class BookRow {
  @PrimaryColumn({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  @Column({ name: 'programme_id', type: 'uuid', nullable: true }) programmeId!: string | null;
  @Column({ type: 'integer' }) capacity!: number;
  /** Whether sponsors may ask. */
  @Column({ type: 'boolean' }) taking!: boolean;
  @Column({ type: 'boolean' }) cancelled!: boolean;
  @Column({ name: 'starts_on', type: 'text', nullable: true }) startsOn!: BusinessDate | null;
  @Column({ name: 'last_joining_date', type: 'text', nullable: true }) lastJoiningDate!: BusinessDate | null;
  /** Of the book's stream, and where in the log it was reached. */
  @Column({ type: 'integer' }) revision!: number;
  @Column({ type: 'text' }) position!: string;
}
