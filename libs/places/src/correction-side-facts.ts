import { type BusinessDate, inWords, refuse, type Refusal } from '#kernel';
import { answeringFrom } from './change.steps.js';
import type { ToCorrect } from './correction-policies.js';
import { deferralBy } from './correction-limit.js';
import type { Answered } from './deferral.js';
import { PRIORITY } from './line.js';
import { isOngoing, type Place, type PlaceBook, type ToldFact } from './place-book.js';
import { inWordsOf } from './refusals.js';
import { ANSWERING, lastOf, toldOf, toldSince } from './told-facts.js';
import { COURSE_FACTS, type ExceptedRule, type SideFact } from './vocabulary.js';
import { waitsInLine } from './with-place.js';

/** A fact beside the course of a place that is to be struck. */
export interface SideFactToStrike extends ToCorrect {
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

/** How a fact beside the course is taken back, and what keeps it from that. */
interface TakenBack {
  readonly keptBy: (asked: SideFactToStrike) => Refusal<StrikingKept> | undefined;
  /** What the place is without it; `told` is what else was told, `day` the one on which it is struck. */
  readonly without: (
    place: Place,
    fact: ToldFact,
    told: readonly ToldFact[],
    day: BusinessDate,
  ) => Partial<Place>;
}

/** Why a fact beside the course stays. */
export const KEPT_BY = ['others-rest-on-it', 'seat-was-given', 'seat-gone'] as const;
type StrikingKept = (typeof KEPT_BY)[number];

const restsOnIt = (since: string, first: string): Refusal<'others-rest-on-it'> =>
  refuse('others-rest-on-it', `The place ${since} since: ${first}.`, 'fact');

const stateIs =
  (state: Place['state']) =>
  ({ place }: SideFactToStrike) =>
    place.state === state
      ? undefined
      : restsOnIt(
          `is ${inWordsOf(place.state)}`,
          'correct what followed first, the latest fact before the others',
        );

const lastWord = ({ place, told }: SideFactToStrike) => {
  if (place.transfer)
    return restsOnIt('has another transfer proposed', 'let its sponsor take the proposal back first');

  return lastOf(place, ANSWERING) === told
    ? undefined
    : restsOnIt('went to somebody else to answer for', 'correct that first');
};

/** Who answered before does so again. Whoever was asked then may still accept until the last day; an older proposal is over. */
const answeredBefore = (
  place: Place,
  { before }: ToldFact,
  _: unknown,
  day: BusinessDate,
): Partial<Place> => {
  const { sponsorId, selfFunded, withoutSponsor, purchaseOrder, answering, transfer } = before!;
  const stands = transfer !== undefined && isOngoing(place.state) && day <= transfer.acceptBy;
  return {
    ...{ sponsorId, selfFunded, withoutSponsor, purchaseOrder, answering },
    transfer: stands ? transfer : undefined,
  };
};

const gaveNoSeatYet = ({ place, told, book, today }: SideFactToStrike) => {
  const offered = toldOf(place, 'offered');
  const isOffered =
    place.state === 'offered' && offered !== undefined && lastOf(place, COURSE_FACTS) === offered;
  if (!isOffered || !toldSince(place, told, ['offered']).includes(offered))
    return refuse(
      'seat-was-given',
      `It was given a seat by that, and is ${inWordsOf(place.state)} since: withdraw the place if it is to give that up.`,
      'fact',
    );
  const last = book.rules?.lastJoiningDate;

  return last !== undefined && today > last
    ? refuse(
        'seat-gone',
        `Nobody is offered a seat after ${inWords(last)}: decline the offer instead.`,
        'fact',
      )
    : undefined;
};

const priorityGaveNoSeat = (asked: SideFactToStrike) =>
  waitsInLine(asked.place) && asked.place.standing === PRIORITY ? undefined : gaveNoSeatYet(asked);

const ASKED_BY_IT: readonly ExceptedRule[] = [
  'places-not-open',
  'sponsor-has-its-maximum',
  'last-joining-date-passed',
];

// Who never stood in the line asked by the exception: without it there is nothing to stand in line with.
const askedWithoutIt = ({ place, told }: SideFactToStrike) =>
  told.before?.turn === undefined && place.overRules?.some((one) => ASKED_BY_IT.includes(one))
    ? refuse('seat-was-given', 'It could not have asked without that: decline the offer instead.', 'fact')
    : undefined;

const recounted = ({ deferral }: Place, _: ToldFact, told: readonly ToldFact[]): Partial<Place> =>
  deferral ? { deferral: deferralBy(deferral, told) } : {};

const isNotPausedAgain = ({ place, told }: SideFactToStrike) =>
  toldSince(place, told, ['deferral_paused']).length === 0
    ? undefined
    : restsOnIt('was paused again', 'correct that first');

const isTheLast = ({ place, told }: SideFactToStrike) =>
  toldSince(place, told, [told.fact]).length === 0
    ? undefined
    : restsOnIt('was given longer once more', 'strike that first');

const OF_AN_ANSWER: TakenBack = { keptBy: lastWord, without: answeredBefore };
const OF_A_DEFERRAL: TakenBack = { keptBy: stateIs('deferred'), without: recounted };

/** Each of them as it is taken back. */
export const TAKEN_BACK: { readonly [fact in SideFact]: TakenBack } = {
  given_priority: {
    keptBy: priorityGaveNoSeat,
    without: (_, { before }) => ({ standing: before?.standing }),
  },
  admitted_by_exception: {
    keptBy: (asked) => gaveNoSeatYet(asked) ?? askedWithoutIt(asked),
    without: (_, { before }) => ({ overRules: before?.overRules }),
  },
  offer_extended: {
    keptBy: (asked) =>
      stateIs('offered')(asked) ??
      isTheLast(asked) ??
      (toldSince(asked.place, asked.told, ['offered']).length === 0
        ? undefined
        : restsOnIt('was offered anew', 'let that offer stand, or decline it')),
    without: (_, { before }) => ({ until: before?.until, extended: before?.extended }),
  },
  naming_extended: {
    keptBy: (asked) => stateIs('accepted')(asked) ?? isTheLast(asked),
    // The sponsor has the days of a warning anew.
    without: (_, { before }) => ({ namingUntil: before?.namingUntil, warning: undefined }),
  },
  transferred: OF_AN_ANSWER,
  self_funded: OF_AN_ANSWER,
  left_without_sponsor: OF_AN_ANSWER,
  deferral_extended: OF_A_DEFERRAL,
  deferral_paused: OF_A_DEFERRAL,
  deferral_resumed: {
    keptBy: (asked) => OF_A_DEFERRAL.keptBy(asked) ?? isNotPausedAgain(asked),
    without: recounted,
  },
};

/** Who answered from which day on, the last of them from another day than was recorded. */
export const answeringOn = (
  { answering, answered }: Place,
  { event, before }: Pick<Answered, 'event' | 'before'>,
  on: BusinessDate,
): Partial<Place> => {
  const last = answering?.last();
  return {
    ...(before && last ? { answering: answeringFrom(before, on, last.value) } : {}),
    ...(answered && answered.event === event ? { answered: { ...answered, on } } : {}),
  };
};
