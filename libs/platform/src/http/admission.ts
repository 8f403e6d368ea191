/** Everything the business does lies below this; health and metrics answer also under full load. */
const ADMITTED_PATH = /^\/api\/(?!docs|openapi)/;

/** Whether a request to this address needs a turn. */
export const isAdmitted = (url: string): boolean => ADMITTED_PATH.test(url);

/** What a request wants, by its method. */
export const wantsOf = (method: string): 'to read' | 'to decide' =>
  method === 'GET' || method === 'HEAD' ? 'to read' : 'to decide';

/** How much is taken on at once. */
export interface AdmissionLimits {
  /** So many requests run at once. */
  readonly running: number;
  /** So many wait for one of them to end; more are turned away at once. */
  readonly queued: number;
  /** One that waited longer is turned away; a half to a fifth of it while there is always one that waits. */
  readonly waitMilliseconds: number;
  /** So many wait at once, without running, for what other parts of the product do; default 1,000. */
  readonly waiters?: number;
}

const WAITERS = 1_000;
/**
 * Whoever is answered under lasting overload has waited as long as one may: far less than a crowd that comes at once may wait. But as long
 * as requests run, since commands that are recorded together end together: else none waits any more when they do.
 */
const LEAST_OF_THE_WAIT = 1 / 5;
const MOST_OF_THE_WAIT = 1 / 2;
/** How much the last request counts in how long requests run. */
const OF_THE_LAST = 1 / 64;

/** What became of a request that asked to be admitted. */
export type Admitted = 'admitted' | 'queue-full' | 'waited-too-long' | 'gone';

interface Waiting {
  readonly since: number;
  readonly settle: (admitted: Admitted) => void;
}

/**
 * A bounded queue in front of the work, so that under more load than there is strength the requests that are
 * answered are still answered in time. First come, first served; whoever hung up while waiting costs nothing.
 */
export class Admission {
  private running = 0;
  private waiters = 0;
  private readonly waiting = new Set<Waiting>();
  private readonly sweep: NodeJS.Timeout;
  /** When the queue was last worked off; that all in it were turned away is no such moment. */
  private workedOff: number;
  /** How long requests run of late, in milliseconds. */
  private runs = 0;

  constructor(
    private readonly limits: AdmissionLimits,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.workedOff = this.clock();
    // Those at the front have waited longest: the sweep looks no further than the first that may still wait.
    this.sweep = setInterval(() => this.turnAwayLate(), Math.max(10, limits.waitMilliseconds / 50));
    this.sweep.unref();
  }

  get state(): { readonly running: number; readonly queued: number; readonly waiting: number } {
    return { running: this.running, queued: this.waiting.size, waiting: this.waiters };
  }

  /** Resolves when the request may run (then call `leave` once it ended), or with the reason why it may not. */
  enter(hungUp: (listener: () => void) => void): Promise<Admitted> {
    if (this.running < this.limits.running) {
      this.workedOff = this.clock();
      this.running += 1;
      return Promise.resolve('admitted');
    }
    if (this.waiting.size >= this.limits.queued) return Promise.resolve('queue-full');

    return new Promise((resolve) => {
      const one: Waiting = { since: this.clock(), settle: resolve };
      this.waiting.add(one);
      hungUp(() => {
        if (this.waiting.delete(one)) resolve('gone');
      });
    });
  }

  /** A request that was admitted has ended, after so many milliseconds: the next one runs. */
  leave(ran: number): void {
    this.running -= 1;
    this.runs += OF_THE_LAST * (ran - this.runs);
    this.turnAwayLate();
    for (const next of this.waiting) {
      if (this.running >= this.limits.running) return;
      this.waiting.delete(next);
      this.running += 1;
      if (this.waiting.size === 0) this.workedOff = this.clock();
      next.settle('admitted');
    }
  }

  /** Leaves in order to wait for something (then call `stopWaiting`); false, and nothing changes, when too many do. */
  stepAside(ran: number): boolean {
    if (this.waiters >= (this.limits.waiters ?? WAITERS)) return false;

    this.waiters += 1;
    this.leave(ran);
    return true;
  }

  /** What was waited for came, or did not: to go on, `enter` again. */
  stopWaiting(): void {
    this.waiters -= 1;
  }

  close(): void {
    clearInterval(this.sweep);
  }

  private turnAwayLate(): void {
    const now = this.clock();
    const { waitMilliseconds } = this.limits;
    const isOverloaded = now - this.workedOff > waitMilliseconds;
    const most = isOverloaded
      ? Math.min(
          MOST_OF_THE_WAIT * waitMilliseconds,
          Math.max(LEAST_OF_THE_WAIT * waitMilliseconds, this.runs),
        )
      : waitMilliseconds;
    const latest = now - most;
    for (const one of this.waiting) {
      if (one.since > latest) return;
      this.waiting.delete(one);
      one.settle('waited-too-long');
    }
  }
}
