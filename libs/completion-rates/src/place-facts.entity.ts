import type { BusinessDate } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a participant works and at which level, as stated at one moment; absent: not stated. */
export interface KeptFacts {
  readonly homeOrganisationId?: string;
  readonly level?: string;
}

/** One place with the day of everything that happened to it; null: it has not happened, or was corrected away. */
@Entity('place_facts_v1')
export class PlaceFactsRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  @Column({ name: 'sponsor_id', type: 'uuid', nullable: true }) sponsorId!: string | null;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'as_at_request', type: 'jsonb' }) asAtRequest!: KeptFacts;
  @Column({ name: 'as_at_start', type: 'jsonb' }) asAtStart!: KeptFacts;
  @Column({ name: 'requested_on', type: 'text', nullable: true }) requestedOn!: BusinessDate | null;
  @Column({ name: 'waitlisted_on', type: 'text', nullable: true }) waitlistedOn!: BusinessDate | null;
  @Column({ name: 'offered_on', type: 'text', nullable: true }) offeredOn!: BusinessDate | null;
  @Column({ name: 'accepted_on', type: 'text', nullable: true }) acceptedOn!: BusinessDate | null;
  @Column({ name: 'confirmed_on', type: 'text', nullable: true }) confirmedOn!: BusinessDate | null;
  @Column({ name: 'started_on', type: 'text', nullable: true }) startedOn!: BusinessDate | null;
  @Column({ name: 'awaiting_on', type: 'text', nullable: true }) awaitingOn!: BusinessDate | null;
  @Column({ name: 'awarded_on', type: 'text', nullable: true }) awardedOn!: BusinessDate | null;
  @Column({ name: 'failed_on', type: 'text', nullable: true }) failedOn!: BusinessDate | null;
  @Column({ name: 'withdrawn_on', type: 'text', nullable: true }) withdrawnOn!: BusinessDate | null;
  /** Of a withdrawn place: whether it had started by then. */
  @Column({ name: 'withdrawn_after_start', type: 'boolean' }) withdrawnAfterStart!: boolean;
  @Column({ name: 'withdrawn_as', type: 'text', nullable: true }) withdrawnAs!: string | null;
  @Column({ name: 'not_taken_up_on', type: 'text', nullable: true }) notTakenUpOn!: BusinessDate | null;
  @Column({ name: 'cancelled_on', type: 'text', nullable: true }) cancelledOn!: BusinessDate | null;
  /** Declined, lapsed, refused, taken back or not placed: a request that ended before it bound anybody. */
  @Column({ name: 'request_ended_on', type: 'text', nullable: true }) requestEndedOn!: BusinessDate | null;
}
