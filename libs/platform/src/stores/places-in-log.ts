import { BEGINNING, isAfter, type Position } from '#kernel';
import type { EventStore } from '../event-store.js';

/**
 * Which event of the log is at a position, counted from 1; 0 is the beginning. Where positions have no holes it is the position
 * itself, else it is counted. Throws where no event is there, or positions do not rise.
 */
export const placeOf = async (store: EventStore, position: Position): Promise<number> => {
  if (store.contiguous || position === BEGINNING) return Number(position);

  const positions = await positionsOf(store);
  const index = positions.indexOf(position);
  if (index < 0) throw new Error(`No event is at position ${position}.`);
  return index + 1;
};

/** The position of an event of the log, counted from 1. */
export const positionAt = async (store: EventStore, place: number): Promise<Position> =>
  store.contiguous ? String(place) : ((await positionsOf(store))[place - 1] ?? BEGINNING);

const positionsOf = async (store: EventStore): Promise<readonly Position[]> => {
  const positions = (await store.readAll()).map(({ position }) => position);
  if (positions.some((position, index) => !isAfter(position, positions[index - 1] ?? BEGINNING)))
    throw new Error(`Positions do not rise: ${positions.join(', ')}.`);
  return positions;
};
