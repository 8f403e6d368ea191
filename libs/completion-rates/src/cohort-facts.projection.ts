import type { CohortEvent } from '#cohorts/events';
import { type BusinessDate, projectionOf } from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A cohort as rates name it. */
@Entity('cohort_facts_v1')
export class CohortFactsRow {
  @PrimaryColumn({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  @Index() @Column({ name: 'programme_id', type: 'uuid', nullable: true }) programmeId!: string | null;
  @Column({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'starts_on', type: 'text', nullable: true }) startsOn!: BusinessDate | null;
  @Column({ name: 'ends_on', type: 'text', nullable: true }) endsOn!: BusinessDate | null;
  @Column({ name: 'completed_on', type: 'text', nullable: true }) completedOn!: BusinessDate | null;
  @Column({ name: 'cancelled_on', type: 'text', nullable: true }) cancelledOn!: BusinessDate | null;
}

interface Planned {
  readonly programmeId: string;
  readonly number: number;
  readonly name: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
}

const planned = (row: CohortFactsRow, { data }: { data: Planned }): CohortFactsRow => ({
  ...row,
  programmeId: data.programmeId,
  number: data.number,
  name: data.name,
  startsOn: data.startsOn,
  endsOn: data.endsOn,
});

/** Cohorts by number and name, with the programme each belongs to. */
export const cohortFacts = projectionOf<CohortEvent>()<CohortFactsRow>({
  name: 'cohort-facts',
  version: 1,
  table: CohortFactsRow,
  key: ({ data }) => data.cohortId,
  blank: (cohortId) => ({
    cohortId,
    programmeId: null,
    number: 0,
    name: '',
    startsOn: null,
    endsOn: null,
    completedOn: null,
    cancelledOn: null,
  }),
  on: {
    CohortPlanned: planned,
    PlanAmended: planned,
    CohortCompleted: (row, { effectiveOn }) => ({ ...row, completedOn: effectiveOn }),
    CohortCancelled: (row, { effectiveOn }) => ({ ...row, cancelledOn: effectiveOn }),
  },
});
