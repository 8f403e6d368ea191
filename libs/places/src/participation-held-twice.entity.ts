import type { BusinessDate } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlaceName } from './candidacy.js';

/** A place that holds a person, held them as their history was entered, or for which they hold the award, from a day on. */
export interface Holding extends PlaceName {
  readonly by: 'claim' | 'award' | 'past';
  readonly on: BusinessDate;
  /** The first day on which it does no more. */
  readonly endedOn: BusinessDate | null;
  readonly returnOf?: PlaceName;
}

/** What one person holds for one award. */
@Entity('candidacies_held_v2')
export class CandidacyRow {
  /** `{personId}.{awardId}`. */
  @PrimaryColumn({ name: 'candidacy_id', type: 'text' }) candidacyId!: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId!: string;
  @Column({ name: 'award_id', type: 'uuid' }) awardId!: string;
  @Column({ type: 'jsonb' }) holdings!: readonly Holding[];
  /** More than one place holds them, none of which is returned to from another. */
  @Column({ name: 'held_twice', type: 'boolean' }) heldTwice!: boolean;
}
