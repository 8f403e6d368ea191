import type { BusinessDate, KeptFact } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApprovingBody, Level, LevelInWords, ProgrammeModule } from './events.js';

/** A version with its dated facts. */
export interface VersionRow {
  readonly versionId: string;
  readonly label: string;
  readonly modules: readonly ProgrammeModule[];
  readonly targetLevels: readonly Level[];
  readonly definedOn: BusinessDate;
  readonly retiredOn?: BusinessDate;
  readonly retiredBecause?: string;
}

/** One programme with its versions. */
@Entity('programmes_v2')
export class ProgrammeRow {
  @PrimaryColumn({ name: 'programme_id', type: 'uuid' }) programmeId!: string;
  @Column({ type: 'text' }) name!: string;
  /** Every name it went by, the latest last. */
  @Column({ type: 'jsonb' }) names!: readonly { readonly name: string; readonly from: BusinessDate }[];
  @Column({ name: 'award_id', type: 'uuid', nullable: true }) awardId!: string | null;
  @Column({ name: 'award_name', type: 'text' }) awardName!: string;
  @Column({ type: 'integer' }) credits!: number;
  @Column({ name: 'scqf_level', type: 'integer' }) scqfLevel!: number;
  @Column({ name: 'approving_body', type: 'text' }) approvingBody!: ApprovingBody;
  @Column({ type: 'jsonb' }) levels!: readonly LevelInWords[];
  @Column({ type: 'jsonb' }) versions!: readonly VersionRow[];
  @Column({ name: 'defined_on', type: 'text', nullable: true }) definedOn!: BusinessDate | null;
  /** All that was recorded of it, as it stands and as it stood: what every other column follows from. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  /** Of the programme's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
