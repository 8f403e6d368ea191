import { Id, inWords, laterOf, nothing, refuse, rule } from '#kernel';
import { bookCancelled, placeCancelled, placeNotPlaced, placeNotTakenUp } from './events.js';
import { type EndedPlace, endedAs } from './ended-as.js';
import { firstNoted } from './carry-request.js';
import { inOrder } from './line.js';
import { endOf, isOngoing, type Place, type PlaceBook } from './place-book.js';
import { groupOf, waitingOf } from './with-place.js';

/** Places one decision ends at most: an append has a limit. The last of a full batch says that more are to end. */
export const ENDED_AT_ONCE = 400;

/** Requests that still wait after the last joining date end as not placed, first in line first. */
export class EndUnplaced {
  @Id() cohortId!: string;
}

export const endUnplaced = rule(
  EndUnplaced,
  ['last-joining-date-ahead'],
  ({ cohortId }, book: PlaceBook, { today }) => {
    if (!book.rules) return nothing;
    if (today <= book.rules.lastJoiningDate)
      return refuse(
        'last-joining-date-ahead',
        `Requests may be offered a place until ${inWords(book.rules.lastJoiningDate)}, that day included.`,
      );

    const waiting = firstWaiting(book, ENDED_AT_ONCE + 1);
    const ending = waiting.slice(0, ENDED_AT_ONCE);
    return placesOf(book, ending).map(([placeId, place], index) =>
      placeNotPlaced({
        ...endOf(book, cohortId, placeId, place),
        ...(isLastOf(ending, index, waiting.length) ? { othersWait: true as const } : {}),
      }),
    );
  },
);

// Whoever was carried here and has not asked yet stands behind those who have.
const firstWaiting = (book: PlaceBook, most: number): readonly string[] => {
  const first: string[] = [];
  for (const unit of inOrder(book.line)) {
    const group = groupOf(book, unit);
    first.push(...(group && !group.split ? waitingOf(book, group) : [unit.placeId]));
    if (first.length >= most) return first.slice(0, most);
  }
  return [...first, ...firstNoted(book, most - first.length)];
};

/** The cohort is completed: what was accepted and never started was not taken up, from the start day on. */
export class EndNeverStarted {
  @Id() cohortId!: string;
}

export const endNeverStarted = rule(EndNeverStarted, [], ({ cohortId }, book: PlaceBook) => {
  const { rules } = book;
  if (!rules) return nothing;

  const left = placesOf(book, [...book.ongoing]).filter(
    ([, { state }]) => state === 'accepted' || state === 'confirmed',
  );
  return left.slice(0, ENDED_AT_ONCE).map(([placeId, place], index) =>
    placeNotTakenUp(
      {
        ...endOf(book, cohortId, placeId, place),
        withItsCohort: true,
        ...(index === ENDED_AT_ONCE - 1 && left.length > ENDED_AT_ONCE ? { othersStand: true as const } : {}),
      },
      // A late place cannot have been left before it was taken.
      laterOf(
        rules.startsOn,
        laterOf(place.acceptedOn ?? rules.startsOn, place.confirmedOn ?? rules.startsOn),
      ),
    ),
  );
});

/** What ended because its cohort was completed, and stands again where it was not. */
export const endedWithItsCohort = (book: PlaceBook): readonly EndedPlace[] =>
  endedAs(book, 'not_taken_up', ({ withItsCohort }) => withItsCohort === true);

/** The cohort was cancelled: every place that still stands ends with it. */
export class CancelPlaces {
  @Id() cohortId!: string;
}

export const cancelPlaces = rule(CancelPlaces, [], ({ cohortId }, book: PlaceBook) => {
  // Who goes on in another cohort does so without this one.
  const standing = book.ongoing.toSeq().filter((placeId) => !book.deferred.has(placeId));
  const ending = [...standing.take(ENDED_AT_ONCE)];
  const cancelled = placesOf(book, ending).map(([placeId, place], index) =>
    placeCancelled({
      ...endOf(book, cohortId, placeId, place),
      was: place.state,
      ...(place.startedOn === undefined ? {} : { startedOn: place.startedOn }),
      ...(isLastOf(ending, index, book.ongoing.size - book.deferred.size)
        ? { othersStand: true as const }
        : {}),
    }),
  );
  return book.cancelled ? cancelled : [bookCancelled({ cohortId }), ...cancelled];
});

/** The cohort was cancelled before enrolment opened: requests that were carried to it end with it. */
export class EndCarried {
  @Id() cohortId!: string;
}

// The book itself is not cancelled: where the cancellation is struck, enrolment opens after all, and the book with it.
export const endCarried = rule(EndCarried, [], ({ cohortId }, book: PlaceBook) => {
  if (book.rules) return nothing;

  const noted = firstNoted(book, ENDED_AT_ONCE + 1);
  const ending = noted.slice(0, ENDED_AT_ONCE);
  return placesOf(book, ending).map(([placeId, place], index) =>
    placeCancelled({
      ...endOf(book, cohortId, placeId, place),
      was: place.state,
      ...(isLastOf(ending, index, noted.length) ? { othersNoted: true as const } : {}),
    }),
  );
});

const placesOf = (book: PlaceBook, ids: readonly string[]): readonly (readonly [string, Place])[] =>
  ids.flatMap((placeId) => {
    const place = book.places.get(placeId);
    return place && isOngoing(place.state) ? [[placeId, place] as const] : [];
  });

const isLastOf = (ending: readonly string[], index: number, all: number): boolean =>
  index === ending.length - 1 && ending.length < all;
