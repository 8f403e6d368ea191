import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

/** A cohort as a team would keep it without a log: a row with counters. */
@Entity('cohort')
export class CohortRow {
  @PrimaryColumn('uuid') cohortId!: string;
  @Column('integer') capacity!: number;
  @Column('integer', { default: 0 }) offered!: number;
  @Column('integer', { default: 0 }) waiting!: number;
}

/** A place as a row. */
@Entity('place')
export class PlaceRow {
  @PrimaryColumn('uuid') placeId!: string;
  @Column('uuid') cohortId!: string;
  @Column('uuid') sponsorId!: string;
  @Column('text') state!: 'offered' | 'waiting';
  @Column('timestamptz') requestedAt!: Date;
}

/** What is asked for, whoever answers it. */
export interface PlaceAsked {
  readonly cohortId: string;
  readonly placeId: string;
  readonly sponsorId: string;
}

export const openRows = async (url: string, connections: number): Promise<DataSource> => {
  const rows = new DataSource({
    type: 'postgres',
    url,
    entities: [CohortRow, PlaceRow],
    // Made here alone; the product's own tables are made by migrations.
    synchronize: true,
    installExtensions: false,
    poolSize: connections,
  });
  return rows.initialize();
};

/** The same decision as the product's in its simplest form: the cohort's row is locked, a seat is given or not, counters go up. */
export const requestInRows = (rows: DataSource, asked: PlaceAsked): Promise<PlaceRow['state']> =>
  rows.transaction(async (manager) => {
    const { cohortId, placeId, sponsorId } = asked;
    const cohort = await manager.findOneOrFail(CohortRow, {
      where: { cohortId },
      lock: { mode: 'pessimistic_write' },
    });
    const known = await manager.findOneBy(PlaceRow, { placeId });
    if (known) return known.state;

    const state = cohort.offered < cohort.capacity ? 'offered' : 'waiting';
    await manager.insert(PlaceRow, { placeId, cohortId, sponsorId, state, requestedAt: new Date() });
    await manager.increment(CohortRow, { cohortId }, state, 1);
    return state;
  });
