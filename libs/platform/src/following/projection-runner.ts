import type { Pool } from 'pg';
import { isAfter, type Position, type Projection, type Recorded } from '#kernel';
import { type Checkpoint, type Checkpoints, followerOf } from './checkpoints.js';
import { inTransaction } from './database.js';
import { isRefusedValue, LogDiffers, sentenceOf } from './failures.js';
import { Poisonous } from './fold-page.js';
import { type Opens, Folding } from './folding.js';
import type { LogPages } from './log-pages.js';
import type { Rates } from './rates.js';
import type { ReadModelTables } from './read-model-tables.js';

/** What a runner of projections works with. */
export interface ProjectionTools {
  readonly pool: Pool;
  readonly tables: ReadModelTables;
  readonly checkpoints: Checkpoints;
  readonly pages: LogPages;
  readonly sealing: Opens;
  readonly rates: Rates;
  readonly now: () => string;
  readonly report: (follower: string, error: string) => void;
}

interface Member {
  readonly follower: string;
  readonly folding: Folding;
  position: Position;
  hash: string;
  stands: boolean;
}

/** Events in one read of the log, and so in one write of rows and checkpoint. */
export const PAGE_EVENTS = 2_000;

/**
 * Runs projections for one term, exactly once: what a page changes is written in the same transaction that moves the
 * checkpoint from where this process left it. Those that stand together share the read and the commit.
 */
export class ProjectionRunner {
  private constructor(
    private readonly tools: ProjectionTools,
    private readonly epoch: string,
    private readonly members: readonly Member[],
  ) {}

  /** Takes the projections' checkpoints, and looks whether the log is still the one they followed. */
  static async take(
    projections: readonly Projection[],
    epoch: string,
    tools: ProjectionTools,
  ): Promise<ProjectionRunner> {
    const taken = await tools.checkpoints.take(projections.map(followerOf), epoch);
    const at = new Map(taken.map((checkpoint) => [checkpoint.follower, checkpoint]));
    const members = projections.map((projection): Member => {
      const { follower, generation, position, hash } = at.get(followerOf(projection))!;
      const folding = new Folding(
        projection,
        tools.tables.table(projection, generation),
        tools.pool,
        tools.sealing,
      );
      return { follower, folding, position, hash, stands: false };
    });
    const runner = new ProjectionRunner(tools, epoch, members);
    for (const member of members) await runner.look(member, at.get(member.follower)!);
    return runner;
  }

  /** Folds a page for each group that stands together. True when something was read. Throws `LeadLost`. */
  async turn(): Promise<boolean> {
    let read = false;
    for (const { position, upTo, members } of this.groups())
      read = (await this.group(position, upTo, members)) || read;
    return read;
  }

  /** Tries again what stood still and was resumed meanwhile. True when there was any. */
  async wakeResumed(): Promise<boolean> {
    const standing = this.members.filter(({ stands }) => stands).map(({ follower }) => follower);
    if (standing.length === 0) return false;

    const resumed = await this.tools.checkpoints.resumed(standing);
    for (const checkpoint of await this.tools.checkpoints.take(resumed, this.epoch)) {
      const member = this.members.find(({ follower }) => follower === checkpoint.follower)!;
      member.folding.forget();
      member.stands = false;
      member.position = checkpoint.position;
      member.hash = checkpoint.hash;
      await this.look(member, checkpoint);
    }
    return resumed.length > 0;
  }

  /** Groups by position, the last first to wait: one that is behind stops where the next group stands, and joins it. */
  private groups(): readonly {
    position: Position;
    upTo: Position | undefined;
    members: readonly Member[];
  }[] {
    const running = this.members.filter(({ stands }) => !stands);
    const positions = [...new Set(running.map(({ position }) => position))].sort((a, b) =>
      isAfter(a, b) ? 1 : -1,
    );
    return positions.map((position, index) => ({
      position,
      upTo: positions[index + 1],
      members: running.filter((member) => member.position === position),
    }));
  }

