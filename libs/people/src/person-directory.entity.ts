import type { BusinessDate, Instant } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Employment, Erased, Registration } from './events.js';

/** Where a person works from a day on. Lists of these are ordered by day, then as recorded. */
export interface EmploymentRow extends Employment {
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
}

/** One person with what an office needs to find and address them: neither needs nor emergency contact. */
@Entity('person_directory_v1')
export class PersonRow {
  @PrimaryColumn({ name: 'person_id', type: 'uuid' }) personId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ type: 'jsonb' }) employments!: readonly EmploymentRow[];
  @Column({ type: 'jsonb', nullable: true }) registration!:
    Registration | { readonly body: Erased; readonly number: Erased } | null;
  /** Of the person's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
