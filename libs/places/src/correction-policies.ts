import { refuse } from '#kernel';
import { type Place, type PlaceBook } from './place-book.js';
import { answerPending, cohortCancelled, inWordsOf, noSuchPlace } from './refusals.js';
import { type ToldFact } from './place-book.js';
import { STATE_AFTER, toldOf } from './told-facts.js';
import type { CorrectableFact } from './vocabulary.js';

/** The refusals of `toCorrect`. */
export const NOT_TO_CORRECT = ['no-such-place', 'answer-pending', 'no-such-fact'] as const;

/** A fact of a place that is to be corrected, as it was recorded last. */
export interface ToCorrect {
  readonly place: Place;
  readonly told: ToldFact;
}

/** The place and its fact, or why it cannot be corrected now. */
export const toCorrect = (book: PlaceBook, placeId: string, fact: CorrectableFact) => {
  const place = book.places.get(placeId);
  if (!place) return noSuchPlace();
  if (place.asking) return answerPending();
  const told = toldOf(place, fact);
  if (!told)
    return refuse(
      'no-such-fact',
      `It was never recorded that this place was ${inWordsOf(fact)}: choose a fact of its history.`,
      'fact',
    );

  return { place, told };
};

/** Nothing was recorded of the place since: what rests on a fact is corrected first. */
export const nothingRestsOnIt = ({ place, told }: ToCorrect) =>
  place.told?.at(-1) === told && place.state === STATE_AFTER[told.fact]
    ? undefined
    : refuse(
        'others-rest-on-it',
        `The place is ${inWordsOf(place.state)} since: correct what followed first, the latest fact before the others.`,
        'fact',
      );

/** A cohort that was cancelled ends its places whatever is corrected. */
export const cohortRuns = (book: PlaceBook) => (book.cancelled ? cohortCancelled() : undefined);
