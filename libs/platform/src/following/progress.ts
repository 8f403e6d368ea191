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

/**
 * How far a walk from the beginning of a log has come. How fast it goes is told by its events, how much is left by its positions:
 * where these have holes they count no events.
 */
export const progressAt = (
  { name, position, upTo }: Pick<Progress, 'name' | 'position' | 'upTo'>,
  events: number,
  elapsed_ms: number,
): Progress => {
  const left = Math.max(0, Number(BigInt(upTo) - BigInt(position)));
  return {
    ...{ name, position, upTo },
    rate: Math.round(events / (elapsed_ms / 1000)),
    secondsLeft: Math.ceil(((elapsed_ms / 1000) * left) / Math.max(1, Number(position))),
  };
};

/** Reports how far a walk over a log has come, from now on. */
export const progressOf = (name: string, upTo: Position, onProgress?: OnProgress) => {
  const began = performance.now();
  return (position: Position, events: number): void =>
    onProgress?.(progressAt({ name, position, upTo }, events, performance.now() - began));
};
