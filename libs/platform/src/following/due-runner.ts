import type { Pool } from 'pg';
import { commandOf, type CommandType, type Instant } from '#kernel';
import type { Clock } from '../clock.js';
import type { Checkpoints } from './checkpoints.js';
import { inTransaction } from './database.js';
import type { Delivery, Parcel } from './delivery.js';
import { Interrupted, inLanes } from './lanes.js';
import type { Lead } from './leadership.js';
import type { ProcessRunner } from './process-runner.js';
import type { DueEntry, Timetable } from './timetable.js';
import type { WorkItem, WorkItems } from './work-items.js';

/** What the timetable's runner works with. */
export interface DueTools {
  readonly pool: Pool;
  readonly checkpoints: Checkpoints;
  readonly delivery: Delivery;
  readonly timetable: Timetable;
  readonly workItems: WorkItems;
  readonly clock: Clock;
  /** The stream a command is decided in: commands of one stream are sent in the order they are due. */
  readonly streamOf: (command: object) => string;
}

const ENTRIES_AT_ONCE = 500;
const STREAMS_AT_ONCE = 64;

/** Sends what the timetable holds when the clock has passed it, for one term. */
export class DueRunner {
  /** `null`: nothing waits; `undefined`: not known. */
  private next: Instant | null | undefined;
  private additions = 0;

  constructor(
    private readonly processes: readonly ProcessRunner[],
    private readonly lead: Lead,
    private readonly tools: DueTools,
  ) {}

  /** Entries were entered: one of them may be the next. */
  readonly entered = (entries: readonly DueEntry[]): void => {
    this.additions += 1;
    for (const { dueAt } of entries)
      if (this.next === null || (this.next !== undefined && dueAt < this.next)) this.next = dueAt;
  };

  /** Sends what is due now. True when there was something. Throws `Interrupted` and `LeadLost`. */
  async turn(): Promise<boolean> {
    const { clock, timetable } = this.tools;
    const now = clock.now();
    if (this.next === null || (this.next !== undefined && now < this.next)) return false;

    const running = this.processes.filter(({ stands }) => !stands).map(({ process }) => process.name);
    const entries = await timetable.due(now, running, ENTRIES_AT_ONCE);
    if (entries.length === 0) {
      const { additions } = this;
      const next = await timetable.nextDue();
      // What was entered meanwhile, and what waits for a process that stands still, is asked for again.
      const isSure = additions === this.additions && (next === null || next > now);
      this.next = isSure ? next : undefined;
      return false;
    }
    await this.send(entries);
    return true;
  }

  private async send(entries: readonly DueEntry[]): Promise<void> {
    const done: string[] = [];
    const items: WorkItem[] = [];
    const parcels = entries.map((entry) => ({ entry, parcel: this.parcelOf(entry) }));
    const laneOf = ({ entry, parcel }: (typeof parcels)[number]): string =>
      parcel ? this.tools.streamOf(parcel.command) : entry.commandId;
    const stopped = await inLanes(parcels, laneOf, STREAMS_AT_ONCE, async ({ entry, parcel }) => {
      const item = parcel
        ? await this.tools.delivery.deliver(parcel, this.lead)
        : noLongerSent(entry, this.tools.clock.now());
      if (item) items.push(item);
      done.push(entry.commandId);
    });
    const processes = [...new Set(entries.map(({ process }) => process))];
    await inTransaction(this.tools.pool, async (client) => {
      await this.tools.checkpoints.keep(client, processes, this.lead.epoch);
      await this.tools.workItems.open(client, items);
      await this.tools.timetable.done(client, done, this.tools.clock.now());
    });

    const interrupted = stopped.find(({ error }) => error instanceof Interrupted);
    if (interrupted) throw interrupted.error;
    for (const { item, error } of stopped) {
      const runner = this.processes.find(({ process }) => process.name === item.entry.process)!;
      const { position, eventId } = item.entry;
      if (!runner.stands)
        await runner.stop(error, { position, eventId, eventType: `due ${item.entry.command}` });
    }
  }

  private parcelOf(entry: DueEntry): Parcel | undefined {
    const { process } = this.processes.find((one) => one.process.name === entry.process)!;
    const type = process.sends.find(({ command }) => command.name === entry.command)?.command as
      CommandType | undefined;
    if (!type) return undefined;

    return {
      ...entry,
      process,
      command: commandOf(type, JSON.parse(entry.fields) as object),
      effectiveOn: entry.effectiveOn ?? undefined,
    };
  }
}

const noLongerSent = (entry: DueEntry, openedAt: Instant): WorkItem => ({
  id: entry.commandId,
  process: entry.process,
  position: entry.position,
  eventId: entry.eventId,
  command: entry.command,
  refusal: 'no-longer-sent-by-this-process',
  openedAt,
});
