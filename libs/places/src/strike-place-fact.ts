import {
  type BusinessDate,
  type Circumstances,
  Id,
  inWords,
  isRefusal,
  OneOf,
  refuse,
  rule,
  Words,
} from '#kernel';
import {
  NOT_TO_CORRECT,
  nothingRestsOnIt,
  type ToCorrect,
  toCorrect,
  WHICH_OF_THEM,
} from './correction-policies.js';
import { KEPT_BY } from './correction-side-facts.js';
import { endedSince, hasLapsed } from './ended-since.js';
import { CORRECTABLE_FACTS, type CorrectableFact, placeFactStruck, strikingAsked } from './events.js';
import { foreseen } from './foreseen.js';
import { CORRECTED } from './line.js';
import { foundBy } from './next-in-line.js';
import { waitsNoMore } from './not-placed.js';
import { holdsSeat, isOngoing, type Place, type PlaceBook } from './place-book.js';
import { cohortCancelled, firstRefusal } from './refusals.js';
import { type CorrectionAsked, type ToldFact } from './place-book.js';
import { sideFactStruck } from './strike-side-fact.js';
import { ANSWERING, fallen, fallingWith, isOfTheCourse, toldOf } from './told-facts.js';
import { sectorOf } from './with-place.js';

/**
 * A fact of a place was recorded in error: it never happened, and the place stands as before it. Where the place lost its
 * person by it, their candidacy is claimed again first. Where it needs a seat and none is free, it waits at the head
 * of the line, or, with `allowedBy`, holds one as a recorded exception over the capacity. What would have ended it by now
 * ends it in the same decision: its cohort was cancelled, its offer lapsed, or it was not placed.
 */
export class StrikePlaceFact {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(CORRECTABLE_FACTS, { example: 'withdrawn' }) fact!: CorrectableFact;
  @Id({ optional: true, description: WHICH_OF_THEM }) eventId?: string;
  @Words({ max: 200, example: 'It was recorded for the wrong place.', description: 'Never about a person' })
  reason!: string;
  @Id({
    of: 'person',
    optional: true,
    description: 'Who allows the seat over the capacity, where none is free',
  })
  allowedBy?: string;
}

export const strikePlaceFact = rule(
  StrikePlaceFact,
  [
    ...NOT_TO_CORRECT,
    'cohort-cancelled',
    'first-fact',
    'return-is-named',
    'carried-on',
    'last-joining-date-passed',
    ...KEPT_BY,
  ],
  (striking, book: PlaceBook, circumstances) => {
    const { cohortId, placeId, fact, eventId, reason, allowedBy } = striking;
    const { today, actor } = circumstances;
    const found = toCorrect(book, placeId, fact, eventId);
    if (isRefusal(found)) return found;
    const { place, told } = found;
    const over = book.cancelled && endsWithItsCohort(place, fact) ? cohortCancelled() : undefined;
    if (!isOfTheCourse(fact)) return over ?? sideFactStruck(striking, book, found, fact, today);
    const refusal =
      over ??
      firstRefusal(found, [isNotTheFirst, nothingRestsOnIt, hasNoReturn]) ??
      seatIsGone(book, found, allowedBy, today) ??
      waitsNoMore(book, found, today);
    if (refusal) return refusal;

    const facts = struck({ cohortId, placeId, ...circumstances }, book, found, { reason, allowedBy });
    // A claim that is not the place's any more was given back when it ended, or named somebody else.
    const lost = told.before?.claimedIn !== undefined && told.before.claimedIn !== place.claimedIn;
    const claimed = lost && facts.length === 1 ? told.before.personId : undefined;
    if (claimed === undefined) return facts;

    const awardId = book.rules?.awardId ?? '';
    return [
      strikingAsked({
        ...{ cohortId, placeId, awardId, corrects: told.event, fact, reason },
        personId: claimed,
        askedBy: actor,
        ...(allowedBy ? { allowedBy } : {}),
        ...(place.returnOf ? { returnOf: place.returnOf } : {}),
      }),
    ];
  },
);

/** Who answered for a place is so whatever became of the cohort, who deferred goes on in another, and what ended before may not have. */
const endsWithItsCohort = ({ state }: Place, fact: CorrectableFact): boolean =>
  !ANSWERING.includes(fact) && (state === 'cancelled' || (isOngoing(state) && state !== 'deferred'));

/** Why a fact cannot be struck now though the person is free, if it cannot. */
export const strikingObstacle = (
  book: PlaceBook,
  place: Place,
  { fact, allowedBy }: CorrectionAsked,
  today: BusinessDate,
) => seatIsGone(book, { place, told: askedOf(place, fact) }, allowedBy, today);

