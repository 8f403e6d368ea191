import { BEGINNING, type Position, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { type Decided, decidedAfter, inComparison } from './comparison.js';
import type { PlaceState } from './place-state.js';
import { emptyLine, type Line } from './line.js';
import { lineAfter } from './line-after.js';
import { type Story, type StoryStep, told, untold } from './story.js';

/** The answer to "why did this request get the place", and "and not that one", from history alone. */
export interface Why {
  readonly placeId: string;
  readonly state: PlaceState;
  /** While it waits in line: 1 the next; null before the draw of its window, which gives it one. */
  readonly rank?: number | null;
  readonly steps: readonly StoryStep[];
  /** How the other request of a comparison fared beside it. */
  readonly compared?: { readonly placeId: string; readonly state: PlaceState; readonly because: string };
  /** The last event of the book it rests on, and its position in the log: with it as `knownAt` the answer is the same again. */
  readonly revision: number;
  readonly position: Position;
}

/** What is known while a book is being read. */
export interface Reading {
  readonly line: Line;
  readonly revision: number;
  readonly position: Position;
  readonly one: Story;
  readonly other?: Story;
  readonly decided?: Decided;
}

/** Before the first page of the book. */
export const unread = (placeId: string, comparedWith?: string): Reading => ({
  line: emptyLine,
  revision: -1,
  position: BEGINNING,
  one: untold(placeId),
  ...(comparedWith === undefined ? {} : { other: untold(comparedWith) }),
});

/** After one more event of the book. */
export const readOn = (reading: Reading, event: Recorded<PlaceEvent>): Reading => {
  const one = told(reading.one, reading.line, event);
  const other = reading.other && told(reading.other, reading.line, event);

  return {
    line: lineAfter(reading.line, event),
    revision: event.revision,
    position: event.position,
    one,
    ...(reading.other && other
      ? {
          other,
          decided: decidedAfter(
            reading.decided,
            event,
            reading.line,
            [reading.one, one],
            [reading.other, other],
          ),
        }
      : {}),
  };
};

/** The answer when the book has been read; undefined when a place asked about never requested. */
export const whyOf = ({ one, other, decided, revision, position }: Reading): Why | undefined => {
  if (!one.state || (other && !other.state)) return undefined;

  return {
    placeId: one.placeId,
    state: one.state,
    ...(one.rank === undefined ? {} : { rank: one.rank }),
    steps: one.steps,
    ...(other?.state
      ? {
          compared: {
            placeId: other.placeId,
            state: other.state,
            because: inComparison(decided, one, other),
          },
        }
      : {}),
    revision,
    position,
  };
};