  private async group(
    position: Position,
    upTo: Position | undefined,
    members: readonly Member[],
  ): Promise<boolean> {
    const page = await this.page(position, members);
    const events = upTo === undefined ? page : page.filter((event) => !isAfter(event.position, upTo));
    if (events.length === 0) return false;

    try {
      await this.fold(members, events);
    } catch (error) {
      if (!isRefusedValue(error) && !(error instanceof Poisonous)) throw error;
      // One of them cannot pass this page: each alone, so that it holds up no other.
      for (const member of members) await this.alone(member, events);
    }
    return true;
  }

  private async page(position: Position, members: readonly Member[]): Promise<readonly Recorded[]> {
    try {
      return await this.tools.pages.after(position, PAGE_EVENTS, members[0]!.hash);
    } catch (error) {
      if (!(error instanceof LogDiffers)) throw error;
      for (const member of members) await this.stop(member, error);
      return [];
    }
  }

  private async fold(members: readonly Member[], events: readonly Recorded[]): Promise<void> {
    const last = events.at(-1)!;
    const changes = await all(members.map(({ folding }) => folding.folded(events)));
    await inTransaction(this.tools.pool, async (client) => {
      const followers = members.map(({ follower }) => follower);
      const { position: from } = members[0]!;
      // The fence first: whoever lost the lead waits for nobody's rows.
      await this.tools.checkpoints.advance(client, followers, {
        from,
        to: last.position,
        hash: last.hash,
        epoch: this.epoch,
      });
      for (const [index, { folding }] of members.entries()) await folding.write(client, changes[index]!);
    });
    for (const [index, member] of members.entries()) {
      member.folding.keep(changes[index]!);
      member.position = last.position;
      member.hash = last.hash;
      this.tools.rates.count(member.follower, events.length);
    }
  }

  /** Folds as far as it goes, and stops in front of the event that cannot be passed. */
  private async alone(member: Member, events: readonly Recorded[]): Promise<void> {
    if (events.length === 0 || member.stands) return;

    try {
      await this.fold([member], events);
    } catch (error) {
      if (error instanceof Poisonous) {
        const before = events.filter((event) => isAfter(error.event.position, event.position));
        await this.alone(member, before);
        if (!member.stands) await this.stop(member, error.cause, error.event);
      } else if (isRefusedValue(error)) {
        if (events.length === 1) return this.stop(member, error, events[0]);
        const half = Math.ceil(events.length / 2);
        await this.alone(member, events.slice(0, half));
        await this.alone(member, events.slice(half));
      } else throw error;
    }
  }

  private async look(member: Member, { position, hash, log, failed }: Checkpoint): Promise<void> {
    try {
      await this.tools.pages.assertLeftAsIs(position, hash, log);
      // A poisonous event is tried again, and says so again itself.
      if (failed) await this.tools.checkpoints.clear(member.follower, this.epoch);
    } catch (error) {
      if (!(error instanceof LogDiffers)) throw error;
      await this.stop(member, error);
    }
  }

  private async stop(member: Member, error: unknown, event?: Recorded): Promise<void> {
    const { follower } = member;
    const sentence = error instanceof LogDiffers ? error.message : sentenceOf(error);
    member.stands = true;
    member.folding.forget();
    this.tools.report(follower, sentence);
    await this.tools.checkpoints.fail(
      follower,
      {
        ...(event ? { position: event.position, eventId: event.id, eventType: event.type } : {}),
        error: sentence,
        at: this.tools.now(),
        resume: `l2d resume ${follower}`,
      },
      this.epoch,
    );
  }
}

// Not `Promise.all`: a load that is still under way when another projection throws would come back with rows of before.
const all = async <T>(work: readonly Promise<T>[]): Promise<readonly T[]> => {
  const settled = await Promise.allSettled(work);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<T>).value);
};
