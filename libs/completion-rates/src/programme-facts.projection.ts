import { type BusinessDate, projectionOf, type Statements, statementsBy, withStatement } from '#kernel';
import type { ProgrammeEvent } from '#programmes/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme as rates name it. */
@Entity('programme_facts_v2')
export class ProgrammeFactsRow {
  @PrimaryColumn({ name: 'programme_id', type: 'uuid' }) programmeId!: string;
  /** The latest of its names. */
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'jsonb' }) names!: Statements<string>;
}

interface Called {
  readonly effectiveOn: BusinessDate;
  readonly data: { readonly name: string };
}

const called = (row: ProgrammeFactsRow, { data, effectiveOn }: Called): ProgrammeFactsRow =>
  latest({ ...row, names: withStatement(row.names, effectiveOn, data.name) });

const latest = (row: ProgrammeFactsRow): ProgrammeFactsRow => ({
  ...row,
  name: row.names.at(-1)?.value ?? '',
});

/** Programmes by their names. */
export const programmeFacts = projectionOf<ProgrammeEvent>()<ProgrammeFactsRow>({
  name: 'programme-facts',
  version: 2,
  table: ProgrammeFactsRow,
  key: ({ data }) => data.programmeId,
  blank: (programmeId) => ({ programmeId, name: '', names: [] }),
  on: { ProgrammeDefined: called, ProgrammeRenamed: called },
  // A programme goes by its first name before it had one: its cohorts may be dated before it was entered.
  asAt: (row, day) => {
    const names = statementsBy(row.names, day);
    return latest({ ...row, names: names.length > 0 ? names : row.names.slice(0, 1) });
  },
});
