import { Column, Entity, PrimaryColumn } from 'typeorm';
import { derivedId, type Projection } from '#kernel';
import { testDatabase } from '../embedded/test-database.js';
import { type Database, openDatabase } from '../stores/database.js';
import { inTransaction } from './database.js';
import type { Rows } from './fold-page.js';
import { ReadModelTables } from './read-model-tables.js';
import type { RowTable } from './row-table.js';

/** Each kind of column that a read model of the product has. */
@Entity('things_v1')
class ThingRow {
  @PrimaryColumn({ name: 'thing_id', type: 'uuid' }) thingId!: string;
  @Column({ type: 'text', nullable: true }) said!: string | null;
  @Column({ type: 'integer', nullable: true }) count!: number | null;
  @Column({ type: 'bigint' }) pence!: number;
  @Column({ type: 'boolean' }) asked!: boolean;
  @Column({ type: 'date', nullable: true }) day!: string | null;
  @Column({ type: 'jsonb', nullable: true }) facts!: unknown;
}

const things = { name: 'things', version: 1, table: ThingRow } as unknown as Projection;

const SAID = [
  null,
  '',
  '\\N',
  '\\.',
  'tab\tline\nreturn\r',
  'back\\slash \\t',
  '{"a": 1}',
  'naïve ☃ 𝄞',
  '\' " ;',
  'null',
];
const FACTS = [null, [], {}, 'text', 0, false, { on: 'a\nb\t"c" \\N' }, [null, [1], { deep: '\\' }]];

const thing = (number: number): ThingRow => ({
  thingId: derivedId('thing', number),
  said: SAID[number % SAID.length]!,
  count: number % 3 === 0 ? null : -number,
  pence: 9_007_199_254_740_991 - number,
  asked: number % 2 === 0,
  day: number % 5 === 0 ? null : '2024-02-29',
  facts: FACTS[number % FACTS.length],
});

const rowsOf = (rows: readonly ThingRow[]): Rows => new Map(rows.map((row) => [row.thingId, row]));

describe('rows of a read model', () => {
  let fresh: Awaited<ReturnType<typeof testDatabase>>;
  let database: Database;
  const table = async (generation: number): Promise<RowTable> => {
    const tables = new ReadModelTables(database.dataSource, database.pool);
    await inTransaction(database.pool, (client) => tables.make(client, things, generation));
    return tables.table(things, generation);
  };
  const write = (to: RowTable, rows: Rows) =>
    inTransaction(database.pool, (client) => to.write(client, rows));
  const all = (of: RowTable) => of.page(database.pool, null, 10_000);

  beforeEach(async () => {
    fresh = await testDatabase();
    database = await openDatabase({ url: fresh.url, entities: [ThingRow] });
  });
  afterEach(async () => {
    await database.close();
    await fresh.drop();
  });

  it('are the same, written many at once or one by one', async () => {
    const rows = Array.from({ length: 400 }, (_, number) => thing(number));
    const [many, few] = [await table(1), await table(2)];
    await write(many, rowsOf(rows));
    for (const row of rows) await write(few, rowsOf([row]));

    const found = await all(many);
    expect(found.size).toBe(400);
    expect(found).toEqual(await all(few));
    expect(found).toEqual(await many.load(database.pool, [...found.keys()]));
    for (const row of rows) expect(found.get(row.thingId)).toEqual(row);
  });

  it('are put in place of those there were, and removed, many at once', async () => {
    const own = await table(1);
    await write(own, rowsOf(Array.from({ length: 400 }, (_, number) => thing(number))));
    const changed = rowsOf(
      Array.from({ length: 300 }, (_, number) => ({ ...thing(number), said: 'changed' })),
    );
    for (let number = 250; number < 350; number += 1) changed.set(thing(number).thingId, null);
    await write(own, changed);

    const found = await all(own);
    expect(found.size).toBe(300);
    expect([...found.values()].filter((row) => (row as ThingRow).said === 'changed')).toHaveLength(250);
  });

  it('are all refused where one of many cannot be stored, and the connection serves on', async () => {
    const own = await table(1);
    const rows = Array.from({ length: 400 }, (_, number) => thing(number));
    rows[250] = { ...rows[250]!, said: 'nothing is \0 here' };
    await expect(write(own, rowsOf(rows))).rejects.toMatchObject({ code: '22021' });

    expect((await all(own)).size).toBe(0);
    await write(own, rowsOf(rows.slice(0, 250)));
    expect((await all(own)).size).toBe(250);
  });

  it('leave nothing under way where one of many cannot even be written down', async () => {
    const own = await table(1);
    const rows = Array.from({ length: 400 }, (_, number) => thing(number));
    rows[350] = { ...rows[350]!, facts: 1n };
    await expect(write(own, rowsOf(rows))).rejects.toThrow('BigInt');

    expect((await all(own)).size).toBe(0);
    await write(own, rowsOf(rows.slice(0, 350)));
    expect((await all(own)).size).toBe(350);
  });
});
