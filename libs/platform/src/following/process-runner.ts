import type { Pool } from 'pg';
import { isAfter, type Position, type Process, type Recorded, type Send } from '#kernel';
import type { Clock } from '../clock.js';
import type { Commands } from '../commands.js';
import type { Checkpoints } from './checkpoints.js';
import { inTransaction } from './database.js';
import { assertIdsDiffer, commandIdOf, type Delivery } from './delivery.js';
import { type Failure, LogDiffers, sentenceOf } from './failures.js';
import { Interrupted, inLanes, patiently } from './lanes.js';
import type { Lead } from './leadership.js';
import type { LogPages } from './log-pages.js';
import type { Moves } from './moves.js';
import type { Rates } from './rates.js';
import type { DueEntry, Timetable } from './timetable.js';
import type { WorkItem, WorkItems } from './work-items.js';

/** What a runner of processes works with. */
export interface ProcessRunnerTools {
  readonly pool: Pool;
  readonly checkpoints: Checkpoints;
  readonly moves: Moves;
  readonly pages: LogPages;
  readonly commands: Commands;
  readonly delivery: Delivery;
  readonly timetable: Timetable;
  readonly workItems: WorkItems;
  readonly clock: Clock;
  readonly rates: Rates;
  readonly report: (follower: string, error: string) => void;
  /** Entries were entered into the timetable. */
  readonly entered: (entries: readonly DueEntry[]) => void;
}

const PAGE_EVENTS = 2_000;
/** Events handled between two writes of the checkpoint: what a restart sends again, under the same ids. */
const HANDLED_EVENTS = 500;
/** Commands of different streams on their way at once. */
const AT_ONCE = 200;

const GO_ON =
  'A process goes on with this one by l2d resume --from POSITION, which first says what that means.';

/** Whether a process handles an event: facts that were recorded as history are passed over. */
export const concerns = ({ on }: Process, { type, metadata }: Recorded): boolean =>
  Object.hasOwn(on, type) && metadata.origin !== 'history';

/**
 * Runs one process for one term. Commands go out before the checkpoint moves, under ids derived from the event: what is
 * sent again after a restart is known to the log, so its effect is exactly once.
 */
export class ProcessRunner {
  /** Stands still until it is resumed. */
  stands = false;
  private read: readonly Recorded[] = [];
  private position: Position = '0';
  private hash = '';
  private written: Position = '0';

  private constructor(
    readonly process: Process,
    private readonly lead: Lead,
    private readonly tools: ProcessRunnerTools,
  ) {}

  static async take(process: Process, lead: Lead, tools: ProcessRunnerTools): Promise<ProcessRunner> {
    const runner = new ProcessRunner(process, lead, tools);
    await runner.begin();
    return runner;
  }

  /** Handles what comes next. True when there was something. Throws `LeadLost` and `Interrupted`. */
  async turn(): Promise<boolean> {
    if (this.stands) return this.resumed();

    if (this.read.length === 0) this.read = await this.page();
    if (this.read.length === 0) {
      await this.write([], []);
      return false;
    }
    await this.handle(this.next());
    return true;
  }

  /** Stops this process only, and says why. */
  async stop(error: unknown, at: Pick<Failure, 'position' | 'eventId' | 'eventType'> = {}): Promise<void> {
    const { name } = this.process;
    const sentence = error instanceof LogDiffers ? `${error.message} ${GO_ON}` : sentenceOf(error);
    this.stands = true;
    this.tools.report(name, sentence);
    const failure = { ...at, error: sentence, at: this.tools.clock.now(), resume: `l2d resume ${name}` };
    await this.tools.checkpoints.fail(name, failure, this.lead.epoch);
  }

  private async begin(): Promise<void> {
    const [checkpoint] = await this.tools.checkpoints.take([this.process.name], this.lead.epoch);
    const { position, hash, log, failed } = checkpoint!;
    this.stands = false;
    this.read = [];
    this.position = this.written = position;
    this.hash = hash;
    try {
      await this.tools.pages.assertLeftAsIs(position, hash, log);
      // One that stopped at an event or a due command says so again itself.
      if (failed) await this.tools.checkpoints.clear(this.process.name, this.lead.epoch);
    } catch (error) {
      if (!(error instanceof LogDiffers)) throw error;
      await this.stop(error);
    }
  }

