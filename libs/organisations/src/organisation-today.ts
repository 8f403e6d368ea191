import type { BusinessDate } from '#kernel';
import type { Sector } from './events.js';
import type { OrganisationRow, Statement } from './organisation-register.entity.js';
import { type SizeBand, sizeBandOf } from './size-band.js';

/** An organisation as it is on a day. */
export interface OrganisationToday {
  readonly organisationId: string;
  readonly name: string;
  readonly sector: Sector;
  readonly sizeBand: SizeBand;
  /** Absent when unknown. */
  readonly staffWte?: number;
  readonly worksIn: readonly string[];
  readonly closedOn: BusinessDate | null;
  readonly revision: number;
}

/** A row's dated statements come down to those that hold on a day. */
export const organisationToday = (row: OrganisationRow, today: BusinessDate): OrganisationToday => {
  const staffWte = latestBy(
    row.sizes.filter((size) => size.staffWte !== undefined),
    today,
  )?.staffWte;
  return {
    organisationId: row.organisationId,
    name: (latestBy(row.names, today) ?? earliest(row.names))?.name ?? row.name,
    sector: (latestBy(row.sectors, today) ?? earliest(row.sectors))?.sector ?? 'unknown',
    sizeBand: sizeBandOf(staffWte),
    ...(staffWte === undefined ? {} : { staffWte }),
    worksIn: latestBy(row.councilAreas, today)?.councilAreas ?? [],
    closedOn: row.closedOn,
    revision: row.revision,
  };
};

/**
 * A record with those merged into it: its own name, sector and details count, and identifiers and billing it lacks are
 * taken from them. Figures and areas count by their day; of two about one day its own.
 */
export const together = (kept: OrganisationRow, merged: readonly OrganisationRow[]): OrganisationRow => {
  if (merged.length === 0) return kept;

  const all = [kept, ...merged];
  // The later in the list counts: the one kept comes last.
  const lastKept = all.toReversed();
  return {
    ...kept,
    identifiers: lastKept.reduce<OrganisationRow['identifiers']>(
      (known, { identifiers }) => ({ ...known, ...identifiers }),
      {},
    ),
    billing: all.find(({ billing }) => billing !== null)?.billing ?? null,
    sizes: byDay(lastKept.flatMap(({ sizes }) => sizes)),
    councilAreas: byDay(lastKept.flatMap(({ councilAreas }) => councilAreas)),
  };
};

const byDay = <S extends Statement>(statements: readonly S[]): readonly S[] =>
  statements.toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));

const latestBy = <S extends Statement>(statements: readonly S[], day: BusinessDate): S | undefined =>
  statements.findLast(({ on }) => on <= day);

/** The first day's last word. */
const earliest = <S extends Statement>(statements: readonly S[]): S | undefined =>
  statements.findLast(({ on }) => on === statements[0]?.on);
