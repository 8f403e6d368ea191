import {
  type BusinessDate,
  foldedFacts,
  inDayOrder,
  type KeptFact,
  keptIn,
  projectionOf,
  type Recorded,
  type Statements,
  statementsBy,
  withStatement,
} from '#kernel';
import {
  organisationCorrections,
  type OrganisationEvent,
  type OrganisationMergeEvent,
} from '#organisations/events';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What breakdowns ask of an organisation: its dated statements as they stand, corrected ones included. */
@Entity('organisation_facts_v2')
export class OrganisationFactsRow {
  @PrimaryColumn({ name: 'organisation_id', type: 'uuid' }) organisationId!: string;
  /** The one that stands for it, where it was merged: then that one's facts count. */
  @Column({ name: 'merged_into', type: 'uuid', nullable: true }) mergedInto!: string | null;
  /** What the columns below are folded from. */
  @Column({ type: 'jsonb' }) facts!: readonly KeptFact[];
  @Column({ type: 'jsonb' }) names!: Statements<string>;
  @Column({ type: 'jsonb' }) sectors!: Statements<string>;
  /** Whole-time equivalents. */
  @Column({ name: 'staff_wte', type: 'jsonb' }) staffWte!: Statements<number>;
  @Column({ name: 'council_areas', type: 'jsonb' }) councilAreas!: Statements<readonly string[]>;
}

type OfOrganisation =
  | Extract<OrganisationEvent, { data: { organisationId: string } }>
  | Extract<OrganisationMergeEvent, { data: { ids: readonly string[] } }>;
type Lists = Pick<OrganisationFactsRow, 'names' | 'sectors' | 'staffWte' | 'councilAreas'>;
interface Stated {
  readonly effectiveOn: BusinessDate;
  readonly data: {
    readonly name?: string;
    readonly sector?: string;
    readonly staffWte?: number;
    readonly councilAreas?: readonly string[];
  };
}

const NONE: Lists = { names: [], sectors: [], staffWte: [], councilAreas: [] };

/** An event states of the lists whatever it holds. */
const stated = (lists: Lists, { data, effectiveOn }: Stated): Lists => {
  const { name, sector, staffWte, councilAreas } = data;
  const on = <Value>(statements: Statements<Value>, value: Value | undefined): Statements<Value> =>
    value === undefined ? statements : withStatement(statements, effectiveOn, value);

  return {
    names: on(lists.names, name),
    sectors: on(lists.sectors, sector),
    staffWte: on(lists.staffWte, staffWte),
    councilAreas: on(lists.councilAreas, councilAreas),
  };
};

const STATING = {
  OrganisationRegistered: stated,
  OrganisationRenamed: stated,
  OrganisationSectorChanged: stated,
  SizeFigureRecorded: stated,
  CouncilAreasRecorded: stated,
};

const kept = (row: OrganisationFactsRow, event: Recorded<OrganisationEvent>): OrganisationFactsRow => {
  const facts = keptIn(row.facts, event, organisationCorrections);
  return { ...row, facts, ...foldedFacts(inDayOrder(facts), STATING, NONE) };
};

/** Organisations with their dated names, sectors, sizes and council areas. */
export const organisationFacts = projectionOf<OfOrganisation>()<OrganisationFactsRow>({
  name: 'organisation-facts',
  version: 2,
  table: OrganisationFactsRow,
  key: ({ data }) => ('ids' in data ? data.ids : data.organisationId),
  blank: (organisationId) => ({ organisationId, mergedInto: null, facts: [], ...NONE }),
  on: {
    OrganisationRegistered: kept,
    OrganisationRenamed: kept,
    OrganisationSectorChanged: kept,
    SizeFigureRecorded: kept,
    CouncilAreasRecorded: kept,
    OrganisationFactCorrected: kept,
    OrganisationFactStruck: kept,
    // It is about the records, not about a day: the two were one on every day.
    OrganisationsMerged: (row, { data }) => ({ ...row, mergedInto: data.keptId }),
    OrganisationMergeUndone: (row, { data }, key) => ({
      ...row,
      mergedInto: key === data.mergedId ? null : data.mergedId,
    }),
  },
  asAt: (row, day) => ({
    ...row,
    facts: row.facts.filter(({ on }) => on <= day),
    names: byOrFirst(row.names, day),
    sectors: byOrFirst(row.sectors, day),
    staffWte: byOrFirst(row.staffWte, day),
    councilAreas: byOrFirst(row.councilAreas, day),
  }),
});

/**
 * A record with those merged into it: its own names and sectors count; staff and areas by their day, and of two statements
 * about one day its own.
 */
export const together = (
  kept: OrganisationFactsRow,
  merged: readonly OrganisationFactsRow[],
): OrganisationFactsRow => {
  const byDay = <Value>(of: (row: OrganisationFactsRow) => Statements<Value>): Statements<Value> =>
    [...merged.toReversed(), kept]
      .flatMap(of)
      .reduce<Statements<Value>>((all, { on, value }) => withStatement(all, on, value), []);

  return {
    ...kept,
    staffWte: byDay(({ staffWte }) => staffWte),
    councilAreas: byDay(({ councilAreas }) => councilAreas),
  };
};

/** An organisation had a sector and a size before anybody stated them: with nothing stated by then, the first statement. */
const byOrFirst = <Value>(statements: Statements<Value>, day: BusinessDate): Statements<Value> => {
  const by = statementsBy(statements, day);
  return by.length > 0 ? by : statements.slice(0, 1);
};

/** What was so on a day: by the latest statement of it or a day before, else by the earliest; undefined without any. */
export const asOn = <Value>(statements: Statements<Value>, day: BusinessDate): Value | undefined =>
  byOrFirst(statements, day).at(-1)?.value;
