import { setTimeout as pause } from 'node:timers/promises';
import type { Position, Projection } from '#kernel';
import type { Asks, EventPlace } from '../event-store.js';
import { followerOf } from './checkpoints.js';
import { type Composed, composed, type FollowersParts } from './composed.js';
import { inTransaction } from './database.js';
import { isPassing, sentenceOf } from './failures.js';
import { goingOn, type GoingOn, goOn, processNamed } from './go-on.js';
import { lead, leadUntil } from './lead.js';
import { removeLeftBehind } from './left-behind.js';
import { Candidate, LEADER_WAS_SILENT } from './leadership.js';
import { rebuild, type RebuildOptions } from './rebuild.js';
import type { OnProgress } from './progress.js';
import { isSettled, type SettlingParts } from './settle.js';
import { restoreStanding, type Standing, standingOf } from './standing.js';
import { type FollowersStatus, statusOf } from './status.js';
import { type Proof, verify } from './verify.js';
import type { WorkItems } from './work-items.js';

export type { FollowersParts } from './composed.js';

const STAND_AGAIN_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Follows the log for all contexts: read models, processes and the timetable. Of all processes of a database one leads. */
export class Followers {
  readonly workItems: WorkItems;
  private readonly made: Composed;
  private ensured: Promise<void> | undefined;
  private running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private leads = false;

  constructor(private readonly parts: FollowersParts) {
    this.made = composed(parts);
    this.workItems = this.made.workItems;
  }

