import { type BusinessDate, type Instant, instantOf, londonDateOf } from '#kernel';

/** The only source of time. */
export abstract class Clock {
  abstract now(): Instant;
  /** The London day of now. */
  today(): BusinessDate {
    return londonDateOf(this.now());
  }
  /** When what is decided now is recorded: the same moment, unless the clock tells a story. */
  recording(): Instant {
    return this.now();
  }
  /** The moment a decision is taken at that is recorded at another: deadlines go by it. */
  decidingAt(recordedAt: Instant): Instant {
    return recordedAt;
  }
}

/** The machine's clock. */
export class SystemClock extends Clock {
  now(): Instant {
    return instantOf(Date.now());
  }
}

/** A clock that stands where it is put: for tests. */
export class ControlledClock extends Clock {
  constructor(private instant: Instant) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  moveTo(instant: Instant): void {
    this.instant = instant;
  }
}

/**
 * A clock for a story told today of days gone by: what happens is decided as on the day the story has come to, and
 * recorded when it is told. For the sample programme.
 */
export class StoryClock extends Clock {
  private readonly machine = new SystemClock();

  constructor(private instant: Instant) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  override recording(): Instant {
    return this.machine.now();
  }

  override decidingAt(): Instant {
    return this.instant;
  }

  moveTo(instant: Instant): void {
    this.instant = instant;
  }
}
