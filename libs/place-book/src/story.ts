import type { BusinessDate, Instant, Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { Set as Ahead } from 'immutable';
import { ofGroup, ofTheBook } from './book-words.js';
import { aheadOf, awaitsDraw, isAhead, type Line } from './line.js';
import { givesSeat, leavesLine, lineAfter, type OfOnePlace } from './line-after.js';
import { ofThePast } from './past-words.js';
import { whyPassedBy } from './passed-by.js';
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
  /** Its rank in line after it, 1 the next; absent before the draw of its window. */
  readonly rank?: number;
}

/** What became of one request, as far as the book has been read. */
export interface Story {
  readonly placeId: string;
  readonly state?: PlaceState;
  readonly groupId?: string;
  readonly requested?: StoryStep;
  /** The first time it was given a seat. */
  readonly offered?: StoryStep;
  readonly ended?: StoryStep;
  /** Entered as history: its papers do not say what decided. */
  readonly isPast?: boolean;
  /** In line: 1 the next, null before the draw of its window. One that was only carried here has none before the book opens. */
  readonly rank?: number | null;
  /** Of a request that waits: the places that stand ahead of it. */
  readonly ahead: Ahead<string>;
  readonly steps: readonly StoryStep[];
}

/** The story of a place before the book is opened. */
export const untold = (placeId: string): Story => ({
  placeId,
  ahead: Ahead(),
  steps: [],
});

/** The story of a place after one more event of its book; `line` as it stood before that event. */
export const told = (story: Story, line: Line, event: Recorded<PlaceEvent>): Story => {
  if ('placeId' in event.data && event.data.placeId === story.placeId)
    return ofOwn(story, line, event as OfOnePlace);

  return elsewhere(story, line, event);
};

const ofOwn = (story: Story, line: Line, event: OfOnePlace): Story => {
  const state = standingAfter(story, event);
  const now = lineAfter(line, event);
  const ahead = now.waiting.has(story.placeId) ? rankedAfter(story, line, now) : Ahead<string>();
  const rank = rankIn(now, story.placeId, ahead);
  const isPast = story.isPast ?? event.type === 'PastPlaceRecorded';
  const what = (isPast ? ofThePast[event.type] : undefined) ?? ofItself(event, line);
  const step = stepOf(event, what, rank);
  return {
    ...story,
    state,
    rank,
    isPast,
    ahead,
    steps: what === '' ? story.steps : [...story.steps, step],
    ...(event.type === 'PlaceRequested' ? { requested: step } : {}),
    ...(event.type === 'PlaceRequested' && event.data.groupId ? { groupId: event.data.groupId } : {}),
    ...(givesSeat(event) && !story.offered ? { offered: step } : {}),
    ...('personIds' in event.data ? { ended: step } : {}),
  };
};

// Who has not asked yet is noted for when the book opens, and has nothing to end but that.
const standingAfter = (story: Story, event: OfOnePlace): PlaceState | undefined => {
  const state = stateAfter(event) ?? story.state;
  const hasAsked = story.requested !== undefined || event.type === 'PlaceRequested';
  if (state === 'waiting' && !hasAsked) return 'noted';

  return event.type === 'ReturnGivenUp' && story.state === 'noted' ? 'withdrawn' : state;
};

// Only a place that moved in line is counted anew.
const rankedAfter = (story: Story, before: Line, now: Line): Ahead<string> =>
  before.waiting.get(story.placeId) === now.waiting.get(story.placeId)
    ? story.ahead
    : aheadOf(now, story.placeId);

/** What happened to another place, a group or the book bears on a place only while it waits. */
const elsewhere = (story: Story, line: Line, event: Recorded<PlaceEvent>): Story => {
  if (story.state !== 'waiting' && story.state !== 'noted') return story;

  const ahead = aheadAfter(story, line, event);
  const what = inWordsFor(story, line, event, ahead);
  if (what === '' && ahead === story.ahead) return story;

  const rank = rankIn(lineAfter(line, event), story.placeId, ahead);
  return {
    ...story,
    ahead,
    rank,
    steps: what === '' ? story.steps : [...story.steps, stepOf(event, what, rank)],
  };
};

const rankIn = (line: Line, placeId: string, ahead: Ahead<string>): number | null | undefined => {
  const standing = line.waiting.get(placeId);
  if (!standing) return undefined;

  return awaitsDraw(line, standing) ? null : ahead.size + 1;
};

const aheadAfter = (story: Story, line: Line, event: Recorded<PlaceEvent>): Ahead<string> => {
  if (event.type === 'OrderDrawn') return aheadOf(lineAfter(line, event), story.placeId);
  if (!('placeId' in event.data)) return story.ahead;

  const { placeId } = event.data;
  if (leavesLine(event)) return story.ahead.delete(placeId);
  const own = line.waiting.get(story.placeId);
  const before = line.waiting.get(placeId);
  const now = lineAfter(line, event).waiting.get(placeId);
  if (!own || !now || now === before) return story.ahead;

  return isAhead(line, now, own) ? story.ahead.add(placeId) : story.ahead.delete(placeId);
};

const inWordsFor = (story: Story, line: Line, event: Recorded<PlaceEvent>, ahead: Ahead<string>): string => {
  if (ahead.size < story.ahead.size && 'placeId' in event.data) return ofAnother(event);
  if (ahead.size > story.ahead.size && event.type !== 'OrderDrawn')
    return `Another request goes before it now: ${wordsOfClass(lineAfter(line, event), event)}.`;
  if (givesSeat(event)) {
    const reason = whyPassedBy(line, event.data.placeId, story.placeId);
    return reason ? `A seat went to another: ${reason}.` : '';
  }
  if ('groupId' in event.data) return ofGroup(event, event.data.groupId === story.groupId);

  return ofTheBook(event) || freedBy(event);
};

const wordsOfClass = ({ waiting }: Line, { data }: Recorded<PlaceEvent>): string => {
  const [lineClass = 3] = 'placeId' in data ? (waiting.get(data.placeId) ?? []) : [];

  return CLASSES[lineClass] ?? 'it has a turn before it';
};

const CLASSES: Readonly<Record<number, string>> = {
  0: 'a place whose seat was taken from it in error',
  1: 'a participant who had deferred returns',
  2: 'it was given priority',
};

const stepOf = (
  { effectiveOn, recordedAt, revision }: Pick<Recorded, 'effectiveOn' | 'recordedAt' | 'revision'>,
  what: string,
  rank: number | null | undefined,
): StoryStep => ({
  on: effectiveOn,
  recordedAt,
  revision,
  what,
  ...(typeof rank === 'number' ? { rank } : {}),
});
