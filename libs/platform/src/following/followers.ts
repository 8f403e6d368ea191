import { setTimeout as pause } from 'node:timers/promises';
import { isAfter, type Position, type Process, type Projection } from '#kernel';
import type { Clock } from '../clock.js';
import type { Commands } from '../commands.js';
import type { Context } from '../context.js';
import type { EventStore } from '../event-store.js';
import type { Database } from '../stores/database.js';
import { CheckpointWatch } from './checkpoint-watch.js';
import { Checkpoints, followerOf } from './checkpoints.js';
import { Delivery } from './delivery.js';
import { isPassing, sentenceOf } from './failures.js';
import type { Opens } from './folding.js';
import { lead, type LeadTools } from './lead.js';
import { stand, type Term } from './leadership.js';
import { LogPages } from './log-pages.js';
import { Rates } from './rates.js';
import { ReadModelTables } from './read-model-tables.js';
import { rebuild, type RebuildOptions } from './rebuild.js';
import type { OnProgress, RefillTools } from './refill.js';
import { isSettled, type SettlingParts } from './settle.js';
import { type FollowersStatus, statusOf } from './status.js';
import { streamsOf } from './streams.js';
import { Timetable } from './timetable.js';
import { type Proof, verify } from './verify.js';
import { Wake } from './wake.js';
import { WorkItems } from './work-items.js';

/** What followers are made of. */
export interface FollowersParts {
  readonly contexts: readonly Context[];
  readonly database: Pick<Database, 'dataSource' | 'pool' | 'connection'>;
  readonly store: EventStore;
  readonly sealing: Opens;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly log: { log(message: string): void; warn(message: string): void };
  /** Whether positions of this log have no holes (default: yes, as on PostgreSQL). */
  readonly contiguous?: boolean;
}

const STAND_AGAIN_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Follows the log for all contexts: read models, processes and the timetable. Of all processes of a database one leads. */
export class Followers {
  readonly workItems: WorkItems;
  private readonly projections: readonly Projection[];
  private readonly processes: readonly Process[];
  private readonly checkpoints: Checkpoints;
  private readonly watch: CheckpointWatch;
  private readonly timetable: Timetable;
  private readonly tables: ReadModelTables;
  private readonly rates = new Rates();
  private readonly wake = new Wake();
  private readonly tools: LeadTools;
  private ensured: Promise<void> | undefined;
  private running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private leads = false;

  constructor(private readonly parts: FollowersParts) {
    const { contexts, database, commands, clock, sealing } = parts;
    const { pool } = database;
    this.projections = contexts.flatMap((context) => context.projections ?? []);
    this.processes = contexts.flatMap((context) => context.processes ?? []);
    assertNamesDiffer([...this.projections.map(followerOf), ...this.processes.map(({ name }) => name)]);
    this.checkpoints = new Checkpoints(pool);
    this.watch = new CheckpointWatch(this.checkpoints);
    this.timetable = new Timetable(pool);
    this.workItems = new WorkItems(pool);
    this.tables = new ReadModelTables(database.dataSource, pool);
    const now = (): string => clock.now();
    const common = {
      pool,
      checkpoints: this.checkpoints,
      pages: this.pages(),
      rates: this.rates,
      delivery: new Delivery(commands, now),
      timetable: this.timetable,
      workItems: this.workItems,
      clock,
      report: (follower: string, error: string): void =>
        parts.log.warn(
          `The follower "${follower}" stands still: ${error} When that is mended: l2d resume ${follower}`,
        ),
    };
    this.tools = {
      projections: this.projections,
      processes: this.processes,
      wake: this.wake,
      forProjections: { ...common, tables: this.tables, sealing, now },
      forProcesses: { ...common, commands },
      forDue: { ...common, streamOf: streamsOf(contexts) },
    };
  }

  /** Makes missing tables, then stands for election until stopped, and follows whenever this process leads. */
  async start(): Promise<void> {
    if (this.running) return;

    await this.ensure();
    const stop = new AbortController();
    const quiet = this.parts.store.onAppended(this.wake.call);
    this.running = { stop, ended: this.follow(stop.signal).finally(quiet) };
  }

  /** Ends after what is being written now is written; another process may lead at once. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    running?.stop.abort();
    await running?.ended;
  }

  /**
   * Brings read models (default: all) up to the head of the log: itself where nobody leads, else by waiting for whoever
   * does. Throws when one of them stands still.
   */
  async catchUp(projections: readonly Projection[] = this.projections): Promise<void> {
    await this.ensure();
    const head = await this.parts.store.head();
    const names = projections.map(followerOf);
    const reached = (within: number): Promise<boolean> => this.reached(names, head, within);
    while (!(await reached(0))) {
      const term = this.running ? undefined : await stand(this.parts.database.connection);
      if (!term) {
        await reached(STAND_AGAIN_MS);
        continue;
      }
      try {
        await this.leadUntil(term, projections, () => reached(STAND_AGAIN_MS));
      } finally {
        await term.resign();
      }
    }
  }

