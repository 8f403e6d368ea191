import { refuse } from '#kernel';
import { type Place, type PlaceBook } from './place-book.js';
import { answerPending, inWordsOf, noSuchPlace } from './refusals.js';
import { type ToldFact } from './place-book.js';
import { ANSWERING, isOfTheCourse, lastOf, STATE_AFTER, toldOf, toldSince } from './told-facts.js';
import { COURSE_FACTS, type CorrectableFact } from './vocabulary.js';

/** The refusals of `toCorrect`. */
export const NOT_TO_CORRECT = ['no-such-place', 'answer-pending', 'no-such-fact'] as const;

/** What names one of several facts of a kind. */
export const WHICH_OF_THEM =
  'Which of them, by its event, where it happened more than once; default the last.';

/** A fact of a place that is to be corrected, as it was recorded last. */
export interface ToCorrect {
  readonly place: Place;
  readonly told: ToldFact;
}

/** The place and its fact, the last of several unless its event is named, or why it cannot be corrected now. */
export const toCorrect = (book: PlaceBook, placeId: string, fact: CorrectableFact, eventId?: string) => {
  const place = book.places.get(placeId);
  if (!place) return noSuchPlace();
  if (place.asking) return answerPending();
  const told =
    eventId === undefined
      ? toldOf(place, fact)
      : place.told?.find((one) => one.fact === fact && one.event === eventId);
  if (!told)
    return refuse(
      'no-such-fact',
      `It was never recorded that this place was ${factInWords(fact)}: choose a fact of its history.`,
      'fact',
    );

  return { place, told };
};

/** Nothing that rests on it was recorded of the place since: what rests on a fact is corrected first. */
export const nothingRestsOnIt = ({ place, told }: ToCorrect) => {
  const last = lastOf(place, COURSE_FACTS);
  if (last !== told || !isOfTheCourse(told.fact) || place.state !== STATE_AFTER[told.fact])
    return restsOnIt(last === undefined || last === told ? inWordsOf(place.state) : factInWords(last.fact));
  // Only what was accepted can go to another sponsor.
  const answered = told.fact === 'accepted' ? toldSince(place, told, ANSWERING)[0] : undefined;

  return answered ? restsOnIt(factInWords(answered.fact)) : undefined;
};

const restsOnIt = (since: string) =>
  refuse(
    'others-rest-on-it',
    `The place is ${since} since: correct what followed first, the latest fact before the others.`,
    'fact',
  );

/** A fact as people read it, after "the place was". */
export const factInWords = (fact: CorrectableFact): string => IN_WORDS[fact] ?? inWordsOf(fact);

const IN_WORDS: { readonly [fact in CorrectableFact]?: string } = {
  substituted: 'given to a substitute',
  transferred: 'taken over by another sponsor',
  self_funded: 'funded by its participant',
  left_without_sponsor: 'left without sponsor',
  offer_extended: 'given longer to answer its offer',
  naming_extended: 'given longer to have its participant confirmed',
  deferral_extended: 'deferred for longer',
  deferral_paused: 'paused in its deferral',
  deferral_resumed: 'resumed in its deferral',
};
