import { type BusinessDate, Id, inWords, laterOf, nothing, refuse, rule } from '#kernel';
import { placeNotTakenUp, placeStarted } from './events.js';
import { mayJoinLate } from './late-joiner.js';
import { endOf, type PlaceBook } from './place-book.js';
import { answerPending, asItStands, cohortCancelled, noSuchPlace } from './refusals.js';
import type { BookRules } from './vocabulary.js';

/** The participant takes the place up: on the start day, or as a late joiner by the last joining date. */
export class StartPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const startPlace = rule(
  StartPlace,
  [
    'no-such-place',
    'cohort-cancelled',
    'answer-pending',
    'place-not-confirmed',
    'cohort-not-started',
    'last-joining-date-passed',
  ],
  ({ cohortId, placeId }, book: PlaceBook, { effectiveOn }) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.state === 'started') return nothing;
    if (book.cancelled) return cohortCancelled();
    // Another person may be about to take the place.
    if (place.asking) return answerPending();
    if (place.state !== 'confirmed' || place.personId === undefined)
      return refuse(
        'place-not-confirmed',
        `Only a confirmed place can start; this one is ${asItStands(place.state)}.`,
      );
    if (effectiveOn < book.rules.startsOn) return notStarted(book.rules);
    if (!mayJoinLate(place) && effectiveOn > lastDayToJoin(book.rules))
      return refuse(
        'last-joining-date-passed',
        `Nobody joins this cohort after ${inWords(lastDayToJoin(book.rules))}. State the day the participant came, if it was earlier.`,
      );

    const late = effectiveOn > book.rules.startsOn ? { late: true as const } : {};
    return [placeStarted({ cohortId, placeId, personId: place.personId, ...late })];
  },
);

/** The participant never appeared: known from the start day on. */
export class RecordNotTakenUp {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const recordNotTakenUp = rule(
  RecordNotTakenUp,
  ['no-such-place', 'place-not-accepted', 'cohort-not-started'],
  ({ cohortId, placeId }, book: PlaceBook, { effectiveOn }) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.state === 'not_taken_up') return nothing;
    if (place.state !== 'accepted' && place.state !== 'confirmed')
      return refuse(
        'place-not-accepted',
        `Only an accepted or confirmed place can be not taken up; this one is ${asItStands(place.state)}.`,
      );
    if (effectiveOn < book.rules.startsOn) return notStarted(book.rules);

    return [placeNotTakenUp(endOf(book, cohortId, placeId, place))];
  },
);

const lastDayToJoin = (rules: BookRules): BusinessDate => laterOf(rules.startsOn, rules.lastJoiningDate);

const notStarted = ({ startsOn }: BookRules) =>
  refuse(
    'cohort-not-started',
    `This cohort starts on ${inWords(startsOn)}: record it then or later, with the day it happened on.`,
  );
