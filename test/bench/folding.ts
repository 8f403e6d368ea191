import { completionRatesContext } from '#completion-rates';
import type { Projection, Recorded } from '#kernel';
import { placesContext } from '#places';
import { type Context, openDatabase } from '#platform';
import { inTransaction } from '../../libs/platform/src/following/database.js';
import { fold, touches } from '../../libs/platform/src/following/fold-page.js';
import { ReadModelTables } from '../../libs/platform/src/following/read-model-tables.js';
import type { Bench } from './ground.js';
import { figure, secondsOf } from './measuring.js';
import { cohortNamed, fillBook } from './place-books.js';

const PLACES = 20_000;
const EVENTS_ONE_BY_ONE = 4_000;

const placeFacts = completionRatesContext.projections!.find(({ name }) => name === 'place-facts')!;

/** One projection brought up to the head, page by page as followers do, next to one upsert for each event. */
export const folding: Bench = {
  name: 'folding',
  run: async (ground) => {
    const url = await ground.database();
    const contexts: readonly Context[] = [placesContext, { name: 'bench', projections: [placeFacts] }];
    const product = await ground.product({ url, contexts });
    await fillBook(product, cohortNamed('folded'), ground.sized(PLACES));
    const events = Number(await product.store.head());

    const pages = events / (await secondsOf(() => product.followers.catchUp()));
    const page = await product.store.readAll({ limit: ground.sized(EVENTS_ONE_BY_ONE) });
    const single = page.length / (await upsertEach(url, placeFacts, page));
    return [
      figure('pages of 2,000, one projection', pages, 'events/s'),
      figure('one upsert an event', single, 'events/s'),
      figure('pages to one upsert an event', pages / single, 'times'),
    ];
  },
};

/** Seconds for the same fold into another generation of the table, each event's row written before the next. */
const upsertEach = async (
  url: string,
  projection: Projection,
  events: readonly Recorded[],
): Promise<number> => {
  const database = await openDatabase({ url, entities: [projection.table] });
  try {
    const tables = new ReadModelTables(database.dataSource, database.pool);
    const generation = 2;
    await inTransaction(database.pool, (client) => tables.make(client, projection, generation));
    const rowTable = tables.table(projection, generation);
    const rows = new Map<string, object | null>();
    return await secondsOf(async () => {
      for (const touch of touches(projection, events)) {
        for (const key of touch.keys) if (!rows.has(key)) rows.set(key, null);
        const changed = fold(projection, [touch], rows, rowTable.primary);
        await inTransaction(database.pool, (client) => rowTable.write(client, changed));
        for (const [key, row] of changed) rows.set(key, row);
      }
    });
  } finally {
    await database.close();
  }
};
