import { ControlledClock } from '../clock.js';
import type { AppendOutcome, AppendRequest } from '../event-store.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { ask, AT, open, runnerOn } from './seat-book.example.js';

/** A store whose first appends are lost to another process, after which this one's clock has moved on. */
class ContestedStore extends MemoryEventStore {
  readonly asked: string[] = [];

  constructor(
    private readonly losses: string[],
    private readonly ours: ControlledClock,
    private readonly afterwards: string,
  ) {
    super({ anyClock: true });
  }

  override async append(request: AppendRequest): Promise<AppendOutcome> {
    this.asked.push(request.recordedAt);
    const recordedAt = this.losses.shift();
    if (recordedAt === undefined) return super.append(request);

    this.ours.moveTo(this.afterwards);
    return { outcome: 'decide-again-at', recordedAt };
  }
}

const LATER = '2026-09-01T08:00:01.000Z';
const LATEST = '2026-09-01T08:00:02.000Z';

describe('the time of a decision', () => {
  it('is the clock’s when that has passed what another process reached', async () => {
    const clock = new ControlledClock(AT);
    const store = new ContestedStore([LATER], clock, LATEST);
    await runnerOn(store, { clock }).send(ask('amara'));
    expect(store.asked).toEqual([AT, LATEST]);
  });

  it('is never again before what any stream of this process learned of the log', async () => {
    const clock = new ControlledClock(AT);
    const store = new ContestedStore([LATER, LATEST], clock, AT);
    const runner = runnerOn(store, { clock });
    await runner.send(ask('amara'));
    await runner.send(open(1, 'winter'));
    expect(store.asked).toEqual([AT, LATER, LATEST, LATEST]);
  });
});
