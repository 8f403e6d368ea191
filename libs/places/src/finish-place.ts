import { type BusinessDate, Day, Id, nothing, OneOf, refuse, rule } from '#kernel';
import { placeAwaitingAward, placeCompleted, placeCompletionUndone, placeFailed } from './events.js';
import { endOf, holdsSeat, type PlaceBook, type PlaceState } from './place-book.js';
import { asItStands, noSuchPlace } from './refusals.js';

/** The modules are done, work is outstanding. */
export class RecordAwaitingAward {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const recordAwaitingAward = rule(
  RecordAwaitingAward,
  ['no-such-place', 'place-not-started'],
  ({ cohortId, placeId }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state === 'awaiting_award') return nothing;
    if (place.state !== 'started' || place.personId === undefined) return notStarted(place.state);

    return [placeAwaitingAward({ cohortId, placeId, personId: place.personId, freedSeat: true })];
  },
);

/** The participant started and leaves without the award. */
export class FailPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(['failed', 'left_with_credit']) outcome!: 'failed' | 'left_with_credit';
}

export const failPlace = rule(
  FailPlace,
  ['no-such-place', 'place-not-started'],
  ({ cohortId, placeId, outcome }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state === 'failed') return nothing;
    if (place.state !== 'started' && place.state !== 'awaiting_award') return notStarted(place.state);

    return [placeFailed({ ...endOf(book, cohortId, placeId, place), outcome })];
  },
);

/** The award was granted: this is completion. Sent for each grant, and again when its day was corrected. */
export class CompletePlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id() personId!: string;
  @Day() awardedOn!: BusinessDate;
  /** Other ids of the person, where records of theirs were merged: the place may have been asked for by one of them. */
  alsoKnownAs?: readonly string[];
}

export const completePlace = rule(
  CompletePlace,
  ['no-such-place', 'place-not-started', 'another-persons-place'],
  ({ cohortId, placeId, awardedOn, alsoKnownAs = [], ...award }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    const personId = [award.personId, ...alsoKnownAs].find((id) => id === place.personId);
    if (personId === undefined)
      return refuse(
        'another-persons-place',
        'The award names a person who does not hold this place: check the person and the place.',
        'personId',
      );
    if (place.state === 'completed' && place.awardedOn === awardedOn) return nothing;
    if (!['started', 'awaiting_award', 'failed', 'completed'].includes(place.state))
      return notStarted(place.state);

    return [
      placeCompleted(
        { cohortId, placeId, personId, awardedOn, freedSeat: holdsSeat(place.state) },
        awardedOn,
      ),
    ];
  },
);

/** The award was corrected to not granted: the place is what it was, but takes no seat again. */
export class UndoCompletion {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const undoCompletion = rule(
  UndoCompletion,
  ['no-such-place'],
  ({ cohortId, placeId }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state !== 'completed' || place.personId === undefined) return nothing;

    const backTo = place.completedFrom ?? 'awaiting_award';
    return [placeCompletionUndone({ cohortId, placeId, personId: place.personId, backTo })];
  },
);

const notStarted = (state: PlaceState) =>
  refuse('place-not-started', `This place is not under way: it is ${asItStands(state)}.`, 'placeId');
