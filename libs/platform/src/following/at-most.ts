/** Lets so many in at once; whoever comes later waits, first come first in. */
export class AtMost {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly many: number) {}

  /**
   * Does the work inside, and lets the next one in when it is done or failed. `by` says how to wait for one's turn; where it
   * throws, also after it got in, the work is not done.
   */
  async during<T>(
    work: () => Promise<T>,
    by: (enter: () => Promise<void>) => Promise<void> = (enter) => enter(),
  ): Promise<T> {
    let isInside = false;
    try {
      await by(async () => {
        await this.enter();
        isInside = true;
      });
      return await work();
    } finally {
      if (isInside) this.leave();
    }
  }

  /** Waits to be let in; whoever is in has to `leave`. */
  async enter(): Promise<void> {
    if (this.inside < this.many) {
      this.inside += 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }
}
