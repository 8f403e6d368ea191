import {
  type BusinessDate,
  type Circumstances,
  earlierOf,
  Id,
  nothing,
  rule,
  workingDaysAfter,
} from '#kernel';
import { groupAskedToSplit, groupPassedOver, type PlaceEvent } from './events.js';
import { foreseen } from './foreseen.js';
import { lookAlong, splitAnswerBy, type Turn } from './next-in-line.js';
import type { PlaceBook } from './place-book.js';
import { seatGiven } from './seats-given.js';
import type { BookRules, PassingReason } from './vocabulary.js';
import { groupOf, waitingOf } from './with-place.js';

/** Offers one decision makes at most: an append has a limit. The last of a full batch says that others may follow. */
export const OFFERS_AT_ONCE = 100;

/** Until when an offer made today stands: so many working days, but never past the last joining date. */
export const offerUntil = (rules: BookRules, today: BusinessDate): BusinessDate =>
  earlierOf(workingDaysAfter(today, rules.offerWorkingDays), rules.lastJoiningDate);

/**
 * Offers the free seats to those who wait, in order. Sent when a seat came free: until then the seat stands free,
 * and a new request joins the line behind those who wait, so nobody overtakes.
 */
export class OfferNextInLine {
  @Id() cohortId!: string;
}

export const offerNextInLine = rule(OfferNextInLine, [], ({ cohortId }, book: PlaceBook, circumstances) =>
  offersTo(cohortId, book, circumstances),
);

/** Gives out what is free to those whose turn it is, one after the other, and asks or passes over groups that do not fit. */
export const offersTo = (
  cohortId: string,
  book: PlaceBook,
  circumstances: Pick<Circumstances, 'today' | 'now' | 'effectiveOn'>,
): readonly PlaceEvent[] => {
  const { today } = circumstances;
  if (!book.rules || book.cancelled || today > book.rules.lastJoiningDate) return nothing;

  const facts: PlaceEvent[] = [];
  let so = book;
  for (;;) {
    const { turn, passing } = lookAlong(so, today);
    if (!turn) return facts;

    const next = turnTaken(cohortId, so, turn, passing, today);
    if (facts.length > 0 && facts.length + next.length > OFFERS_AT_ONCE) return othersFollow(facts);
    facts.push(...next);
    if (turn.does === 'gets' && so.held + next.length >= so.capacity) return facts;
    so = foreseen(so, next, circumstances);
  }
};

/** What happens as the next in line takes its turn. */
export const turnTaken = (
  cohortId: string,
  book: PlaceBook,
  turn: Turn,
  passing: readonly PassingReason[],
  today: BusinessDate,
): readonly PlaceEvent[] => {
  const { does, unit, free } = turn;
  const { rules } = book;
  if (!rules) return nothing;

  const groupId = book.places.get(unit.placeId)?.groupId ?? '';
  if (does === 'is asked')
    return [
      groupAskedToSplit({ cohortId, groupId, size: unit.size, free, answerBy: splitAnswerBy(rules, today) }),
    ];
  if (does === 'is passed over') return [groupPassedOver({ cohortId, groupId, size: unit.size, free })];

  const group = groupOf(book, unit);
  const members = group && !group.split ? waitingOf(book, group) : [unit.placeId];
  const until = offerUntil(rules, today);
  return members.flatMap((placeId, index) => {
    const place = book.places.get(placeId);
    const [held, behind] = [book.held + index + 1, book.waiting - index - 1];
    return place ? [seatGiven({ cohortId, placeId, place, book, rules, held, behind, until, passing })] : [];
  });
};

const othersFollow = (facts: readonly PlaceEvent[]): readonly PlaceEvent[] => {
  const last = facts.at(-1);
  return last?.type === 'PlaceOffered'
    ? [...facts.slice(0, -1), { ...last, data: { ...last.data, othersFollow: true } }]
    : facts;
};
