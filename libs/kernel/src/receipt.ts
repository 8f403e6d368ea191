import type { Position } from './event.js';

/** The answer to a command that was decided: where to look, and what was recorded. Equal on every repeat. */
export interface Receipt {
  readonly stream: string;
  /** Of the last event recorded; for a command that recorded nothing, of the stream as it is (-1: empty). */
  readonly revision: number;
  /** To be named as `after` in a query that must see this. */
  readonly position: Position;
  readonly recorded: readonly { readonly type: string; readonly id: string }[];
}
