import type { Pool } from 'pg';
import { BEGINNING, type Position } from '#kernel';
import type { Asks, EventPlace } from '../event-store.js';
import { inTransaction } from './database.js';
import { LogDiffers } from './failures.js';
import type { LogPages } from './log-pages.js';
import type { DueEntry } from './timetable.js';
import type { WorkItem } from './work-items.js';

/** One that names a place in the log by `At`: a position, or what a file has for it. */
type Placed<T, At> = Omit<T, 'position'> & { readonly at: At };

/**
 * How far processes have come, what they will send when it is due, and what somebody has to look at: what a log alone does not say.
 * A process that handled a log again would decide anew what recorded nothing when it was decided.
 */
export interface Standing<At = Position> {
  readonly processes: readonly { readonly process: string; readonly at: At }[];
  readonly due: readonly Placed<DueEntry, At>[];
  readonly workItems: readonly Placed<WorkItem, At>[];
}

const ONE_MOMENT = 'begin isolation level repeatable read read only';

/**
 * The standing of all processes at one moment, whose events are all in the log by then. Throws for one whose log is no longer as it
 * left it: moved along, it would pass over what it never handled, and nothing would tell.
 */
export const standingOf = async (pool: Pool, pages: Pick<LogPages, 'assertLeftAsIs'>): Promise<Standing> => {
  const { left, ...standing } = await atOneMoment(pool);
  for (const { process, at, hash, log } of left)
    await pages.assertLeftAsIs(at, hash, log).catch((error: unknown) => {
      throw error instanceof LogDiffers
        ? new Error(`The process "${process}" cannot be moved with its log as it stands. ${error.message}`)
        : error;
    });
  return standing;
};

const atOneMoment = (pool: Pool) =>
  inTransaction(
    pool,
    async (client) => {
      const { rows: left } = await client.query<{
        process: string;
        at: Position;
        hash: string;
        log: string;
      }>(
        `select follower as process, position as at, hash, log from follower_checkpoint where kind = 'process' order by 1`,
      );
      const { rows: due } = await client.query<Standing['due'][number]>(
        `select command_id as "commandId", process, due_at as "dueAt", command, fields, effective_on as "effectiveOn",
                position as at, event_id as "eventId", correlation_id as "correlationId"
           from follower_due where done_at is null order by due_at, position, command_id`,
      );
      const { rows: workItems } = await client.query<Standing['workItems'][number]>(
        `select id, process, position as at, event_id as "eventId", command, refusal, opened_at as "openedAt"
           from follower_work_item where closed_at is null order by position, id`,
      );
      return { left, processes: left.map(({ process, at }) => ({ process, at })), due, workItems };
    },
    ONE_MOMENT,
  );

/** Puts processes where they stood in a log that was moved here. What stood here before is forgotten. */
export const restoreStanding = async (
  client: Asks,
  log: string,
  standing: Standing<EventPlace>,
): Promise<void> => {
  await client.query('delete from follower_due');
  await client.query('delete from follower_work_item');
  await client.query(
    `insert into follower_checkpoint (follower, kind, position, hash, log)
     select process, 'process', position, hash, $2 from json_to_recordset($1::json)
       as p(process text, position bigint, hash text)
     on conflict (follower) do update
       set position = excluded.position, hash = excluded.hash, log = excluded.log, failed = null, epoch = 0, moved_at = now()`,
    [JSON.stringify(standing.processes.map(({ process, at }) => ({ process, ...at }))), log],
  );
  await client.query(
    `insert into follower_due
       (command_id, process, due_at, command, fields, effective_on, position, event_id, correlation_id)
     select "commandId", process, "dueAt", command, fields, "effectiveOn", position, "eventId", "correlationId"
     from json_to_recordset($1::json)
       as e("commandId" uuid, process text, "dueAt" text, command text, fields text, "effectiveOn" text,
            position bigint, "eventId" text, "correlationId" text)`,
    [JSON.stringify(standing.due.map(placed))],
  );
  await client.query(
    `insert into follower_work_item (id, process, position, event_id, command, refusal, opened_at)
     select id, process, position, "eventId", command, refusal, "openedAt" from json_to_recordset($1::json)
       as i(id uuid, process text, position bigint, "eventId" text, command text, refusal text, "openedAt" text)`,
    [JSON.stringify(standing.workItems.map(placed))],
  );
};

const placed = <T extends { readonly at: EventPlace }>({ at, ...rest }: T) => ({
  ...rest,
  position: at.position,
});

/** A standing with its places named otherwise. Throws what `to` throws. */
export const inPlacesOf = <From, To>(standing: Standing<From>, to: (at: From) => To): Standing<To> => ({
  processes: standing.processes.map((one) => ({ ...one, at: to(one.at) })),
  due: standing.due.map((one) => ({ ...one, at: to(one.at) })),
  workItems: standing.workItems.map((one) => ({ ...one, at: to(one.at) })),
});

/** The places a standing names, each once, without the beginning. */
export const placesIn = <At extends Position | number>(standing: Standing<At>): ReadonlySet<At> =>
  new Set(
    [...standing.processes, ...standing.due, ...standing.workItems]
      .map(({ at }) => at)
      .filter((at) => String(at) !== BEGINNING),
  );
