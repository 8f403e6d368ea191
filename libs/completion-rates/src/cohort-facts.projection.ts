import { cohortCorrections, type CohortEvent } from '#cohorts/events';
import {
  type BusinessDate,
  factsOn,
  foldedFacts,
  inDayOrder,
  type KeptFact,
  keptIn,
  projectionOf,
  type Recorded,
} from '#kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A cohort as rates name it. */
@Entity('cohort_facts_v2')
export class CohortFactsRow {
  @PrimaryColumn({ name: 'cohort_id', type: 'uuid' }) cohortId!: string;
  /** What the columns below are folded from. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  @Index() @Column({ name: 'programme_id', type: 'uuid', nullable: true }) programmeId!: string | null;
  @Column({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'starts_on', type: 'text', nullable: true }) startsOn!: BusinessDate | null;
  @Column({ name: 'ends_on', type: 'text', nullable: true }) endsOn!: BusinessDate | null;
  @Column({ name: 'completed_on', type: 'text', nullable: true }) completedOn!: BusinessDate | null;
  @Column({ name: 'cancelled_on', type: 'text', nullable: true }) cancelledOn!: BusinessDate | null;
}

type Named = Omit<CohortFactsRow, 'cohortId' | 'facts'>;

const UNNAMED: Named = {
  programmeId: null,
  number: 0,
  name: '',
  startsOn: null,
  endsOn: null,
  completedOn: null,
  cancelledOn: null,
};

interface Planned {
  readonly data: Pick<CohortFactsRow, 'number' | 'name'> & {
    readonly programmeId: string;
    readonly startsOn: BusinessDate;
    readonly endsOn: BusinessDate;
  };
}
interface Moved {
  readonly data: { readonly startsOn: BusinessDate; readonly endsOn: BusinessDate };
}
interface Dated {
  readonly effectiveOn: BusinessDate;
}

const planned = (row: Named, { data: { programmeId, number, name, startsOn, endsOn } }: Planned): Named => ({
  ...row,
  programmeId,
  number,
  name,
  startsOn,
  endsOn,
});

const NAMING = {
  CohortPlanned: planned,
  PlanAmended: planned,
  CohortPostponed: (row: Named, { data: { startsOn, endsOn } }: Moved): Named => ({
    ...row,
    startsOn,
    endsOn,
  }),
  ModuleRescheduled: (row: Named, { data }: { data: { cohortEndsOn?: BusinessDate } }): Named => ({
    ...row,
    endsOn: data.cohortEndsOn ?? row.endsOn,
  }),
  CohortCompleted: (row: Named, { effectiveOn }: Dated): Named => ({ ...row, completedOn: effectiveOn }),
  CohortCancelled: (row: Named, { effectiveOn }: Dated): Named => ({ ...row, cancelledOn: effectiveOn }),
};

const namedBy = (facts: readonly KeptFact[]): Named => foldedFacts(inDayOrder(facts), NAMING, UNNAMED);

const kept = (row: CohortFactsRow, event: Recorded<CohortEvent>): CohortFactsRow => {
  const facts = keptIn(row.facts, event, cohortCorrections);
  return { ...row, facts, ...namedBy(facts) };
};

/** Cohorts by number and name, with the programme each belongs to. */
export const cohortFacts = projectionOf<CohortEvent>()<CohortFactsRow>({
  name: 'cohort-facts',
  version: 2,
  table: CohortFactsRow,
  key: ({ data }) => data.cohortId,
  blank: (cohortId) => ({ cohortId, facts: [], ...UNNAMED }),
  on: {
    CohortPlanned: kept,
    PlanAmended: kept,
    CohortPostponed: kept,
    ModuleRescheduled: kept,
    CohortCompleted: kept,
    CohortCancelled: kept,
    CohortFactCorrected: kept,
    CohortFactStruck: kept,
  },
  // A cohort goes by its first name before it had one: its places may be dated before its plan was entered.
  asAt: (row, day) => {
    const facts = factsOn(row.facts, day);
    const { completedOn, cancelledOn, ...names } = namedBy(facts);
    return {
      ...row,
      ...(names.programmeId === null ? firstNamed(row) : names),
      facts,
      completedOn,
      cancelledOn,
    };
  },
});

/** By its first plan; a row of the past that holds no plan has been named so already. */
const firstNamed = (row: CohortFactsRow): Named => {
  const plan = inDayOrder(row.facts).find(({ type, struck }) => !struck && type === 'CohortPlanned');
  return plan ? namedBy([plan]) : row;
};
