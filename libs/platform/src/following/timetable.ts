import type { Pool, PoolClient } from 'pg';
import type { BusinessDate, Instant, Position } from '#kernel';

/** A command that is due at a moment. */
export interface DueEntry {
  readonly commandId: string;
  readonly process: string;
  readonly dueAt: Instant;
  /** The name of the command's class. */
  readonly command: string;
  /** Its fields as JSON text. */
  readonly fields: string;
  readonly effectiveOn: BusinessDate | null;
  readonly position: Position;
  readonly eventId: string;
  readonly correlationId: string;
}

const COLUMNS = `command_id as "commandId", process, due_at as "dueAt", command, fields, effective_on as "effectiveOn",
  position, event_id as "eventId", correlation_id as "correlationId"`;

/** The durable timetable: what processes will send, and when. */
export class Timetable {
  constructor(private readonly pool: Pool) {}

  /** Enters commands in the transaction of the process's checkpoint; one entered before stays as it was. */
  async enter(client: Pick<PoolClient, 'query'>, entries: readonly DueEntry[]): Promise<void> {
    if (entries.length === 0) return;

    await client.query(
      `insert into follower_due
         (command_id, process, due_at, command, fields, effective_on, position, event_id, correlation_id)
       select "commandId", process, "dueAt", command, fields, "effectiveOn", position, "eventId", "correlationId"
       from json_to_recordset($1::json)
         as e("commandId" uuid, process text, "dueAt" text, command text, fields text, "effectiveOn" text,
              position bigint, "eventId" text, "correlationId" text)
       on conflict (command_id) do nothing`,
      [JSON.stringify(entries)],
    );
  }

  /** What is due by a moment for these processes, the earliest first. */
  async due(by: Instant, processes: readonly string[], limit: number): Promise<readonly DueEntry[]> {
    const { rows } = await this.pool.query<DueEntry>(
      `select ${COLUMNS} from follower_due
       where done_at is null and due_at <= $1 and process = any($2)
       order by due_at, position, command_id limit $3`,
      [by, processes, limit],
    );
    return rows;
  }

  /** When the next entry is due, of all processes; `null` when none waits. */
  async nextDue(): Promise<Instant | null> {
    const { rows } = await this.pool.query<{ next: Instant | null }>(
      'select min(due_at) as next from follower_due where done_at is null',
    );
    return rows[0]?.next ?? null;
  }

  async done(client: Pick<PoolClient, 'query'>, commandIds: readonly string[], at: Instant): Promise<void> {
    await client.query('update follower_due set done_at = $2 where command_id = any($1)', [commandIds, at]);
  }

  /** How many entries wait, by process. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ process: string; count: string }>(
      'select process, count(*) from follower_due where done_at is null group by process',
    );
    return new Map(rows.map(({ process, count }) => [process, Number(count)]));
  }
}
