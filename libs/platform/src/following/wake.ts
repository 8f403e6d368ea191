/** Wakes loops that have nothing to do: at an append, and at the latest after a poll's time. A hint, never the truth. */
export class Wake {
  readonly #sleepers = new Set<() => void>();
  #calls = 0;

  /** How often it was called: what is asked for before a look is not missed after it. */
  get calls(): number {
    return this.#calls;
  }

  /** Ends every wait that is going on. */
  readonly call = (): void => {
    this.#calls += 1;
    for (const sleeper of this.#sleepers) sleeper();
  };

  /** Resolves at a call after the one seen, when the time has passed or at the signal: whichever is first. */
  since(seen: number, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || this.#calls !== seen) return Promise.resolve();

    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#sleepers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener('abort', done);
      this.#sleepers.add(done);
    });
  }
}
