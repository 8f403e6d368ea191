interface Reading {
  readonly now: Promise<unknown>;
  next?: Promise<unknown>;
}

/**
 * Reads what many ask for at once. Who asks while it is being read waits for the next reading, which serves all who wait: nobody
 * gets what was read before they asked.
 */
export class LatestReads {
  readonly #readings = new Map<string, Reading>();

  /** What goes by a name, as it is after this was asked. All who ask by one name read the same. */
  latest<T>(name: string, read: () => Promise<T>): Promise<T> {
    const reading = this.#readings.get(name);
    if (!reading) return this.#begin(name, read);

    const begin = () => this.#begin(name, read);
    reading.next ??= reading.now.then(begin, begin);
    return reading.next as Promise<T>;
  }

  #begin<T>(name: string, read: () => Promise<T>): Promise<T> {
    const now = read();
    const reading: Reading = { now };
    this.#readings.set(name, reading);
    const done = () => {
      if (!reading.next && this.#readings.get(name) === reading) this.#readings.delete(name);
    };
    now.then(done, done);
    return now;
  }
}
