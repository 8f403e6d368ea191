import { projectionOf } from '#kernel';
import type { OrganisationMergeEvent } from '#organisations/events';
import type { PersonMergeEvent } from '#people/events';
import type { RowsAtMoment } from '#platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An organisation or a person whose record was merged into another: both ids name one. */
@Entity('merged_ids_v1')
export class MergedIdRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Index() @Column({ name: 'kept_id', type: 'uuid', nullable: true }) keptId!: string | null;
}

interface Merged {
  readonly data: { readonly keptId: string };
}
interface Undone {
  readonly data: { readonly mergedId: string };
}

const merged = (row: MergedIdRow, { data }: Merged): MergedIdRow => ({ ...row, keptId: data.keptId });

const undone = ({ id }: MergedIdRow, { data }: Undone): MergedIdRow | null =>
  id === data.mergedId ? null : { id, keptId: data.mergedId };

/** Which ids name the same sponsor or person since their records were merged. A merge is of records, and so of every day. */
export const mergedIds = projectionOf<OrganisationMergeEvent | PersonMergeEvent>()<MergedIdRow>({
  name: 'merged-ids',
  version: 1,
  table: MergedIdRow,
  key: ({ data }) => ('ids' in data ? data.ids : []),
  asAt: (row) => row,
  blank: (id) => ({ id, keptId: null }),
  on: {
    OrganisationsMerged: merged,
    OrganisationMergeUndone: undone,
    PeopleMerged: merged,
    MergeOfPeopleUndone: undone,
  },
});

/** All ids that name whom an id names, itself among them: what is recorded under one of them is found under each. */
export const allIdsOf = async (
  moment: Pick<RowsAtMoment, 'from'>,
  id: string,
): Promise<readonly string[]> => {
  const row = await moment.from(mergedIds).where('row.id = :id', { id }).getOne();
  const keptId = row?.keptId ?? id;
  const others = await moment.from(mergedIds).where('row.keptId = :keptId', { keptId }).getMany();

  return [keptId, ...others.map((other) => other.id)];
};