  /**
   * Resolves when every projection, process and the timetable have handled everything up to the head (and at least the
   * position given), with all that processes recorded meanwhile, at the clock's present time. Somebody must lead. Throws
   * when one stands still, or when it takes longer than the limit.
   */
  async settle(position?: Position, withinMilliseconds = 60_000): Promise<void> {
    const deadline = performance.now() + withinMilliseconds;
    const parts: SettlingParts = { ...this.parts, timetable: this.timetable, processes: this.processes };
    const names = [...this.projections.map(followerOf), ...this.processes.map(({ name }) => name)];
    while (!(await isSettled(parts, (head, within) => this.reached(names, head, within), deadline, position)))
      if (performance.now() > deadline)
        throw new Error(`The followers did not settle in ${withinMilliseconds} ms.`);
  }

  /** Where every follower stands. */
  status(): Promise<FollowersStatus> {
    const { checkpoints, workItems, timetable, rates, projections, processes } = this;
    const head = (): Promise<Position> => this.parts.store.head();
    return statusOf({
      checkpoints,
      workItems,
      timetable,
      rates,
      projections,
      processes,
      head,
      leads: this.leads,
    });
  }

  /** Lets a follower that stands still try again. Throws for a name that no follower has. */
  async resume(name: string): Promise<void> {
    if (!(await this.checkpoints.resume(name))) throw new Error(`There is no follower "${name}".`);
    this.wake.call();
  }

  /** Rebuilds one read model from the log and swaps it in; see `rebuild`. Answers how many rows differed. */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<number> {
    await this.ensure();
    const projection = this.projections.find((one) => followerOf(one) === name || one.name === name);
    if (!projection)
      throw new Error(
        `There is no read model "${name}". There are: ${this.projections.map(followerOf).join(', ')}.`,
      );

    return rebuild(projection, this.refillTools(), options);
  }

  /** Proves the log and every read model; see `verify`. */
  async verify(onProgress?: OnProgress): Promise<Proof> {
    await this.ensure();
    return verify(this.projections, this.refillTools(), this.parts.contiguous ?? true, onProgress);
  }

  private pages(): LogPages {
    return new LogPages(this.parts.store, this.parts.contiguous ?? true);
  }

  private refillTools(): RefillTools {
    const { store, sealing, database } = this.parts;
    return {
      store,
      sealing,
      pool: database.pool,
      tables: this.tables,
      checkpoints: this.checkpoints,
      pages: this.pages(),
    };
  }

  private ensure(): Promise<void> {
    this.ensured ??= this.makeTables().catch((error: unknown) => {
      this.ensured = undefined;
      throw error;
    });
    return this.ensured;
  }

  private async makeTables(): Promise<void> {
    await this.tables.ensure(this.projections);
    const log = await this.parts.store.identity();
    await this.checkpoints.ensure('projection', this.projections.map(followerOf), log);
    await this.checkpoints.ensure(
      'process',
      this.processes.map(({ name }) => name),
      log,
    );
  }

  private async follow(signal: AbortSignal): Promise<void> {
    for (let wait = STAND_AGAIN_MS; !signal.aborted;) {
      try {
        await this.term(signal);
        wait = STAND_AGAIN_MS;
      } catch (error) {
        const what = isPassing(error) ? 'The database cannot be reached' : sentenceOf(error);
        this.parts.log.warn(`The followers begin again in ${wait} ms. ${what}`);
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  private async term(signal: AbortSignal): Promise<void> {
    const term = await stand(this.parts.database.connection);
    if (!term) return;

    this.leads = true;
    try {
      await lead({ ...term, signal: AbortSignal.any([term.signal, signal]) }, this.tools);
    } finally {
      this.leads = false;
      await term.resign();
    }
  }

  private async leadUntil(
    term: Term,
    projections: readonly Projection[],
    reached: () => Promise<boolean>,
  ): Promise<void> {
    const done = new AbortController();
    const signal = AbortSignal.any([term.signal, done.signal]);
    let ended = false;
    const led = lead({ ...term, signal }, { ...this.tools, projections, processes: [] }).finally(() => {
      ended = true;
    });
    try {
      while (!ended && !(await reached()));
    } finally {
      done.abort();
      await led;
    }
  }

  private async reached(names: readonly string[], head: Position, within: number): Promise<boolean> {
    return this.watch.reached((standing) => {
      const behind = names
        .map((name) => standing.get(name)!)
        .filter(({ position }) => isAfter(head, position));
      const still = names.map((name) => standing.get(name)!).find(({ failed }) => failed);
      if (still)
        throw new Error(
          `"${still.follower}" stands still at position ${still.position}: ${still.failed!.error}`,
        );
      return behind.length === 0;
    }, within);
  }
}

const assertNamesDiffer = (names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`Two followers have the name "${twice}".`);
};
