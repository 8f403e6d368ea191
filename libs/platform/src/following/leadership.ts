import { hostname } from 'node:os';
import { Client, type ClientConfig, type Pool } from 'pg';

/** One process's time at the head of all followers of a database. */
export interface Term {
  /** Grows with every election; part of every write. */
  readonly epoch: string;
  /** Aborted when the lead is lost or given up. */
  readonly signal: AbortSignal;
  /** Whether this process may act for the followers now. False also where it was stopped so long that another may lead by now. */
  holds(): boolean;
  /** Gives the lead up. Ends when the lock is free, or the database cannot be told. */
  resign(): Promise<void>;
}

/** The term this process leads, as those see it who work in it. */
export type Lead = Pick<Term, 'epoch' | 'signal' | 'holds'>;

/** Who leads the followers of a database. */
export interface Leader {
  /** Process id and machine. */
  readonly process: string;
  /** Seconds since the database heard of it, which it does every second. */
  readonly heardSecondsAgo: number;
}

const LEADER_LOCK = 7_205_110_202;
const HEARTBEAT_MS = 1_000;
const ANSWER_MS = 5_000;
/** Whoever leads acts no more when it was not heard for so long: before the others replace it. */
const LEASE_MS = 8_000;
const SILENCE_MS = 10_000;
/** What is said when a leader was replaced. */
export const LEADER_WAS_SILENT =
  'The process that led the followers gave no sign of life for long, and its connection was ended.';
const LOOK_AT_LEADER_MS = 1_000;
const LAST_WORDS_MS = 1_000;

/** How others stand by. */
export interface Standby {
  /** A leader of whom the database has not heard for so long is replaced; default 10 s. */
  readonly silence_ms?: number;
  /** Called when one was. */
  readonly replaced?: () => void;
}

/**
 * Stands for election among all processes of this database: the lead is a session's advisory lock, held on a connection
 * of its own; it ends with the connection, however the process ends. Who is not elected asks again on the same one, and
 * ends the connection of a leader that was stopped or cut off: such a one would keep its lock for ever.
 */
export class Candidate {
  private client: Client | undefined;
  private lookedAt = -Infinity;

  constructor(
    private readonly connection: ClientConfig,
    private readonly standby: Standby = {},
  ) {}

  /** Answers nothing when another process leads. */
  async stand(): Promise<Term | undefined> {
    const client = (this.client ??= await this.connected());
    const asked = performance.now();
    try {
      const epoch = await inTime(elected(client));
      if (epoch !== undefined) {
        this.client = undefined;
        return termOf(client, epoch, asked);
      }
      await this.replaceIfSilent(client);
      return undefined;
    } catch (error) {
      await this.withdraw();
      throw error;
    }
  }

  /** Stands no more; a term that was won goes on. */
  async withdraw(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client) await ended(client);
  }

  private async replaceIfSilent(client: Client): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_AT_LEADER_MS) return;

    this.lookedAt = performance.now();
    const { silence_ms = SILENCE_MS, replaced } = this.standby;
    const { rowCount } = await inTime(client.query(REPLACE, [LEADER_LOCK, silence_ms / 1_000]));
    if (rowCount) replaced?.();
  }

  private async connected(): Promise<Client> {
    const client = new Client({
      ...this.connection,
      application_name: `${NAMED}${process.pid} on ${hostname()}`,
    });
    const drop = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', drop);
    client.on('end', drop);
    await client.connect();
    return client;
  }
}

const NAMED = 'leading-to-deliver follower ';

const OF_LEADER = `
  from pg_locks held join pg_stat_activity leader using (pid)
  where held.locktype = 'advisory' and held.granted and held.objsubid = 1
    and held.database = (select oid from pg_database where datname = current_database())
    and (held.classid::bigint << 32) | held.objid::bigint = $1`;

// The server's own note of when the session last did something, by the server's clock: a sign of life that writes nothing.
const REPLACE = `
  select pg_terminate_backend(leader.pid) ${OF_LEADER}
    and clock_timestamp() - leader.state_change > make_interval(secs => $2)`;

/** Who leads; undefined when nobody does. */
export const leaderOf = async (pool: Pool): Promise<Leader | undefined> => {
  const { rows } = await pool.query<Leader>(
    `select substr(leader.application_name, ${NAMED.length + 1}) as process,
            round(extract(epoch from clock_timestamp() - leader.state_change), 1)::float8 as "heardSecondsAgo"
     ${OF_LEADER}`,
    [LEADER_LOCK],
  );
  return rows[0];
};

const termOf = (client: Client, epoch: string, elected: number): Term => {
  const term = new AbortController();
  let heard = elected;
  const lose = (): void => term.abort();
  const beat = async (): Promise<void> => {
    const asked = performance.now();
    await inTime(client.query('select 1'));
    heard = asked;
  };
  client.on('error', lose);
  client.on('end', lose);
  // One after the other: on a connection that hangs they would only wait for each other.
  let beating: Promise<void> | undefined;
  const beats = setInterval(() => {
    beating ??= beat()
      .catch(lose)
      .finally(() => (beating = undefined));
  }, HEARTBEAT_MS);
  term.signal.addEventListener('abort', () => clearInterval(beats));
  return {
    epoch,
    signal: term.signal,
    // By the clock: whoever was stopped and goes on sees its work go on before it hears that it lost the lead.
    holds: () => {
      if (performance.now() - heard > LEASE_MS) lose();
      return !term.signal.aborted;
    },
    resign: async () => {
      lose();
      await ended(client);
    },
  };
};

const elected = async (client: Client): Promise<string | undefined> => {
  // Tried, never waited for: a statement that waits holds a snapshot, and so the dead rows of the whole database.
  const lock = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [LEADER_LOCK]);
  if (!lock.rows[0]?.got) return undefined;

  const { rows } = await client.query<{ epoch: string }>(
    'update follower_epoch set epoch = epoch + 1 returning epoch',
  );
  return rows[0]!.epoch;
};

/** A database that is cut off takes no last words: nobody waits for it. */
const ended = (client: Client): Promise<void> => inTime(client.end(), LAST_WORDS_MS).catch(() => undefined);

const inTime = async <T>(answer: Promise<T>, within = ANSWER_MS): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), within);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
};