  private async resumed(): Promise<boolean> {
    const [name] = await this.tools.checkpoints.resumed([this.process.name]);
    if (name === undefined) return false;

    await this.begin();
    return !this.stands;
  }

  private async page(): Promise<readonly Recorded[]> {
    try {
      return await this.tools.pages.after(this.position, PAGE_EVENTS, this.hash);
    } catch (error) {
      if (!(error instanceof LogDiffers)) throw error;
      await this.stop(error);
      return [];
    }
  }

  /** The events up to the one with which enough are handled for one write. */
  private next(): readonly Recorded[] {
    let own = 0;
    const end = this.read.findIndex((event) => concerns(this.process, event) && ++own === HANDLED_EVENTS);
    const events = end < 0 ? this.read : this.read.slice(0, end + 1);
    this.read = this.read.slice(events.length);
    return events;
  }

  private async handle(events: readonly Recorded[]): Promise<void> {
    const due: DueEntry[] = [];
    const items: WorkItem[] = [];
    const own = events.filter((event) => concerns(this.process, event));
    const stopped = await inLanes(
      own,
      ({ stream }) => stream,
      AT_ONCE,
      async (event) => {
        const sends = await this.sendsOf(event);
        assertIdsDiffer(sends);
        for (const send of sends) {
          const item = await this.sent(send, event, due);
          if (item) items.push(item);
        }
      },
    );
    const interrupted = stopped.find(({ error }) => error instanceof Interrupted);
    if (interrupted) throw interrupted.error;

    // Something due failed meanwhile: what was sent here is known by its ids when it is sent again.
    if (this.stands) return;

    const first = stopped.toSorted((a, b) => (isAfter(a.item.position, b.item.position) ? 1 : -1))[0];
    const handled = first ? events.slice(0, events.indexOf(first.item)) : events;
    this.moveTo(handled.at(-1));
    if (due.length > 0 || items.length > 0 || own.length > 0) await this.write(due, items);
    this.tools.rates.count(this.process.name, handled.length);
    if (!first) return;

    const { position, id, type } = first.item;
    await this.stop(first.error, { position, eventId: id, eventType: type });
  }

  private sendsOf(event: Recorded): Promise<readonly Send[]> {
    const { clock, commands } = this.tools;
    return patiently(
      async () =>
        this.process.on[event.type]!(event as never, {
          stateOf: (decider, id) => commands.stateOf(decider, id),
          now: clock.now(),
          today: clock.today(),
        }),
      this.lead,
    );
  }

  private async sent(send: Send, event: Recorded, due: DueEntry[]): Promise<WorkItem | undefined> {
    const parcel = {
      process: this.process,
      command: send.command,
      commandId: commandIdOf(this.process, event.id, send.command, send.target),
      effectiveOn: send.effectiveOn,
      position: event.position,
      eventId: event.id,
      correlationId: event.metadata.correlationId,
    };
    if (send.due === undefined) return this.tools.delivery.deliver(parcel, this.lead);

    due.push({
      ...parcel,
      process: this.process.name,
      command: send.command.constructor.name,
      fields: JSON.stringify(send.command),
      dueAt: send.due,
      effectiveOn: send.effectiveOn ?? null,
    });
    return undefined;
  }

  private moveTo(event: Recorded | undefined): void {
    if (!event) return;
    this.position = event.position;
    this.hash = event.hash;
  }

  /** Passed-over events move the checkpoint only when nothing else is to do: to see them again costs nothing. */
  private async write(due: readonly DueEntry[], items: readonly WorkItem[]): Promise<void> {
    if (this.position === this.written) return;

    const { checkpoints, moves, pool, timetable, workItems } = this.tools;
    const { name } = this.process;
    const advance = { from: this.written, to: this.position, hash: this.hash, epoch: this.lead.epoch };
    if (due.length === 0 && items.length === 0) await moves.advance(name, advance);
    else
      await inTransaction(pool, async (client) => {
        await checkpoints.advance(client, [name], advance);
        await timetable.enter(client, due);
        await workItems.open(client, items);
      });
    this.written = advance.to;
    if (due.length > 0) this.tools.entered(due);
  }
}
