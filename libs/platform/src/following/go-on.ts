import type { Pool, PoolClient } from 'pg';
import { BEGINNING, isAfter, type Position, type Process, type Recorded } from '#kernel';
import type { Clock } from '../clock.js';
import type { Commands } from '../commands.js';
import { commandKey } from '../deciding/command-digest.js';
import type { EventStore } from '../event-store.js';
import type { Checkpoints } from './checkpoints.js';
import { inTransaction } from './database.js';
import { commandIdOf } from './delivery.js';
import { concerns } from './process-runner.js';
import { type OnProgress, progressOf } from './progress.js';

/** What a process does that goes on behind another event than the one it stands at. */
export interface GoingOn {
  readonly process: string;
  /** Where it stands, and when it came there. */
  readonly stands: Position;
  readonly movedAt: string;
  readonly from: Position;
  /** Its events behind there, each of which it handles (again). */
  readonly events: number;
  /** Commands for them that the log knows: sent again, they change nothing. */
  readonly known: number;
  /** Commands for them that the log does not know: never decided, lost with the log's end, or decided to record nothing. */
  readonly anew: number;
  /** The first of those. */
  readonly named: readonly {
    readonly position: Position;
    readonly command: string;
    readonly target: string;
  }[];
  /** Its events up to there that it never handled, as far as positions and times tell: they are left out. */
  readonly leftOut: number;
  /** Entries of the timetable and work items of events behind there: forgotten, and made again as their events are handled. */
  readonly forgotten: number;
  /** Entries up to there that were sent after the event there was recorded: sent again, since that may be lost. */
  readonly dueAgain: number;
}

/** What it takes. */
export interface GoingOnTools {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'readAll' | 'eventAt' | 'head' | 'identity' | 'commandOf'>;
  readonly checkpoints: Checkpoints;
  readonly commands: Commands;
  readonly clock: Clock;
}

const PAGE_EVENTS = 1_000;
const NAMED = 20;

const OF_LATER = 'where process = $1 and position > $2';
const DONE_LATER = 'where process = $1 and position <= $2 and done_at > $3';

/** Throws for a name that no process has. */
export const processNamed = (
  name: string,
  { processes, names }: { readonly processes: readonly Process[]; readonly names: readonly string[] },
): Process => {
  const process = processes.find((one) => one.name === name);
  if (process) return process;

  throw new Error(
    names.includes(name)
      ? `"${name}" is a read model, which is taken from the log anew: l2d rebuild ${name}.`
      : `There is no process "${name}". There are: ${processes.map((one) => one.name).join(', ')}.`,
  );
};

/** Says what a process would do that went on behind an event of the log, and changes nothing. Throws where the log has no such event. */
export const goingOn = async (
  process: Process,
  from: Position,
  tools: GoingOnTools,
  onProgress?: OnProgress,
): Promise<GoingOn> => {
  const { pool, store } = tools;
  const place = await placeAt(from, store);
  const { rows } = await pool.query<{ stands: Position; movedAt: Date; forgotten: number; dueAgain: number }>(
    `select position as stands, moved_at as "movedAt",
            ((select count(*) from follower_due ${OF_LATER}) +
             (select count(*) from follower_work_item ${OF_LATER}))::int as forgotten,
            (select count(*) from follower_due ${DONE_LATER})::int as "dueAgain"
       from follower_checkpoint where follower = $1`,
    [process.name, from, place.recordedAt],
  );
  const { stands, movedAt, forgotten, dueAgain } = rows[0]!;
  const at = movedAt.toISOString();
  return {
    ...{ process: process.name, stands, movedAt: at, from, forgotten, dueAgain },
    leftOut: await leftOut(process, place, { stands, movedAt: at }, store),
    ...(await sentBehind(process, from, tools, onProgress)),
  };
};

/**
 * Puts a process behind an event of the log as it is now, with what is due and what is to be looked at. Nobody may follow the log
 * meanwhile. Throws where the log has no such event.
 */
export const goOn = async (
  { name }: Process,
  from: Position,
  { pool, store, checkpoints }: GoingOnTools,
): Promise<void> => {
  const { hash, recordedAt } = await placeAt(from, store);
  const log = await store.identity();
  await inTransaction(
    pool,
    async (client: PoolClient) => {
      const { generation } = await checkpoints.hold(client, name);
      await client.query(`delete from follower_due ${OF_LATER}`, [name, from]);
      await client.query(`delete from follower_work_item ${OF_LATER}`, [name, from]);
      await client.query(`update follower_due set done_at = null ${DONE_LATER}`, [name, from, recordedAt]);
      await checkpoints.swap(client, name, { generation, position: from, hash, log });
    },
    'begin isolation level read committed',
  );
};

const placeAt = async (
  position: Position,
  store: Pick<EventStore, 'eventAt' | 'head'>,
): Promise<Pick<Recorded, 'position' | 'hash' | 'recordedAt'>> => {
  if (position === BEGINNING) return { position, hash: '', recordedAt: '' };

  const event = await store.eventAt(position);
  if (event) return event;
  throw new Error(
    `The log has no event at position ${position}; it ends at ${await store.head()}. Name the position of an event, as l2d events ` +
      'tells it, or 0 for the beginning.',
  );
};

const sentBehind = async (
  process: Process,
  from: Position,
  { store, commands, clock }: GoingOnTools,
  onProgress?: OnProgress,
): Promise<Pick<GoingOn, 'events' | 'known' | 'anew' | 'named'>> => {
  const report = progressOf('look', from, await store.head(), onProgress);
  const tools = {
    stateOf: commands.stateOf.bind(commands),
    now: clock.now(),
    today: clock.today(),
  };
  const named: GoingOn['named'][number][] = [];
  let [events, known, anew, read] = [0, 0, 0, 0];
  for await (const page of pagesBehind(from, store)) {
    for (const event of page.filter((one) => concerns(process, one))) {
      events += 1;
      for (const { command, target, due } of await process.on[event.type]!(event as never, tools)) {
        const commandId = commandIdOf(process, event.id, command, target);
        if (await store.commandOf(commandKey({ actor: `process:${process.name}`, commandId }))) known += 1;
        // What is not due yet is entered into the timetable, where it is counted.
        else if (due === undefined || due <= tools.now) {
          anew += 1;
          if (anew <= NAMED)
            named.push({ position: event.position, command: command.constructor.name, target });
        }
      }
    }
    report(page.at(-1)!.position, (read += page.length));
  }
  return { events, known, anew, named };
};

const pagesBehind = async function* (
  from: Position,
  store: Pick<EventStore, 'readAll'>,
): AsyncGenerator<readonly Recorded[]> {
  for (let after = from; ;) {
    const page = await store.readAll({ after, limit: PAGE_EVENTS });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.position;
  }
};

/** Walks back to what was there when the process last moved. */
const leftOut = async (
  process: Process,
  from: Pick<Recorded, 'position' | 'recordedAt'>,
  { stands, movedAt }: Pick<GoingOn, 'stands' | 'movedAt'>,
  store: Pick<EventStore, 'readAll' | 'eventAt'>,
): Promise<number> => {
  let count = 0;
  let page = from.position === BEGINNING ? [] : [(await store.eventAt(from.position))!];
  while (page.length > 0) {
    for (const event of page) {
      if (!isAfter(event.position, stands) && event.recordedAt <= movedAt) return count;
      if (concerns(process, event)) count += 1;
    }
    page = [...(await store.readAll({ after: page.at(-1)!.position, limit: PAGE_EVENTS, backwards: true }))];
  }
  return count;
};
