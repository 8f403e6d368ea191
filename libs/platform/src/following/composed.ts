import type { Process, Projection } from '#kernel';
import type { Clock } from '../clock.js';
import type { Commands } from '../commands.js';
import type { Context } from '../context.js';
import type { EventStore } from '../event-store.js';
import type { Database } from '../stores/database.js';
import { CheckpointWatch } from './checkpoint-watch.js';
import { Checkpoints, followerOf } from './checkpoints.js';
import { Delivery } from './delivery.js';
import type { Opens } from './folding.js';
import type { GoingOnTools } from './go-on.js';
import type { LeadTools } from './lead.js';
import { LogPages } from './log-pages.js';
import { Moves } from './moves.js';
import { Rates } from './rates.js';
import { ReadModelTables } from './read-model-tables.js';
import type { RefillTools } from './refill.js';
import { streamsOf } from './streams.js';
import { Timetable } from './timetable.js';
import { Wake } from './wake.js';
import { WorkItems } from './work-items.js';

/** What followers are made of. */
export interface FollowersParts {
  readonly contexts: readonly Context[];
  readonly database: Pick<Database, 'dataSource' | 'pool' | 'connection'>;
  readonly store: EventStore;
  readonly sealing: Opens;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly log: { log(message: string): void; warn(message: string): void };
  /** How late an event is seen at most of which this process was not told; default 100 ms. */
  readonly poll_ms?: number;
}

/** The parts of followers, put together. */
export interface Composed {
  readonly projections: readonly Projection[];
  readonly processes: readonly Process[];
  /** Of all followers. */
  readonly names: readonly string[];
  readonly checkpoints: Checkpoints;
  readonly watch: CheckpointWatch;
  readonly timetable: Timetable;
  readonly workItems: WorkItems;
  readonly tables: ReadModelTables;
  readonly rates: Rates;
  readonly wake: Wake;
  readonly pages: LogPages;
  readonly forLead: LeadTools;
  readonly forRefill: RefillTools;
  readonly forGoingOn: GoingOnTools;
}

const POLL_MS = 100;

/** Puts followers together. Throws when two have one name. */
export const composed = (parts: FollowersParts): Composed => {
  const { contexts, database, store, sealing, commands, clock, log, poll_ms = POLL_MS } = parts;
  const { pool, dataSource } = database;
  const projections = contexts.flatMap((context) => context.projections ?? []);
  const processes = contexts.flatMap((context) => context.processes ?? []);
  const names = [...projections.map(followerOf), ...processes.map(({ name }) => name)];
  assertNamesDiffer(names);

  const now = (): string => clock.now();
  const wake = new Wake();
  const checkpoints = new Checkpoints(pool);
  const common = {
    pool,
    store,
    sealing,
    clock,
    now,
    commands,
    checkpoints,
    moves: new Moves(pool, checkpoints),
    pages: new LogPages(store),
    tables: new ReadModelTables(dataSource, pool),
    rates: new Rates(),
    delivery: new Delivery(commands, now),
    timetable: new Timetable(pool),
    workItems: new WorkItems(pool),
    streamOf: streamsOf(contexts),
    report: (follower: string, error: string): void =>
      log.warn(
        `The follower "${follower}" stands still: ${error} When that is mended: l2d resume ${follower}`,
      ),
  };
  return {
    ...common,
    projections,
    processes,
    names,
    watch: new CheckpointWatch(checkpoints),
    wake,
    forLead: {
      projections,
      processes,
      wake,
      poll_ms,
      forProjections: common,
      forProcesses: common,
      forDue: common,
    },
    forRefill: common,
    forGoingOn: common,
  };
};

const assertNamesDiffer = (names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`Two followers have the name "${twice}".`);
};
