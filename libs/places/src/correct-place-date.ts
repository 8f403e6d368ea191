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
import type { PlaceBook } from './place-book.js';
import { firstRefusal } from './refusals.js';

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
  [...NOT_TO_CORRECT, 'in-the-future', 'cohort-not-started', 'last-joining-date-passed'],
  ({ cohortId, placeId, fact, on, reason }, book: PlaceBook, { today }) => {
    const found = toCorrect(book, placeId, fact);
    if (isRefusal(found)) return found;
    const { told } = found;
    if (told.on === on) return nothing;
    const refusal = firstRefusal({ book, fact, on, today }, [hasHappened, cohortHadBegun, couldStillJoin]);
    if (refusal) return refusal;

    return [placeDateCorrected({ cohortId, placeId, corrects: told.event, reason, fact, from: told.on }, on)];
  },
);

interface Asked {
  readonly book: PlaceBook;
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

const couldStillJoin = ({ book: { rules }, fact, on }: Asked) => {
  if (!rules || fact !== 'started') return undefined;
  const last = laterOf(rules.startsOn, rules.lastJoiningDate);

  return on > last
    ? refuse('last-joining-date-passed', `Nobody joined this cohort after ${inWords(last)}.`, 'on')
    : undefined;
};
