interface Reading {
  readonly now: Promise<unknown>;
  next?: Promise<unknown>;
  /** False while others who ask still share it. */
  begun: boolean;
}

/**
 * Reads what many ask for at once: those who ask in one turn of the event loop, and those who ask while it is being read, who wait
 * for the next reading. Nobody gets what was read before they asked.
 */
export class LatestReads {
  readonly #readings = new Map<string, Reading>();

  /** What goes by a name, as it is after this was asked. All who ask by one name read the same. */
  latest<T>(name: string, read: () => Promise<T>): Promise<T> {
    const reading = this.#readings.get(name);
    if (!reading) return this.#begin(name, read);
    if (!reading.begun) return reading.now as Promise<T>;

    const begin = () => this.#begin(name, read);
    reading.next ??= reading.now.then(begin, begin);
    return reading.next as Promise<T>;
  }

  #begin<T>(name: string, read: () => Promise<T>): Promise<T> {
    const now = new Promise((resolve) => setImmediate(resolve)).then(() => {
      reading.begun = true;
      return read();
    });
    const reading: Reading = { now, begun: false };
    this.#readings.set(name, reading);
    const done = () => {
      if (!reading.next && this.#readings.get(name) === reading) this.#readings.delete(name);
    };
    now.then(done, done);
    return now;
  }
}
