import { type BusinessDate, Day, Id, laterOf, nothing, rule } from '#kernel';
import { is, Set } from 'immutable';
import { bookMoved } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/**
 * The cohort was postponed or its modules were rescheduled: the book decides by the new dates. Sent by the cohort, perhaps
 * before the book has opened. Offers stand, and what was accepted stays accepted.
 */
export class MoveBook {
  @Id() cohortId!: string;
  @Day() startsOn!: BusinessDate;
  @Day() lastJoiningDate!: BusinessDate;
  @Day({ optional: true }) requestsCloseOn?: BusinessDate;
  @Day({ optional: true }) endsOn?: BusinessDate;
  /** Until when sponsors of accepted places may withdraw free of charge, where the move is far enough for that. */
  @Day({ optional: true }) freeWithdrawalUntil?: BusinessDate;
  /** The cohort's event that says so. */
  @Id({ optional: true }) moveId?: string;
  /** All events of the cohort that moved it, as was recorded, and never were. */
  struck?: readonly string[];
  /** The dates before had been recorded wrongly. */
  corrected?: true;
  /** What moves the book says nothing of the last joining date: an open book keeps its own until what moves that is followed. */
  joiningStays?: true;
}

export const moveBook = rule(MoveBook, [], (asked, book: PlaceBook, { effectiveOn }) => {
  const move = asked.joiningStays && book.rules ? keepingJoining(asked, book.rules) : asked;
  if (book.cancelled || isKnown(move, book, effectiveOn)) return nothing;

  const {
    cohortId,
    startsOn,
    lastJoiningDate,
    requestsCloseOn,
    endsOn,
    freeWithdrawalUntil,
    moveId,
    struck = [],
    corrected,
  } = move;
  return [
    bookMoved({
      cohortId,
      startsOn,
      lastJoiningDate,
      ...(requestsCloseOn === undefined ? {} : { requestsCloseOn }),
      ...(endsOn === undefined ? {} : { endsOn }),
      ...(book.rules
        ? { from: { startsOn: book.rules.startsOn, lastJoiningDate: book.rules.lastJoiningDate } }
        : {}),
      ...(freeWithdrawalUntil === undefined ? {} : { freeWithdrawalUntil }),
      ...(moveId === undefined ? {} : { moveId }),
      ...(struck.length === 0 ? {} : { struck }),
      ...(corrected ? { corrected } : {}),
    }),
  ];
});

const keepingJoining = (move: MoveBook, { lastJoiningDate }: BookRules): MoveBook => ({
  ...move,
  lastJoiningDate,
});

const isKnown = (
  move: MoveBook,
  { rules, movedTo, moves, struckMoves }: PlaceBook,
  movedOn: BusinessDate,
): boolean => {
  const now = rules ?? movedTo;
  return (
    now?.startsOn === move.startsOn &&
    now.lastJoiningDate === move.lastJoiningDate &&
    (move.requestsCloseOn === undefined || now.requestsCloseOn === move.requestsCloseOn) &&
    (move.endsOn === undefined || now.endsOn === move.endsOn) &&
    is(Set(move.struck), struckMoves) &&
    // The same move again; another one that lets go until the same day is news to who accepted in between.
    (move.freeWithdrawalUntil === undefined ||
      (moves.last()?.freeWithdrawalUntil === move.freeWithdrawalUntil && moves.last()?.movedOn === movedOn))
  );
};

/** The start refund bands count from, where the cohort moved since the place was accepted: the later of both. */
export const bandsFrom = ({ rules }: PlaceBook, place: Place): { bandsFrom?: BusinessDate } =>
  !rules || place.agreedStartsOn === undefined || place.agreedStartsOn === rules.startsOn
    ? {}
    : { bandsFrom: laterOf(place.agreedStartsOn, rules.startsOn) };

/** Whether notice of that day is free of charge: the cohort had moved since the acceptance, and lets sponsors go until then. */
export const isFreeOfCharge = (
  { moves, struckMoves }: PlaceBook,
  place: Place,
  notifiedOn: BusinessDate,
): boolean =>
  moves
    .skip(place.movesBefore ?? moves.size)
    .some(
      ({ movedOn, freeWithdrawalUntil, moveId = '' }) =>
        freeWithdrawalUntil !== undefined &&
        !struckMoves.has(moveId) &&
        notifiedOn >= movedOn &&
        notifiedOn <= freeWithdrawalUntil,
    );

/** What money needs to know of a notice of withdrawal. */
export const termsOfNotice = (book: PlaceBook, place: Place, notifiedOn: BusinessDate) => ({
  ...bandsFrom(book, place),
  ...(isFreeOfCharge(book, place, notifiedOn) ? { free: true as const } : {}),
});
