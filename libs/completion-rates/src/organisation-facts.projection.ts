import { type BusinessDate, projectionOf } from '#kernel';
import type { OrganisationEvent } from '#organisations/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A statement with the day from which it counts; in a list, in the order of recording. */
export interface Dated<Value> {
  readonly on: BusinessDate;
  readonly value: Value;
}

/** What breakdowns ask of an organisation: every dated statement ever recorded about it. */
@Entity('organisation_facts_v1')
export class OrganisationFactsRow {
  @PrimaryColumn({ name: 'organisation_id', type: 'uuid' }) organisationId!: string;
  @Column({ type: 'jsonb' }) sectors!: readonly Dated<string>[];
  /** Whole-time equivalents. */
  @Column({ name: 'staff_wte', type: 'jsonb' }) staffWte!: readonly Dated<number>[];
  @Column({ name: 'council_areas', type: 'jsonb' }) councilAreas!: readonly Dated<readonly string[]>[];
}

/** Organisations with their dated sectors, sizes and council areas. Names are no part of a rate. */
export const organisationFacts = projectionOf<OrganisationEvent>()<OrganisationFactsRow>({
  name: 'organisation-facts',
  version: 1,
  table: OrganisationFactsRow,
  key: ({ data }) => data.organisationId,
  blank: (organisationId) => ({ organisationId, sectors: [], staffWte: [], councilAreas: [] }),
  on: {
    OrganisationRegistered: (row, { data, effectiveOn }) => ({
      ...row,
      sectors: [...row.sectors, { on: effectiveOn, value: data.sector }],
    }),
    OrganisationSectorChanged: (row, { data, effectiveOn }) => ({
      ...row,
      sectors: [...row.sectors, { on: effectiveOn, value: data.sector }],
    }),
    SizeFigureRecorded: (row, { data, effectiveOn }) =>
      data.staffWte === undefined
        ? row
        : { ...row, staffWte: [...row.staffWte, { on: effectiveOn, value: data.staffWte }] },
    CouncilAreasRecorded: (row, { data, effectiveOn }) => ({
      ...row,
      councilAreas: [...row.councilAreas, { on: effectiveOn, value: data.councilAreas }],
    }),
  },
});

/**
 * What was so on a day: the statement dated latest on or before it, of several of one day the one recorded last; with
 * none so early, the earliest. Undefined when nothing was ever stated.
 */
export const asOn = <Value>(statements: readonly Dated<Value>[], day: BusinessDate): Value | undefined => {
  const first = statements[0];
  if (!first) return undefined;

  return statements.reduce((best, next) => {
    if (next.on <= day) return best.on > day || next.on >= best.on ? next : best;

    return best.on > day && next.on <= best.on ? next : best;
  }, first).value;
};
