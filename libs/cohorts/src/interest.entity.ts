import type { BusinessDate, Statements } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Interest } from './interest.js';

/** What one sponsor said of one cohort: how many places it expects to ask for, and what it said before. */
@Entity('expressions_of_interest_v2')
export class InterestRow {
  /** The cohort's id and the sponsor's. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Index() @Column({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  @Column({ name: 'sponsor_id', type: 'uuid' }) sponsorId!: string;
  /** The record that stands for this one since they were merged. */
  @Column({ name: 'counted_as', type: 'uuid', nullable: true }) countedAs!: string | null;
  /** As it holds; 0: none, or taken back. */
  @Column({ type: 'integer' }) places!: number;
  @Column({ type: 'text', nullable: true }) level!: string | null;
  /** Since when it says so. */
  @Column({ name: 'stated_on', type: 'text', nullable: true }) statedOn!: BusinessDate | null;
  /** Everything it said, by the day it said it; null: it took it back. */
  @Column({ type: 'jsonb' }) statements!: Statements<Interest | null>;
}
