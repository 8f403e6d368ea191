import { Client, type ClientConfig } from 'pg';

/** One process's time at the head of all followers of a database. */
export interface Term {
  /** Grows with every election; part of every write. */
  readonly epoch: string;
  /** Aborted when the lead is lost or given up. */
  readonly signal: AbortSignal;
  /** Gives the lead up. Ends when the lock is free. */
  resign(): Promise<void>;
}

const LEADER_LOCK = 7_205_110_202;
const HEARTBEAT_MS = 1_000;
const SILENCE_MS = 5_000;

/**
 * Stands for election among all processes of this database: the lead is a session's advisory lock, held on a connection
 * of its own; it ends with the connection, however the process ends. Who is not elected asks again on the same one.
 */
export class Candidate {
  private client: Client | undefined;

  constructor(private readonly connection: ClientConfig) {}

  /** Answers nothing when another process leads. */
  async stand(): Promise<Term | undefined> {
    const client = (this.client ??= await this.connected());
    try {
      const epoch = await inTime(elected(client));
      if (epoch === undefined) return undefined;

      this.client = undefined;
      return termOf(client, epoch);
    } catch (error) {
      await this.withdraw();
      throw error;
    }
  }

  /** Stands no more; a term that was won goes on. */
  async withdraw(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connected(): Promise<Client> {
    const client = new Client(this.connection);
    const drop = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', drop);
    client.on('end', drop);
    await client.connect();
    return client;
  }
}

const termOf = (client: Client, epoch: string): Term => {
  const term = new AbortController();
  const lose = (): void => term.abort();
  client.on('error', lose);
  client.on('end', lose);
  const beats = setInterval(() => void inTime(client.query('select 1')).catch(lose), HEARTBEAT_MS);
  term.signal.addEventListener('abort', () => clearInterval(beats));
  return {
    epoch,
    signal: term.signal,
    resign: async () => {
      lose();
      await client.end().catch(() => undefined);
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

const inTime = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), SILENCE_MS);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
};
