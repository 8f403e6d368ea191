import type { Pool, PoolClient } from 'pg';
import type { Instant, Position } from '#kernel';

/** A command of a process was refused in a way nobody foresaw: somebody has to look. Holds ids and codes only. */
export interface WorkItem {
  /** The command's id. */
  readonly id: string;
  readonly process: string;
  readonly position: Position;
  readonly eventId: string;
  readonly command: string;
  readonly refusal: string;
  readonly openedAt: Instant;
}

/** The table of open work items. */
export class WorkItems {
  constructor(private readonly pool: Pool) {}

  /** Opens items, each once however often its command is tried. */
  async open(client: Pick<PoolClient, 'query'>, items: readonly WorkItem[]): Promise<void> {
    if (items.length === 0) return;

    await client.query(
      `insert into follower_work_item (id, process, position, event_id, command, refusal, opened_at)
       select id, process, position, "eventId", command, refusal, "openedAt"
       from json_to_recordset($1::json)
         as i(id uuid, process text, position bigint, "eventId" text, command text, refusal text, "openedAt" text)
       on conflict (id) do nothing`,
      [JSON.stringify(items)],
    );
  }

  /** The oldest open items. */
  async list(limit = 100): Promise<readonly WorkItem[]> {
    const { rows } = await this.pool.query<WorkItem>(
      `select id, process, position, event_id as "eventId", command, refusal, opened_at as "openedAt"
       from follower_work_item where closed_at is null order by position, id limit $1`,
      [limit],
    );
    return rows;
  }

  /** How many are open, by process. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ process: string; count: string }>(
      'select process, count(*) from follower_work_item where closed_at is null group by process',
    );
    return new Map(rows.map(({ process, count }) => [process, Number(count)]));
  }

  /** Somebody has looked: false when there is no such open item. */
  async close(id: string, at: Instant): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'update follower_work_item set closed_at = $2 where id = $1 and closed_at is null',
      [id, at],
    );
    return rowCount === 1;
  }
}
