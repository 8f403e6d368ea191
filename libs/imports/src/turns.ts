/** Lets what goes by one name happen one after the other, in the order asked; different names do not wait for each other. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work when all that was asked before under this name is done, or has failed. */
  async inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(name);
    const mine = before ? before.then(work, work) : work();
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}

/** Lets through in the order in which they came who go by one name, though they are ready in another. */
export class Queues {
  private readonly last = new Map<string, Promise<void>>();

  /** Joins the queue at once. */
  join(name: string): Queued {
    const before = this.last.get(name);
    let leave!: () => void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const done = before ? before.then(() => left) : left;
    this.last.set(name, done);
    void done.then(() => this.last.get(name) === done && this.last.delete(name));
    return { first: before ?? Promise.resolve(), leave };
  }
}

/** Someone in a queue. */
export interface Queued {
  /** Resolves when all who came before have left. */
  readonly first: Promise<void>;
  /** Says that those behind may go on; leaving again changes nothing. */
  leave(): void;
}
