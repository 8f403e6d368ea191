import { inWords, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { inPlainWords } from './place-state.js';
import type { Line } from './line.js';
import { givesSeat } from './line-after.js';
import { whyPassedBy } from './passed-by.js';
import type { Story } from './story.js';

/** What decided between two requests: the first seat given to either, and how the other stood just before it. */
export interface Decided {
  readonly got: Story;
  readonly other: Story;
  /** Why it was given to the one though the other waited, where that was not by the order of the line alone. */
  readonly because?: string;
  /** What the order of the line goes by, in words. */
  readonly order: string;
}

/** A story before and after the event that is being read. */
export type Turned = readonly [before: Story, after: Story];

/** What decided between two stories, once one more event was told to both; the first decision stays. */
export const decidedAfter = (
  decided: Decided | undefined,
  event: Recorded<PlaceEvent>,
  line: Line,
  one: Turned,
  other: Turned,
): Decided | undefined => {
  if (decided || !givesSeat(event)) return decided;
  const because = (left: Story) => whyPassedBy(line, event.data.placeId, left.placeId);
  if (event.data.placeId === one[1].placeId)
    return { got: one[1], other: other[0], because: because(other[0]), order: orderOf(line) };
  if (event.data.placeId === other[1].placeId)
    return { got: other[1], other: one[0], because: because(one[0]), order: orderOf(line) };

  return undefined;
};

const orderOf = ({ rules }: Line): string =>
  rules?.orderRule === 'window'
    ? 'in the order that was drawn, and after them in which they joined'
    : 'in the order in which they joined';

/** Why one of two requests was offered a seat before the other, in words; `one` is the place that was asked about. */
export const inComparison = (decided: Decided | undefined, one: Story, other: Story): string => {
  if (one.isPast || other.isPast)
    return `Places entered as history say when they asked, not why one was given a seat before another. ${past('This one', one)} ${past('The other', other)}`;
  if (!decided)
    return `Neither was offered a seat so far. ${standing('This one', one)} ${standing('The other', other)}`;

  const thisGot = decided.got.placeId === one.placeId;
  const [got, left] = thisGot ? ['This one', 'the other'] : ['The other', 'this one'];
  const later = thisGot ? other : one;
  return [
    `${got} was offered a seat on ${dayOf(decided.got.offered)}.`,
    `${capitalised(reasonOf(left, decided, later))}`,
    ...(later.offered ? [`${capitalised(left)} was offered one later, on ${dayOf(later.offered)}.`] : []),
  ].join(' ');
};

const reasonOf = (left: string, { other: then, because, order }: Decided, now: Story): string => {
  if (!then.requested)
    return now.requested
      ? `${left} had not asked yet: it asked on ${dayOf(now.requested)}, after the seat had been offered.`
      : `${left} had not asked.`;
  const stood = then.rank === null ? 'had no rank yet' : `stood at rank ${then.rank} of the line that day`;
  if (then.state === 'waiting' && because) return `${left} ${stood}: ${because}.`;
  if (then.state === 'waiting') return `${left} ${stood}, behind it: seats go to those who wait ${order}.`;

  return `${left} was out of the line by then: it ended on ${dayOf(then.ended)} (${then.state ? inPlainWords(then.state) : 'ended'}).`;
};

const standing = (who: string, story: Story): string => {
  if (!story.state) return `${who} has not asked.`;
  if (story.state === 'noted') return `${who} waits until this cohort takes requests.`;
  if (story.rank === null) return `${who} has no rank yet: the order of its window is not drawn.`;
  if (story.state === 'waiting') return `${who} stands at rank ${story.rank} of the line.`;

  return `${who} ended without an offer (${inPlainWords(story.state)}).`;
};

const past = (who: string, { requested }: Story): string => `${who} asked on ${dayOf(requested)}.`;

const dayOf = (step: { readonly on: string } | undefined): string => (step ? inWords(step.on) : 'no day');

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
