/** Does works of one name one after the other, in the order they were asked for; those of different names do not wait for each other. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const done = before ? before.then(work, work) : work();
    this.last.set(name, done);
    try {
      return await done;
    } finally {
      if (this.last.get(name) === done) this.last.delete(name);
    }
  }
}
