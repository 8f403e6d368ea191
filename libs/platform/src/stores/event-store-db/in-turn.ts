/**
 * Does works of one name one after the other, in the order they were asked for; those of different names do not wait for each
 * other. A work that had to wait is given what the one right before it came to.
 */
export class InTurn<T> {
  private readonly last = new Map<string, Promise<T>>();

  async during(name: string, work: (before?: T) => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const done = before ? before.then(work, () => work()) : work();
    this.last.set(name, done);
    try {
      return await done;
    } finally {
      if (this.last.get(name) === done) this.last.delete(name);
    }
  }
}
