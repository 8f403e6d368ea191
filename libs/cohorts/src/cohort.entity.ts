import type { BusinessDate, KeptFact } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Stage } from './cohort.js';
import type { CohortSetup } from './cohort-setup.js';

/** What the approving body decided, and when. */
export interface DecisionRow {
  readonly decision: 'approved' | 'approved_with_conditions' | 'returned' | 'not_approved';
  readonly reference: string;
  readonly on: BusinessDate;
  readonly conditions?: readonly string[];
  readonly conditionsMetOn?: BusinessDate;
  readonly reason?: string;
}

/** A capacity and the day from which it held; the first is the plan's. */
export interface CapacityRow {
  readonly capacity: number;
  readonly from: BusinessDate;
}

/** A lower capacity the place book was asked for and has not settled, or has refused. */
export interface LoweringRow {
  readonly capacity: number;
  readonly askedOn: BusinessDate;
  readonly refusedOn?: BusinessDate;
  readonly reason?: string;
}

/** The start of the cohort or one of its modules moved: when that was decided, why, and the days of before and since. */
export interface MoveRow {
  readonly on: BusinessDate;
  readonly reason: string;
  /** Absent: the whole cohort moved. */
  readonly moduleId?: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly from: { readonly startsOn: BusinessDate; readonly endsOn: BusinessDate };
  /** The last day on which sponsors withdraw free of charge for it. */
  readonly freeWithdrawalUntil?: BusinessDate;
}

/** One cohort: its set-up, where it stands, and the day of every step. */
@Entity('cohorts_v2')
export class CohortRow {
  @PrimaryColumn({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  @Column({ name: 'programme_id', type: 'uuid', nullable: true }) programmeId!: string | null;
  @Column({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) state!: Stage;
  @Column({ name: 'starts_on', type: 'text' }) startsOn!: BusinessDate;
  @Column({ name: 'ends_on', type: 'text' }) endsOn!: BusinessDate;
  @Column({ type: 'integer' }) capacity!: number;
  /** The whole set-up, `CohortPlanned` or the latest amendment, with the dates and the capacity as they became. */
  @Column({ type: 'jsonb', nullable: true }) setup!: CohortSetup | null;
  @Column({ name: 'copied_from', type: 'uuid', nullable: true }) copiedFrom!: string | null;
  @Column({ type: 'jsonb' }) capacities!: readonly CapacityRow[];
  @Column({ type: 'jsonb', nullable: true }) lowering!: LoweringRow | null;
  @Column({ type: 'jsonb' }) decisions!: readonly DecisionRow[];
  @Column({ type: 'jsonb' }) moves!: readonly MoveRow[];
  @Column({ name: 'planned_on', type: 'text', nullable: true }) plannedOn!: BusinessDate | null;
  @Column({ name: 'recommended_on', type: 'text', nullable: true }) recommendedOn!: BusinessDate | null;
  @Column({ name: 'enrolment_opened_on', type: 'text', nullable: true })
  enrolmentOpenedOn!: BusinessDate | null;
  @Column({ name: 'enrolment_closed_on', type: 'text', nullable: true })
  enrolmentClosedOn!: BusinessDate | null;
  @Column({ name: 'started_on', type: 'text', nullable: true }) startedOn!: BusinessDate | null;
  @Column({ name: 'completed_on', type: 'text', nullable: true }) completedOn!: BusinessDate | null;
  @Column({ name: 'cancelled_on', type: 'text', nullable: true }) cancelledOn!: BusinessDate | null;
  @Column({ name: 'cancelled_because', type: 'text', nullable: true }) cancelledBecause!: string | null;
  /** All that was recorded of it but interest, as it stands and as it stood: what every other column follows from. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  /** Of the cohort's stream. */
  @Column({ type: 'integer' }) revision!: number;
}
