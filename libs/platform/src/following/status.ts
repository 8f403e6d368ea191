import type { Pool } from 'pg';
import { BEGINNING, isAfter, type Position, type Process, type Projection } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type Checkpoint, type Checkpoints, type FollowerKind, followerOf } from './checkpoints.js';
import type { Failure } from './failures.js';
import { type Leader, leaderOf } from './leadership.js';
import type { Rates } from './rates.js';
import type { Timetable } from './timetable.js';
import type { WorkItem, WorkItems } from './work-items.js';

/** Where one follower stands. */
export interface FollowerStatus {
  readonly name: string;
  readonly kind: FollowerKind;
  readonly version: number;
  readonly generation: number;
  readonly position: Position;
  /** Events it has not seen yet; on a log whose positions have holes, how much of the log. */
  readonly lag: number;
  /** Events a second over the last ten seconds; known only where this process leads. */
  readonly rate?: number;
  readonly failed?: Failure;
  /** Open ones, of a process. */
  readonly workItems: number;
  /** Entries of the timetable that wait, of a process. */
  readonly due: number;
}

/** Where all followers stand. */
export interface FollowersStatus {
  /** Which log they follow: the kind of store, and where. */
  readonly log: string;
  readonly head: Position;
  /** Whether this process runs them. */
  readonly leads: boolean;
  /** Who does; absent where nobody follows the log. */
  readonly leader?: Leader;
  readonly followers: readonly FollowerStatus[];
  /** The oldest hundred. */
  readonly workItems: readonly WorkItem[];
}

interface StatusParts {
  readonly pool: Pool;
  readonly checkpoints: Checkpoints;
  readonly workItems: WorkItems;
  readonly timetable: Timetable;
  readonly rates: Rates;
  readonly projections: readonly Projection[];
  readonly processes: readonly Process[];
  readonly store: Pick<EventStore, 'head' | 'place'>;
  readonly leads: boolean;
}

/** Looks at the tables, so it tells the same in every process. */
export const statusOf = async (parts: StatusParts): Promise<FollowersStatus> => {
  const standing = await parts.checkpoints.all();
  const [head, items, due, open, leader] = await Promise.all([
    parts.store.head(),
    parts.workItems.counts(),
    parts.timetable.counts(),
    parts.workItems.list(),
    leaderOf(parts.pool),
  ]);
  const of = (name: string, kind: FollowerKind, version: number): FollowerStatus => {
    const { position, generation, failed } = standing.get(name) ?? UNBEGUN;
    return {
      name,
      kind,
      version,
      generation,
      position,
      lag: isAfter(head, position) ? Number(BigInt(head) - BigInt(position)) : 0,
      ...(parts.leads ? { rate: parts.rates.of(name) } : {}),
      ...(failed ? { failed } : {}),
      workItems: items.get(name) ?? 0,
      due: due.get(name) ?? 0,
    };
  };
  const followers = [
    ...parts.projections.map((projection) => of(followerOf(projection), 'projection', projection.version)),
    ...parts.processes.map(({ name }) => of(name, 'process', 1)),
  ];
  const { leads, store } = parts;
  return { log: store.place, head, leads, ...(leader ? { leader } : {}), followers, workItems: open };
};

const UNBEGUN: Pick<Checkpoint, 'position' | 'generation' | 'failed'> = {
  position: BEGINNING,
  generation: 0,
  failed: null,
};
