import { Pool } from 'pg';
import { contexts } from '../../apps/contexts.js';
import type { Projection, Recorded } from '#kernel';
import { openDatabase } from '#platform';
import { inTransaction } from '../../libs/platform/src/following/database.js';
import { fold, touches } from '../../libs/platform/src/following/fold-page.js';
import { ReadModelTables } from '../../libs/platform/src/following/read-model-tables.js';
import type { Bench, Ground } from './ground.js';
import { ratio, secondsOf, spread } from './measuring.js';
import { cohortNamed, fillBook } from './place-books.js';
import { inTurn } from './rounds.js';

const PLACES = 20_000;
const EVENTS_ONE_BY_ONE = 1_000;
/** A generation of a read model's table that the product does not look at. */
const ASIDE = 2;

const projections: readonly Projection[] = contexts.flatMap(({ projections: own = [] }) => own);

/**
 * The log read as events, beside a bare SELECT of its rows; all read models made anew from it, page by page as followers do, beside
 * reading alone and beside one upsert for each event.
 */
export const folding: Bench = {
  name: 'folding',
  run: async (ground) => {
    const filled = await ground.database();
    const maker = await ground.product({ url: filled });
    await fillBook(maker, cohortNamed('folded'), ground.sized(PLACES));
    await maker.close();
    const { store } = await ground.log(await ground.database(filled));
    const events = Number(await store.head());
    const bare = ground.closing(
      new Pool({ connectionString: await ground.database(filled), max: 1 }),
      (open) => open.end(),
    );
    const aside = await ground.database(filled);
    const rate = (name: string, count: number, work: () => Promise<unknown>) => ({
      name,
      measure: async () => count / (await secondsOf(work)),
    });

    const first = await store.readAll({ limit: ground.sized(EVENTS_ONE_BY_ONE) });
    const rates = await inTurn(
      [
        rate('a bare SELECT', events, () =>
          bare.query('select * from leading_to_deliver.log_event order by position'),
        ),
        rate('the log as events', events, async () => {
          for (let after = '0'; ;) {
            const page = await store.readAll({ after, limit: 2_000 });
            if (page.length === 0) return;
            after = page.at(-1)!.position;
          }
        }),
        {
          name: 'all read models',
          measure: async () => events / (await rebuilt(ground, await ground.database(filled))),
        },
        {
          name: 'one upsert an event',
          measure: async () => first.length / (await upsertEach(aside, first)),
        },
      ],
      ground,
    );
    return {
      figures: Object.entries(rates).map(([name, values]) =>
        spread(`${name}${name === 'all read models' ? ` (${projections.length})` : ''}`, values, 'events/s'),
      ),
      ratios: [
        ratio('the log as events to a bare SELECT', rates['the log as events']!, rates['a bare SELECT']!, {
          atLeast: 0.7,
        }),
        ratio('all read models to reading the log', rates['all read models']!, rates['the log as events']!, {
          atLeast: 0.5,
        }),
        ratio(
          'all read models to one upsert an event',
          rates['all read models']!,
          rates['one upsert an event']!,
          {
            atLeast: 10,
          },
        ),
      ],
    };
  },
};

/** Seconds in which a worker brings all read models from nothing to the head. */
const rebuilt = async (ground: Ground, url: string): Promise<number> => {
  const product = await ground.product({ url });
  const seconds = await secondsOf(() => product.followers.catchUp());
  await product.close();
  return seconds;
};

/** Seconds for the same folds, each event's rows written and committed before the next is read. */
const upsertEach = async (url: string, events: readonly Recorded[]): Promise<number> => {
  const database = await openDatabase({ url, entities: projections.map(({ table }) => table) });
  try {
    const tables = new ReadModelTables(database.dataSource, database.pool);
    const folds: Fold[] = [];
    for (const projection of projections) {
      await inTransaction(database.pool, (client) => tables.make(client, projection, ASIDE));
      folds.push({
        projection,
        table: tables.table(projection, ASIDE),
        rows: new Map<string, object | null>(),
      });
    }
    return await secondsOf(async () => {
      for (const event of events)
        for (const { projection, table, rows } of folds)
          for (const touch of touches(projection, [event])) {
            for (const key of touch.keys) if (!rows.has(key)) rows.set(key, null);
            const changed = fold(projection, [touch], rows, table.primary);
            await inTransaction(database.pool, (client) => table.write(client, changed));
            for (const [key, row] of changed) rows.set(key, row);
          }
    });
  } finally {
    await database.close();
  }
};

interface Fold {
  readonly projection: Projection;
  readonly table: ReturnType<ReadModelTables['table']>;
  readonly rows: Map<string, object | null>;
}
