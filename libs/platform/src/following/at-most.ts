/** Lets so many in at once; whoever comes later waits, first come first in. */
export class AtMost {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly many: number) {}

  /** Resolves when it is one's turn; `leave` gives it to the next. */
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
