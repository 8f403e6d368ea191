import { projectionOf } from '#kernel';
import type { ProgrammeEvent } from '#programmes/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme as rates name it. */
@Entity('programme_facts_v1')
export class ProgrammeFactsRow {
  @PrimaryColumn({ name: 'programme_id', type: 'uuid' }) programmeId!: string;
  @Column({ type: 'text' }) name!: string;
}

/** Programmes by their present name. */
export const programmeFacts = projectionOf<ProgrammeEvent>()<ProgrammeFactsRow>({
  name: 'programme-facts',
  version: 1,
  table: ProgrammeFactsRow,
  key: ({ data }) => data.programmeId,
  blank: (programmeId) => ({ programmeId, name: '' }),
  on: {
    ProgrammeDefined: (row, { data }) => ({ ...row, name: data.name }),
    ProgrammeRenamed: (row, { data }) => ({ ...row, name: data.name }),
  },
});
