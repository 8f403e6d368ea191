import {
  type BusinessDate,
  Day,
  Id,
  inWords,
  isRefusal,
  laterOf,
  nothing,
  OneOf,
  refuse,
  rule,
  Words,
} from '#kernel';
import { NOT_TO_CORRECT, toCorrect } from './correction-policies.js';
import { CORRECTABLE_FACTS, type CorrectableFact, placeDateCorrected } from './events.js';
import type { Place, PlaceBook, ToldFact } from './place-book.js';
import { firstRefusal, inWordsOf } from './refusals.js';
import { toldOf } from './told-facts.js';

/** A fact of a place happened on another day than was recorded. Deadlines and the order of the line stay as they were. */
export class CorrectPlaceDate {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(CORRECTABLE_FACTS, { example: 'started' }) fact!: CorrectableFact;
  @Day({ example: '2026-09-16', description: 'The day it happened' }) on!: BusinessDate;
  @Words({ max: 200, example: 'The attendance list had been misread.', description: 'Never about a person' })
  reason!: string;
}

export const correctPlaceDate = rule(
  CorrectPlaceDate,
  [...NOT_TO_CORRECT, 'in-the-future', 'cohort-not-started', 'last-joining-date-passed', 'out-of-order'],
  ({ cohortId, placeId, fact, on, reason }, book: PlaceBook, { today }) => {
    const found = toCorrect(book, placeId, fact);
    if (isRefusal(found)) return found;
    const { place, told } = found;
    if (told.on === on) return nothing;
    const refusal = firstRefusal({ book, place, fact, on, today }, POSSIBLE);
    if (refusal) return refusal;

    return [placeDateCorrected({ cohortId, placeId, corrects: told.event, reason, fact, from: told.on }, on)];
  },
);

interface Asked {
  readonly book: PlaceBook;
  readonly place: Place;
  readonly fact: CorrectableFact;
  readonly on: BusinessDate;
  readonly today: BusinessDate;
}

const hasHappened = ({ on, today }: Asked) =>
  on > today ? refuse('in-the-future', 'What happened is corrected to a day up to today.', 'on') : undefined;

const OF_THE_COHORT: readonly CorrectableFact[] = ['started', 'not_taken_up'];

const cohortHadBegun = ({ book: { rules }, fact, on }: Asked) =>
  rules && OF_THE_COHORT.includes(fact) && on < rules.startsOn
    ? refuse('cohort-not-started', `This cohort starts on ${inWords(rules.startsOn)}.`, 'on')
    : undefined;

// Whoever was admitted later by exception started later.
const couldStillJoin = ({ book: { rules }, place: { overRules = [] }, fact, on }: Asked) => {
  if (!rules || fact !== 'started' || overRules.includes('last-joining-date-passed')) return undefined;
  const last = laterOf(rules.startsOn, rules.lastJoiningDate);

  return on > last
    ? refuse('last-joining-date-passed', `Nobody joined this cohort after ${inWords(last)}.`, 'on')
    : undefined;
};

/** Facts that cannot have happened on a day before this one: all that follows from it. */
const FOLLOWING: { readonly [fact in CorrectableFact]?: readonly CorrectableFact[] } = {
  requested: CORRECTABLE_FACTS.filter((fact) => fact !== 'requested'),
  started: ['awaiting_award', 'failed'],
};
/** And those no start can follow, though they may be of a day before the one that was recorded. */
const LEAVES_NO_START: readonly CorrectableFact[] = ['withdrawn', 'deferred', 'not_taken_up'];

const comesBeforeWhatFollows = ({ place, fact, on }: Asked) => {
  const following = [...(FOLLOWING[fact] ?? []), ...(fact === 'started' ? LEAVES_NO_START : [])];
  const told = following.map((one) => toldOf(place, one)).find((one) => one !== undefined && on > one.on);

  return told
    ? refuse('out-of-order', `${saidOf(told)}: choose a day up to then, or correct that day first.`, 'on')
    : undefined;
};

const comesAfterWhatItFollows = ({ place, fact, on }: Asked) => {
  const told = CORRECTABLE_FACTS.filter((one) => FOLLOWING[one]?.includes(fact))
    .map((one) => toldOf(place, one))
    .find((one) => one !== undefined && on < one.on);

  return told
    ? refuse('out-of-order', `${saidOf(told)}: choose a day from then on, or correct that day first.`, 'on')
    : undefined;
};

const saidOf = ({ fact, on }: ToldFact): string => `The place was ${inWordsOf(fact)} on ${inWords(on)}`;

const POSSIBLE = [
  hasHappened,
  cohortHadBegun,
  couldStillJoin,
  comesBeforeWhatFollows,
  comesAfterWhatItFollows,
] as const;
