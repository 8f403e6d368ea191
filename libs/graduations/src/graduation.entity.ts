import type { BusinessDate, Instant } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Classification, CorrectionReason } from './events.js';

/** One thing that was said of an award, in the order of the log: by whom and when, and why it was corrected. */
export interface AwardStatement {
  readonly eventId: string;
  readonly granted: boolean;
  readonly grantedOn?: BusinessDate;
  /** Null: it has none. */
  readonly classification?: Classification | null;
  readonly minute: string;
  readonly reason?: CorrectionReason;
  /** The event it corrects. */
  readonly corrects?: string;
  /** Who holds it by this. */
  readonly personId: string;
  /** The day it was said for. */
  readonly statedOn: BusinessDate;
  readonly recordedAt: Instant;
  readonly by: string;
}

/** The award of one place, with all that was said of it. */
@Entity('graduations_v3')
export class GraduationRow {
  @PrimaryColumn({ name: 'place_id', type: 'uuid' }) placeId!: string;
  @Column({ name: 'cohort_id', type: 'uuid', nullable: true }) cohortId!: string | null;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId!: string | null;
  @Column({ name: 'award_id', type: 'uuid', nullable: true }) awardId!: string | null;
  @Column({ type: 'boolean' }) granted!: boolean;
  @Column({ name: 'granted_on', type: 'text', nullable: true }) grantedOn!: BusinessDate | null;
  @Column({ type: 'text', nullable: true }) classification!: Classification | null;
  @Column({ type: 'text' }) minute!: string;
  /** The event that said so last; a correction names it. */
  @Column({ name: 'stated_in', type: 'uuid', nullable: true }) statedIn!: string | null;
  @Column({ type: 'jsonb' }) statements!: readonly AwardStatement[];
  /** Of the graduation's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
