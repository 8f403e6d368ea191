import {
  factsOn,
  foldedFacts,
  inDayOrder,
  type KeptFact,
  keptIn,
  projectionOf,
  type Recorded,
} from '#kernel';
import { programmeCorrections, type ProgrammeEvent } from '#programmes/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme as rates name it. */
@Entity('programme_facts_v3')
export class ProgrammeFactsRow {
  @PrimaryColumn({ name: 'programme_id', type: 'uuid' }) programmeId!: string;
  /** What its name is folded from. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  /** The latest of its names. */
  @Column({ type: 'text' }) name!: string;
}

interface Called {
  readonly data: { readonly name: string };
}

const called = (_: string, { data }: Called): string => data.name;

const NAMING = { ProgrammeDefined: called, ProgrammeRenamed: called };

const nameBy = (facts: readonly KeptFact[]): string => foldedFacts(inDayOrder(facts), NAMING, '');

const kept = (row: ProgrammeFactsRow, event: Recorded<ProgrammeEvent>): ProgrammeFactsRow => {
  const facts = keptIn(row.facts, event, programmeCorrections);
  return { ...row, facts, name: nameBy(facts) };
};

/** Programmes by their names, as they stand: corrected ones too. */
export const programmeFacts = projectionOf<ProgrammeEvent>()<ProgrammeFactsRow>({
  name: 'programme-facts',
  version: 3,
  table: ProgrammeFactsRow,
  key: ({ data }) => data.programmeId,
  blank: (programmeId) => ({ programmeId, facts: [], name: '' }),
  on: {
    ProgrammeDefined: kept,
    ProgrammeRenamed: kept,
    ProgrammeFactCorrected: kept,
    ProgrammeFactStruck: kept,
  },
  // A programme goes by its first name before it had one: its cohorts may be dated before it was entered.
  asAt: (row, day) => {
    const facts = factsOn(row.facts, day);
    return { ...row, facts, name: nameBy(facts) || firstName(row) };
  },
});

/** A row of the past that holds no name has been named so already. */
const firstName = ({ facts, name }: ProgrammeFactsRow): string => {
  const first = inDayOrder(facts).find(({ struck }) => !struck);
  return first ? nameBy([first]) : name;
};
