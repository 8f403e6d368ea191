interface Reading<State> {
  readonly now: Promise<State>;
  next?: Promise<State>;
}

/**
 * Reads what many ask for at once. Who asks while it is being read waits for the next reading, which serves all who wait: nobody
 * gets what was read before they asked.
 */
export class LatestReads<State> {
  private readonly readings = new Map<string, Reading<State>>();

  constructor(private readonly read: (name: string) => Promise<State>) {}

  /** What goes by a name, as it is after this was asked. */
  latest(name: string): Promise<State> {
    const reading = this.readings.get(name);
    if (!reading) return this.begin(name);

    reading.next ??= reading.now.then(
      () => this.begin(name),
      () => this.begin(name),
    );
    return reading.next;
  }

  private begin(name: string): Promise<State> {
    const reading: Reading<State> = { now: this.read(name) };
    this.readings.set(name, reading);
    const done = () => {
      if (!reading.next && this.readings.get(name) === reading) this.readings.delete(name);
    };
    reading.now.then(done, done);
    return reading.now;
  }
}
