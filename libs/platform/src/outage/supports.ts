import type { Pool } from 'pg';
import type { EventStore } from '../event-store.js';
import { PostgresEventStore } from '../stores/postgres-event-store.js';
import type { Support } from './outage-watch.js';

/** A connection on which nothing came for so long is thrown away, and another one asked. */
const ASK_MS = 5_000;

/** What the product stands on: the database, and the log where it is kept elsewhere. Asked on the pool, behind all who wait for a connection. */
export const supportsOf = (pool: Pool, store: EventStore): readonly Support[] => {
  const database: Support = {
    name: 'The database',
    ask: () => pool.query({ text: 'select 1', query_timeout: ASK_MS } as { text: string }),
    hear: (answered) =>
      pool.on('release', (error) => {
        if (!error) answered();
      }),
  };
  if (store instanceof PostgresEventStore) return [database];

  return [database, { name: 'The log', onlyDecides: true, ask: () => store.identity() }];
};
