import type { BusinessDate, Instant, Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { Map as Turns, Set as Ahead } from 'immutable';
import type { PlaceState } from './place-state.js';
import { freedBy, ofAnother, ofItself, stateAfter } from './story-words.js';

/** One thing that bore on a place: when it was recorded, and in words. */
export interface StoryStep {
  /** The day it happened, as the place book shows it. Turns go by the order of recording, not by it. */
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
  /** Of the book: the event it rests on. */
  readonly revision: number;
  readonly what: string;
  /** Its rank in line after it, 1 the next. */
  readonly rank?: number;
}

/** What became of one request, as far as the book has been read. */
export interface Story {
  readonly placeId: string;
  readonly state?: PlaceState;
  readonly requested?: StoryStep;
  /** Its first offer. */
  readonly offered?: StoryStep;
  readonly ended?: StoryStep;
  /** Of a request that waits: the places that stand ahead of it. */
  readonly ahead: Ahead<string>;
  readonly steps: readonly StoryStep[];
}

/** Who stands in line, by turn, and how many have asked. */
export interface Line {
  readonly turns: Turns<string, number>;
  readonly asked: number;
}

export const emptyLine: Line = { turns: Turns(), asked: 0 };

/** The story of a place before the book is opened. */
export const untold = (placeId: string): Story => ({ placeId, ahead: Ahead(), steps: [] });

/** The line after one more event. */
export const lineAfter = (line: Line, event: Recorded<PlaceEvent>): Line => {
  if (event.type === 'PlaceRequested') return { ...line, asked: line.asked + 1 };
  if (event.type === 'PlaceWaitlisted')
    return { ...line, turns: line.turns.set(event.data.placeId, event.data.turn) };
  if (!leavesLine(event)) return line;

  return { ...line, turns: line.turns.delete(event.data.placeId) };
};

/** The story of a place after one more event of its book; `line` as it stood before that event. */
export const told = (story: Story, line: Line, event: Recorded<PlaceEvent>): Story => {
  if (!('placeId' in event.data) || event.data.placeId !== story.placeId) return elsewhere(story, event);

  const ahead =
    event.type === 'PlaceWaitlisted'
      ? Ahead(line.turns.keys())
      : leavesLine(event)
        ? Ahead<string>()
        : story.ahead;
  const state = stateAfter(event) ?? story.state;
  const inLine = state === 'waiting' && event.type !== 'PlaceRequested';
  const step = stepOf(event, ofItself(event, line.asked), inLine ? ahead.size + 1 : undefined);
  return {
    ...story,
    state,
    ahead,
    steps: step.what === '' ? story.steps : [...story.steps, step],
    ...(event.type === 'PlaceRequested' ? { requested: step } : {}),
    ...(event.type === 'PlaceOffered' && !story.offered ? { offered: step } : {}),
    ...('personIds' in event.data ? { ended: step } : {}),
  };
};

/** What happened to another place, or to the book, bears on a place only while it waits. */
const elsewhere = (story: Story, event: Recorded<PlaceEvent>): Story => {
  if (story.state !== 'waiting') return story;

  const movesUp = leavesLine(event) && story.ahead.has(event.data.placeId);
  const ahead = movesUp ? story.ahead.delete(event.data.placeId) : story.ahead;
  const what = movesUp ? ofAnother(event) : freedBy(event);
  if (what === '') return story;

  return { ...story, ahead, steps: [...story.steps, stepOf(event, what, ahead.size + 1)] };
};

type OfOnePlace = Extract<Recorded<PlaceEvent>, { data: { placeId: string } }>;

/** An offer or an end takes a request out of the line, if it stood there. */
const leavesLine = (event: Recorded<PlaceEvent>): event is OfOnePlace =>
  event.type === 'PlaceOffered' || 'personIds' in event.data;

const stepOf = (
  { effectiveOn, recordedAt, revision }: Pick<Recorded, 'effectiveOn' | 'recordedAt' | 'revision'>,
  what: string,
  rank: number | undefined,
): StoryStep => ({
  on: effectiveOn,
  recordedAt,
  revision,
  what,
  ...(rank === undefined ? {} : { rank }),
});
