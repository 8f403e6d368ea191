import { Client, type ClientConfig } from 'pg';

/** One connection of its own that is made when it is first needed and again after it broke. */
export class LoneConnection {
  private opening: Promise<Client> | undefined;
  private closed = false;

  constructor(
    private readonly config: ClientConfig,
    /** Called with each new connection before it is used. */
    private readonly prepare: (client: Client) => Promise<void> = async () => undefined,
    /** Called when a connection that was in use is gone. */
    private readonly lost: () => void = () => undefined,
  ) {}

  /** The live connection. Throws what connecting throws. */
  get(): Promise<Client> {
    if (this.closed) return Promise.reject(new Error('The event store is closed.'));

    return (this.opening ??= this.begun());
  }

  /** Drops the connection, whose state is in doubt; the next `get` makes another. */
  drop(): void {
    const { opening } = this;
    this.opening = undefined;
    opening?.then((client) => client.end()).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    const { opening } = this;
    this.opening = undefined;
    await opening?.then((client) => client.end()).catch(() => undefined);
  }

  private begun(): Promise<Client> {
    const opening: Promise<Client> = this.open().catch((error: unknown) => {
      // Dropped meanwhile, another may be on its way: that one is not ours to forget.
      if (this.opening === opening) this.opening = undefined;
      throw error;
    });
    return opening;
  }

  private async open(): Promise<Client> {
    const client = new Client(this.config);
    // Without a listener an idle connection's end would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await this.prepare(client);
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => void this.ended(client));
    return client;
  }

  private async ended(client: Client): Promise<void> {
    // What is being opened may fail: whoever asked for it is told, and nobody waits here.
    const current = await this.opening?.catch(() => undefined);
    if (this.closed || current !== client) return;

    this.opening = undefined;
    this.lost();
  }
}