  /** Makes missing tables, removes what is left of rebuilds that were killed, then stands for election until stopped, and follows whenever this process leads. */
  async start(): Promise<void> {
    if (this.running) return;

    await this.prepare();
    await removeLeftBehind(this.made.projections, this.made.forRefill);
    const stop = new AbortController();
    const quiet = this.parts.store.onAppended(this.made.wake.call);
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
  async catchUp(projections: readonly Projection[] = this.made.projections): Promise<void> {
    await this.prepare();
    const head = await this.parts.store.head();
    const names = projections.map(followerOf);
    const reached = (within: number): Promise<boolean> => this.made.watch.followed(names, head, within);
    const candidate = new Candidate(this.parts.database.connection);
    try {
      while (!(await reached(0))) {
        const term = this.running ? undefined : await candidate.stand();
        if (!term) {
          await reached(STAND_AGAIN_MS);
          continue;
        }
        try {
          const tools = { ...this.made.forLead, projections, processes: [] };
          await leadUntil(term, tools, () => reached(STAND_AGAIN_MS));
        } finally {
          await term.resign();
        }
      }
    } finally {
      await candidate.withdraw();
    }
  }

  /**
   * Resolves when every projection, process and the timetable have handled everything up to the head (and at least the
   * position given), with all that processes recorded meanwhile, at the clock's present time. Somebody must lead. Throws
   * when one stands still, or when it takes longer than the limit.
   */
  async settle(position?: Position, withinMilliseconds = 60_000): Promise<void> {
    const deadline = performance.now() + withinMilliseconds;
    const parts: SettlingParts = {
      ...this.parts,
      timetable: this.made.timetable,
      processes: this.made.processes,
    };
    const { names } = this.made;
    while (
      !(await isSettled(
        parts,
        (head, within) => this.made.watch.followed(names, head, within),
        deadline,
        position,
      ))
    )
      if (performance.now() > deadline)
        throw new Error(`The followers did not settle in ${withinMilliseconds} ms.`);
  }

  /** Where every follower stands. */
  status(): Promise<FollowersStatus> {
    const { made, leads } = this;
    const { store, database } = this.parts;
    return statusOf({ ...made, leads, store, pool: database.pool });
  }

  /** Lets a follower that stands still try again. Throws for a name that no follower has. */
  async resume(name: string): Promise<void> {
    const { names, projections, checkpoints } = this.made;
    const projection = projections.find((one) => one.name === name);
    if (!(await checkpoints.resume(projection ? followerOf(projection) : name)))
      throw new Error(`There is no follower "${name}". There are: ${[...names].join(', ')}.`);
    this.made.wake.call();
  }

  /** What a process would do that went on behind an event of the log as it is now; changes nothing. See `goingOn`. */
  async goingOn(name: string, from: Position, onProgress?: OnProgress): Promise<GoingOn> {
    await this.prepare();
    return goingOn(processNamed(name, this.made), from, this.made.forGoingOn, onProgress);
  }

  /** Lets a process go on behind an event of the log as it is now. Throws where somebody follows the log. See `goOn`. */
  async goOn(name: string, from: Position): Promise<void> {
    await this.prepare();
    const process = processNamed(name, this.made);
    await this.whileNobodyFollows(() => goOn(process, from, this.made.forGoingOn));
  }

  /** Rebuilds one read model from the log and swaps it in; see `rebuild`. Answers how many rows differed. */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<number> {
    await this.prepare();
    const projection = this.made.projections.find((one) => followerOf(one) === name || one.name === name);
    if (!projection)
      throw new Error(
        `There is no read model "${name}". There are: ${this.made.projections.map(followerOf).join(', ')}.`,
      );

    return rebuild(projection, this.made.forRefill, options);
  }

  /** Does work while nobody follows the log, in whatever process. Throws where somebody does. */
  async whileNobodyFollows<T>(work: () => Promise<T>): Promise<T> {
    const candidate = new Candidate(this.parts.database.connection);
    const term = await candidate.stand().finally(() => candidate.withdraw());
    if (!term)
      throw new Error('A server follows this log now. Stop every server and worker, then try again.');

    return work().finally(() => term.resign());
  }

  /** How far processes have come, to be kept with an export of the log: of a moment before any event that is recorded later. */
  async standing(): Promise<Standing> {
    await this.prepare();
    return standingOf(this.parts.database.pool, this.made.pages);
  }

  /** Puts processes where they stood in the log this one was moved from; for good when this answers, or with the transaction given. */
  async restore(standing: Standing<EventPlace>, within?: Asks): Promise<void> {
    const log = await this.parts.store.identity();
    if (within) return restoreStanding(within, log, standing);

    await inTransaction(
      this.parts.database.pool,
      (client) => restoreStanding(client, log, standing),
      'begin isolation level read committed',
    );
  }

  /** Proves the log and every read model; see `verify`. */
  async verify(onProgress?: OnProgress): Promise<Proof> {
    await this.prepare();
    return verify(this.made.projections, this.made.forRefill, onProgress);
  }

  /** Makes the tables of read models that are not there yet; for a process that reads them and follows nothing. */
  prepare(): Promise<void> {
    this.ensured ??= this.makeTables().catch((error: unknown) => {
      this.ensured = undefined;
      throw error;
    });
    return this.ensured;
  }

  private async makeTables(): Promise<void> {
    await this.made.tables.ensure(this.made.projections);
    const log = await this.parts.store.identity();
    await this.made.checkpoints.ensure('projection', this.made.projections.map(followerOf), log);
    await this.made.checkpoints.ensure(
      'process',
      this.made.processes.map(({ name }) => name),
      log,
    );
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const replaced = (): void => this.parts.log.warn(LEADER_WAS_SILENT);
    const candidate = new Candidate(this.parts.database.connection, { replaced });
    for (let wait = STAND_AGAIN_MS, said = ''; !signal.aborted;) {
      try {
        await this.term(candidate, signal);
        [wait, said] = [STAND_AGAIN_MS, ''];
      } catch (error) {
        const what = isPassing(error) ? 'The database cannot be reached' : sentenceOf(error);
        if (what !== said) this.parts.log.warn(`The followers begin again. ${what}`);
        [wait, said] = [Math.min(wait * 2, LONGEST_PAUSE_MS), what];
      }
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
    await candidate.withdraw();
  }

  private async term(candidate: Candidate, signal: AbortSignal): Promise<void> {
    const term = await candidate.stand();
    if (!term) return;

    this.leads = true;
    try {
      await lead({ ...term, signal: AbortSignal.any([term.signal, signal]) }, this.made.forLead);
    } finally {
      this.leads = false;
      await term.resign();
    }
  }
}
