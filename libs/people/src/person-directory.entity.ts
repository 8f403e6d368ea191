import type { BusinessDate, Instant, KeptFact } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Employment, Erased, Registration } from './events.js';
import type { StatedReason } from './person.js';

/** Where a person works from a day on. Lists of these are ordered by day, then as recorded. */
export interface EmploymentRow extends Employment {
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
}

/** One record of a person with what an office needs to find and address them: neither needs nor emergency contact. */
@Entity('person_directory_v3')
export class PersonRow {
  @PrimaryColumn({ name: 'person_id', type: 'uuid' }) personId!: string;
  /** Null of someone whom only the papers of past cohorts name, by a reference. */
  @Column({ type: 'text', nullable: true }) name!: string | null;
  @Column({ type: 'text', nullable: true }) reference!: string | null;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ type: 'jsonb' }) employments!: readonly EmploymentRow[];
  @Column({ type: 'jsonb', nullable: true }) registration!:
    Registration | { readonly body: Erased; readonly number: Erased } | null;
  /** Why places of theirs were given up, put off or given to another: shown with the person, never in a list. */
  @Column({ type: 'jsonb' }) reasons!: readonly StatedReason[];
  /** The record that stands for this one since the two were merged; which ones a record stands for follows from it. */
  @Index()
  @Column({ name: 'kept_id', type: 'uuid', nullable: true })
  keptId!: string | null;
  /** Records known to be of other people, though they look alike. */
  @Column({ name: 'apart_from', type: 'jsonb' }) apartFrom!: readonly string[];
  /** What was recorded, as it stands: all the rest is folded from it. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  /** Of the person's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
