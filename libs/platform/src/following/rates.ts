const WINDOW_MS = 10_000;

/** Events a second, over the last ten seconds, of every follower this process runs. */
export class Rates {
  readonly #counts = new Map<string, { at: number; events: number }[]>();

  count(follower: string, events: number): void {
    const counts = this.#counts.get(follower) ?? [];
    this.#counts.set(follower, counts);
    counts.push({ at: performance.now(), events });
    while (counts[0]!.at < performance.now() - WINDOW_MS) counts.shift();
  }

  /** 0 for one that had nothing to do. */
  of(follower: string): number {
    const since = performance.now() - WINDOW_MS;
    const recent = (this.#counts.get(follower) ?? []).filter(({ at }) => at >= since);
    return Math.round(recent.reduce((sum, { events }) => sum + events, 0) / (WINDOW_MS / 1000));
  }
}
