import { isAfter, type Position, type Process } from '#kernel';
import type { Clock } from '../clock.js';
import type { EventStore } from '../event-store.js';
import type { Timetable } from './timetable.js';

/** What settling looks at. */
export interface SettlingParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly timetable: Timetable;
  readonly processes: readonly Process[];
}

type Reached = (head: Position, withinMilliseconds: number) => Promise<boolean>;

/**
 * True when nothing is left to do: all followers are at the head, nothing is due, and the head is still where it was.
 * The order matters: what a process sends is in the log before it moves on, what it enters is in the timetable then.
 */
export const isSettled = async (
  { store, clock, timetable, processes }: SettlingParts,
  reached: Reached,
  deadline: number,
  atLeast?: Position,
): Promise<boolean> => {
  const head = await store.head();
  const target = atLeast !== undefined && isAfter(atLeast, head) ? atLeast : head;
  if (!(await reached(target, Math.max(0, deadline - performance.now())))) return false;

  const names = processes.map(({ name }) => name);
  const due = await timetable.due(clock.now(), names, 1);
  if (due.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    return false;
  }
  return (await store.head()) === target;
};

const LOOK_AGAIN_MS = 10;