const askedOf = (place: Place, fact: CorrectableFact | undefined): ToldFact => {
  const told = fact && toldOf(place, fact);
  if (!told) throw new Error('A fact that was to be struck is known.');

  return told;
};

/** What was asked of a person's candidacy was granted: the fact is struck now. */
export const strikingGranted = (
  of: Striking,
  book: PlaceBook,
  place: Place,
  { fact, reason, allowedBy, askedBy }: CorrectionAsked,
) => struck(of, book, { place, told: askedOf(place, fact) }, { reason, allowedBy, askedBy });

type Striking = Pick<Circumstances, 'today' | 'now' | 'effectiveOn'> & {
  readonly cohortId: string;
  readonly placeId: string;
};

interface Said {
  readonly reason: string;
  readonly allowedBy?: string;
  readonly askedBy?: string;
}

const struck = (of: Striking, book: PlaceBook, found: ToCorrect, said: Said) => {
  const strike = strikeOf(of, book, found, said);

  return [strike, ...endedSince(of, foreseen(book, [strike], of))];
};

const strikeOf = (
  { cohortId, placeId, today }: Striking,
  book: PlaceBook,
  { place, told }: ToCorrect,
  { reason, allowedBy, askedBy }: Said,
) => {
  const before = told.before!;
  const backTo = before.state;
  const seat = seatOf(book, { place, told }, allowedBy, today);
  const fell = fallingWith(place, told);
  const namedByIt = place.claimedIn !== undefined && place.claimedIn !== before.claimedIn;
  return placeFactStruck({
    cohortId,
    placeId,
    awardId: book.rules?.awardId ?? '',
    corrects: told.event,
    fact: told.fact,
    reason,
    backTo,
    seat,
    freedSeat: holdsSeat(place.state) && !holdsSeat(backTo),
    ...(askedBy === undefined ? {} : { askedBy }),
    ...(seat === 'awaited' || (backTo === 'waiting' && needsNewTurn(book, told))
      ? { turn: book.nextTurn }
      : {}),
    ...(seat === 'over_capacity' && allowedBy ? { allowedBy } : {}),
    ...(before.personId === undefined ? {} : { personId: before.personId }),
    ...(namedByIt && place.personId !== undefined
      ? { insteadOf: { personId: place.personId, askedIn: place.claimedIn } }
      : {}),
    ...fallen(fell),
    ...(told.fact === 'substituted' ? { on: told.on } : {}),
  });
};

/**
 * Who waits again has the old turn back. A new one is drawn where there was none, where it was only noted before the book
 * opened (those who were asked as it opened), and where the order was drawn without it: its number is another's now.
 */
export const needsNewTurn = ({ rules, drawn, windowEndsBefore = 0 }: PlaceBook, told: ToldFact): boolean => {
  const { turn } = told.before!;
  if (!rules) return false;

  return turn === undefined || (drawn && !told.drawn && turn < windowEndsBefore);
};

const needsSeat = ({ place, told }: ToCorrect): boolean =>
  holdsSeat(told.before!.state) && !holdsSeat(place.state);

/** Who stands corrected goes before all who wait but those corrected before: what is free for its sector is its own. */
const seatOf = (
  book: PlaceBook,
  found: ToCorrect,
  allowedBy: string | undefined,
  today: BusinessDate,
): 'not_needed' | 'held' | 'awaited' | 'over_capacity' => {
  if (!needsSeat(found)) return 'not_needed';
  // Of a cancelled cohort nobody holds a seat any more.
  if (book.cancelled || foundBy(book, sectorOf(found.place), today, CORRECTED).free > 0) return 'held';

  return allowedBy === undefined ? 'awaited' : 'over_capacity';
};

const isNotTheFirst = ({ told }: ToCorrect) =>
  told.fact === 'requested' || told.fact === 'offered'
    ? refuse(
        'first-fact',
        'That it was asked for or offered stays: withdraw, decline or refuse the request instead.',
        'fact',
      )
    : undefined;

const hasNoReturn = ({ place, told }: ToCorrect) =>
  told.fact === 'deferred' && place.deferral?.returnTo
    ? refuse(
        'return-is-named',
        'A return is named for this deferral: withdraw the place of return first.',
        'fact',
      )
    : undefined;

const seatIsGone = (
  book: PlaceBook,
  found: ToCorrect,
  allowedBy: string | undefined,
  today: BusinessDate,
) => {
  const last = book.rules?.lastJoiningDate;
  if (last === undefined || today <= last || hasLapsed(found.told.before!, today)) return undefined;

  return seatOf(book, found, allowedBy, today) === 'awaited'
    ? refuse(
        'seat-gone',
        `Its seat is gone, and nothing is given out after ${inWords(last)}: say who allows one over the capacity.`,
        'allowedBy',
      )
    : undefined;
};
