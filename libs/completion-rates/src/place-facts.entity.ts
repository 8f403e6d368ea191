import type { BusinessDate, Statements } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KeptFacts, Naming } from './participant.js';

export type { KeptFacts } from './participant.js';

/** A place in whichever cohort. */
export interface PlaceElsewhere {
  readonly cohortId: string;
  readonly placeId: string;
}

/**
 * One place with the day of everything that happened to it; null: it has not happened, or was corrected away. Each event
 * speaks for facts of its own, so that what is dated by a day does not depend on the order in which it was recorded.
 */
@Entity('place_facts_v3')
export class PlaceFactsRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  /** Who answers for the place; null once nobody does, or the participant. Follows from the two facts below. */
  @Column({ name: 'sponsor_id', type: 'uuid', nullable: true }) sponsorId!: string | null;
  @Column({ name: 'asked_by', type: 'uuid', nullable: true }) askedBy!: string | null;
  @Column({ type: 'jsonb' }) transfers!: Statements<string | null>;
  /** Whom the place is for, and what was stated of them; the three follow from the facts below. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'as_at_request', type: 'jsonb' }) asAtRequest!: KeptFacts;
  @Column({ name: 'as_at_start', type: 'jsonb' }) asAtStart!: KeptFacts;
  @Column({ type: 'jsonb' }) named!: readonly Naming[];
  @Column({ type: 'jsonb' }) kept!: Statements<KeptFacts>;
  @Column({ name: 'requested_on', type: 'text', nullable: true }) requestedOn!: BusinessDate | null;
  @Column({ name: 'waitlisted_on', type: 'text', nullable: true }) waitlistedOn!: BusinessDate | null;
  @Column({ name: 'offered_on', type: 'text', nullable: true }) offeredOn!: BusinessDate | null;
  @Column({ name: 'accepted_on', type: 'text', nullable: true }) acceptedOn!: BusinessDate | null;
  @Column({ name: 'confirmed_on', type: 'text', nullable: true }) confirmedOn!: BusinessDate | null;
  /** The day it was taken up, if it was. Follows from the day recorded and from what says that it never was. */
  @Column({ name: 'started_on', type: 'text', nullable: true }) startedOn!: BusinessDate | null;
  @Column({ name: 'start_recorded_on', type: 'text', nullable: true }) startRecordedOn!: BusinessDate | null;
  @Column({ name: 'awaiting_on', type: 'text', nullable: true }) awaitingOn!: BusinessDate | null;
  @Column({ name: 'awarded_on', type: 'text', nullable: true }) awardedOn!: BusinessDate | null;
  @Column({ name: 'failed_on', type: 'text', nullable: true }) failedOn!: BusinessDate | null;
  @Column({ name: 'withdrawn_on', type: 'text', nullable: true }) withdrawnOn!: BusinessDate | null;
  @Column({ name: 'withdrawn_as', type: 'text', nullable: true }) withdrawnAs!: string | null;
  /** The event that said so: corrections name it. */
  @Column({ name: 'withdrawn_in', type: 'text', nullable: true }) withdrawnIn!: string | null;
  @Column({ name: 'not_taken_up_on', type: 'text', nullable: true }) notTakenUpOn!: BusinessDate | null;
  @Column({ name: 'cancelled_on', type: 'text', nullable: true }) cancelledOn!: BusinessDate | null;
  /** Declined, lapsed, refused, taken back or not placed: a request that ended before it bound anybody. */
  @Column({ name: 'request_ended_on', type: 'text', nullable: true }) requestEndedOn!: BusinessDate | null;
  /** Whether it waits for the seat a correction gives back, as told: each statement rests on the one before. */
  @Column({ name: 'awaits_seat', type: 'jsonb' }) awaitsSeat!: Statements<boolean>;
  @Column({ name: 'deferred_on', type: 'text', nullable: true }) deferredOn!: BusinessDate | null;
  @Column({ name: 'deferred_as', type: 'text', nullable: true }) deferredAs!: string | null;
  /** The day the participant of a deferred place started in another cohort, and the place they took there. */
  @Column({ name: 'moved_on', type: 'text', nullable: true }) movedOn!: BusinessDate | null;
  @Column({ name: 'moved_to', type: 'jsonb', nullable: true }) movedTo!: PlaceElsewhere | null;
  /** The deferred place whose participant returns here. */
  @Column({ name: 'return_of', type: 'jsonb', nullable: true }) returnOf!: PlaceElsewhere | null;
}

/** The columns that hold the day of a fact; what follows from them is not among these. */
export const FACT_DAYS = [
  'requestedOn',
  'waitlistedOn',
  'offeredOn',
  'acceptedOn',
  'confirmedOn',
  'startRecordedOn',
  'awaitingOn',
  'awardedOn',
  'failedOn',
  'withdrawnOn',
  'notTakenUpOn',
  'cancelledOn',
  'requestEndedOn',
  'deferredOn',
  'movedOn',
] as const satisfies readonly (keyof PlaceFactsRow)[];
export type FactDay = (typeof FACT_DAYS)[number];

/** The row of a place nothing is known of yet. */
export const blankFacts = (placeId: string): PlaceFactsRow => ({
  placeId,
  cohortId: null,
  sponsorId: null,
  askedBy: null,
  transfers: [],
  personId: null,
  asAtRequest: {},
  asAtStart: {},
  named: [],
  kept: [],
  requestedOn: null,
  waitlistedOn: null,
  offeredOn: null,
  acceptedOn: null,
  confirmedOn: null,
  startedOn: null,
  startRecordedOn: null,
  awaitingOn: null,
  awardedOn: null,
  failedOn: null,
  withdrawnOn: null,
  withdrawnAs: null,
  withdrawnIn: null,
  notTakenUpOn: null,
  cancelledOn: null,
  requestEndedOn: null,
  awaitsSeat: [],
  deferredOn: null,
  deferredAs: null,
  movedOn: null,
  movedTo: null,
  returnOf: null,
});
