import { type BusinessDate, type Instant, instantOf, londonDateOf } from '#kernel';

/** The only source of time. */
export abstract class Clock {
  abstract now(): Instant;
  /** The London day of now. */
  today(): BusinessDate {
    return londonDateOf(this.now());
  }
}

/** The machine's clock. */
export class SystemClock extends Clock {
  now(): Instant {
    return instantOf(Date.now());
  }
}

/** A clock that stands where it is put: for tests, and for the sample programme, which tells a story of several years. */
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
