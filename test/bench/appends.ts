import { Pool } from 'pg';
import { sampleAppend, sampleCommand } from '../../libs/platform/src/stores/append-samples.js';
import type { Bench } from './ground.js';
import { type Figure, figure, perSecond } from './measuring.js';

/** The log as it is often built: a sequence for the position, a unique revision, one transaction for each append. */
const PLAIN_LOG = `create table plain_log (
  position bigserial primary key, stream text not null, revision integer not null, id text not null, type text not null,
  metadata text not null, data text not null, unique (stream, revision)
)`;

/** Appends of one event to streams of their own: the lane, next to one transaction for each append on the same server. */
export const appends: Bench = {
  name: 'appends',
  run: async (ground) => {
    const figures: Figure[] = [];
    for (const atOnce of [32, 128]) {
      const { url, store } = await ground.log();
      const lane = await perSecond(atOnce, ground.seconds, async (turn) => {
        const { outcome } = await store.append(sampleAppend(`note-${turn}`, sampleCommand(`amara/${turn}`)));
        if (outcome !== 'appended') throw new Error(`Not appended: ${outcome}`);
      });
      const plain = await oneTransactionEach(url, atOnce, ground.seconds);
      figures.push(
        figure(`lane, ${atOnce} at once`, lane, 'appends/s'),
        figure(`one transaction each, ${atOnce} at once`, plain, 'appends/s'),
        figure(`lane to one transaction each, ${atOnce} at once`, lane / plain, 'times'),
      );
    }
    return figures;
  },
};

const oneTransactionEach = async (url: string, atOnce: number, seconds: number): Promise<number> => {
  const pool = new Pool({ connectionString: url, max: atOnce });
  try {
    await pool.query(PLAIN_LOG);
    // So that opening the connections is not measured.
    await Promise.all(Array.from({ length: atOnce }, () => pool.query('select pg_sleep(0.2)')));
    return await perSecond(atOnce, seconds, (turn) => {
      const { id, type, metadata, data } = sampleCommand(`amara/${turn}`).events[0]!;
      return pool.query({
        name: 'plain-append',
        text: 'insert into plain_log (stream, revision, id, type, metadata, data) values ($1, 0, $2, $3, $4, $5)',
        values: [`note-${turn}`, id, type, JSON.stringify(metadata), JSON.stringify(data)],
      });
    });
  } finally {
    await pool.end();
  }
};
