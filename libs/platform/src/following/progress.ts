import type { Position } from '#kernel';

/** How far a long run has come. */
export interface Progress {
  readonly name: string;
  readonly position: Position;
  readonly upTo: Position;
  /** Events a second. */
  readonly rate: number;
  readonly secondsLeft: number;
}

export type OnProgress = (progress: Progress) => void;

/** Reports how far a walk over a log has come, with its rate and the time left: told where it is, and events so far. */
export const progressOf = (name: string, from: Position, upTo: Position, onProgress?: OnProgress) => {
  const began = performance.now();
  return (position: Position, events: number): void => {
    const seconds = (performance.now() - began) / 1000;
    // By positions: where they have holes, nobody knows how many events are left.
    const gone = Number(BigInt(position) - BigInt(from));
    const left = Number(BigInt(upTo) - BigInt(position));
    onProgress?.({
      name,
      position,
      upTo,
      rate: Math.round(events / seconds),
      secondsLeft: gone > 0 ? Math.max(0, Math.ceil((left * seconds) / gone)) : 0,
    });
  };
};
