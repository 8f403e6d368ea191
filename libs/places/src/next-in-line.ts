import { type BusinessDate, daysAfter, earlierOf } from '#kernel';
import {
  byRank,
  firstOfLanes,
  type InLine,
  keptBackByMaximum,
  type LineClass,
  ORDINARY,
  PRIORITY,
  RETURNING,
} from './line.js';
import type { PlaceBook } from './place-book.js';
import { freeFor, type Kept, noneKept } from './seats.js';
import type { BookRules, PassingReason, WaitingReason } from './vocabulary.js';
import { groupOf, roomIn, unitOf, waitingOf } from './with-place.js';

/** What books go by that were opened before it could be stated. */
const SPLIT_ANSWER_DAYS = 10;
const SPLIT_ANSWER_DAYS_BEFORE_START = 28;

/** What happens next in the line: somebody gets seats, or a group they do not suffice for is asked to split, or passed over. */
export interface Turn {
  readonly does: 'gets' | 'is asked' | 'is passed over';
  readonly unit: InLine;
  /** The seats it may have. */
  readonly free: number;
}

/** The line as it stands on a day. */
export interface Look {
  readonly turn?: Turn;
  /** Seats kept meanwhile for groups that are asked whether they may be split. */
  readonly kept: Kept;
  /** Why those who stand there are passed. */
  readonly passing: readonly PassingReason[];
}

/** Whose turn it is in the book today, if seats suffice for anybody; of the classes up to one, where only those matter. */
export const lookAlong = (book: PlaceBook, today: BusinessDate, upTo: LineClass = ORDINARY): Look => {
  const passing = new Set<PassingReason>();
  const behind: InLine[] = [];
  let kept = noneKept;
  for (const unit of inQuestion(book, lastClass(book, upTo), today)) {
    const free = seatsFor(book, unit, today, kept);
    if (unit.size <= free)
      return {
        turn: { does: 'gets', unit, free },
        kept,
        passing: [...passedBy(passing, kept), ...byMaximum(book, (other) => byRank(other, unit) < 0)],
      };
    if (free === 0) {
      if (roomOf(book, unit) > 0) passing.add('sector-share');
      continue;
    }

    const standing = groupStanding(book, unit, today, passing.has('group'));
    if (standing === 'is waited for') kept = kept.update(unit.sector, 0, (seats) => seats + free);
    else if (standing === 'is passed' || standing === 'stands behind one') {
      passing.add('group');
      if (standing === 'stands behind one') behind.push(unit);
    } else return { turn: { does: standing, unit, free }, kept, passing: [...passing] };
  }
  // Nobody fits in what is left: asking those behind a group that was passed over delays nobody.
  const asked = behind
    .map((unit) => ({ unit, free: seatsFor(book, unit, today, kept) }))
    .find(({ free }) => free > 0);
  return {
    ...(asked ? { turn: { does: 'is asked', ...asked } } : {}),
    kept,
    passing: [...passedBy(passing, kept), ...byMaximum(book, () => true)],
  };
};

const seatsFor = (book: PlaceBook, unit: InLine, today: BusinessDate, kept: Kept): number =>
  Math.min(freeFor(book, unit.sector, today, kept), roomOf(book, unit));

// A group that seats are kept for is passed too.
const passedBy = (passing: ReadonlySet<PassingReason>, kept: Kept): ReadonlySet<PassingReason> =>
  kept.isEmpty() ? passing : new Set([...passing, 'group']);

/**
 * Who decides what happens next: the first of each lane, and the groups that were asked whether they may be split, whatever
 * keeps them back since: until they have answered, what their sponsors may take stays free for them.
 */
const inQuestion = (book: PlaceBook, upTo: LineClass, today: BusinessDate): readonly InLine[] => {
  const firsts = firstOfLanes(book.line, upTo, roomIn(book));
  const asked = [...book.asked].flatMap((groupId) => {
    const group = book.groups.get(groupId);
    if (!group || group.split || group.answerBy === undefined || today > group.answerBy) return [];
    const [first] = waitingOf(book, group);
    const place = first === undefined ? undefined : book.places.get(first);
    const unit = place && unitOf(book, first!, place);
    return unit && unit.standing <= upTo && !firsts.some(({ placeId }) => placeId === unit.placeId)
      ? [unit]
      : [];
  });
  return asked.length === 0 ? firsts : [...firsts, ...asked].sort(byRank);
};

/** How many seats the sponsor may still take; a maximum binds neither who returns nor who only gets back what was theirs. */
const roomOf = (book: PlaceBook, { standing, sponsorId }: InLine): number =>
  (standing < PRIORITY ? undefined : roomIn(book)?.(sponsorId)) ?? Infinity;

/** What a place that joined the line now would find: seats it may have at once, or why it waits. */
export interface Found {
  /** 0 while one who stands before it gets one. */
  readonly free: number;
  /** Absent where it waits because every seat is held, or its turn has not come. */
  readonly because?: WaitingReason;
  readonly passing: readonly PassingReason[];
}

/** What a place of this sector, in this class, would find if it joined the line now. */
export const foundBy = (
  book: PlaceBook,
  sector: string,
  today: BusinessDate,
  standing: LineClass = ORDINARY,
): Found => {
  if (standing > lastClass(book, standing))
    return { free: 0, because: book.noted.isEmpty() ? 'window' : 'carried-requests', passing: [] };
  const { turn, kept, passing } = lookAlong(book, today, standing);
  if (turn || book.held >= book.capacity) return { free: 0, passing };

  const free = freeFor(book, sector, today, kept);
  if (free > 0) return { free, passing };
  return { free, because: freeFor(book, sector, today) > 0 ? 'group' : 'sector-share', passing };
};

/** By when a group that is asked today answers. A day before today: it is not asked any more. */
export const splitAnswerBy = (
  {
    startsOn,
    splitAnswerDays = SPLIT_ANSWER_DAYS,
    splitAnswerDaysBeforeStart = SPLIT_ANSWER_DAYS_BEFORE_START,
  }: BookRules,
  today: BusinessDate,
): BusinessDate =>
  earlierOf(daysAfter(today, splitAnswerDays), daysAfter(startsOn, -splitAnswerDaysBeforeStart));

/** While requests of a window await the draw, or carried ones have not asked yet, only those get seats who stand before them all. */
export const lastClass = ({ rules, drawn, noted }: PlaceBook, upTo: LineClass): LineClass =>
  (rules?.orderRule === 'window' && !drawn) || !noted.isEmpty()
    ? (Math.min(upTo, RETURNING) as LineClass)
    : upTo;

// The first in line is asked: behind a group that was passed over the seats go to the next that fits, if there is one.
const groupStanding = (
  book: PlaceBook,
  unit: InLine,
  today: BusinessDate,
  behindAnother: boolean,
): 'is asked' | 'is waited for' | 'is passed over' | 'is passed' | 'stands behind one' => {
  const group = groupOf(book, unit);
  if (!group || !book.rules || group.passedOver) return 'is passed';
  if (group.answerBy !== undefined) return today <= group.answerBy ? 'is waited for' : 'is passed over';
  const mayBeAsked = today <= splitAnswerBy(book.rules, today);
  if (behindAnother) return mayBeAsked ? 'stands behind one' : 'is passed';

  return mayBeAsked ? 'is asked' : 'is passed over';
};

const byMaximum = (book: PlaceBook, isAhead: (unit: InLine) => boolean): readonly PassingReason[] =>
  keptBackByMaximum(book.line).some(isAhead) ? ['sponsor-maximum'] : [];
