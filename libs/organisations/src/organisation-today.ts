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

const latestBy = <S extends Statement>(statements: readonly S[], day: BusinessDate): S | undefined =>
  statements.findLast(({ on }) => on <= day);

/** The first day's last word. */
const earliest = <S extends Statement>(statements: readonly S[]): S | undefined =>
  statements.findLast(({ on }) => on === statements[0]?.on);
