import { Id, nothing, refuse, rule, Whole } from '#kernel';
import { bookCapacityLowered, bookCapacityRaised } from './events.js';
import type { PlaceBook } from './place-book.js';
import { spokenFor } from './seats.js';

/** How many seats a cohort may have at most. */
export const MOST_SEATS = 100_000;

/** More seats. Sent when the cohort's capacity was raised. */
export class RaiseBookCapacity {
  @Id() cohortId!: string;
  @Whole(1, MOST_SEATS) capacity!: number;
}

export const raiseBookCapacity = rule(RaiseBookCapacity, [], ({ cohortId, capacity }, book: PlaceBook) =>
  capacity <= book.capacity ? nothing : [bookCapacityRaised({ cohortId, capacity, from: book.capacity })],
);

/** Fewer seats, but never fewer than are held. Sent when the cohort asks for it. */
export class LowerBookCapacity {
  @Id() cohortId!: string;
  @Whole(0, MOST_SEATS) capacity!: number;
}

export const lowerBookCapacity = rule(
  LowerBookCapacity,
  ['places-not-open', 'seats-held', 'shares-exceed-capacity'],
  ({ cohortId, capacity }, book: PlaceBook, { today }) => {
    if (!book.rules) return refuse('places-not-open', 'The place book of this cohort is not open yet.');
    if (capacity < book.held)
      return refuse(
        'seats-held',
        `Seats held: ${book.held}. The capacity can be lowered to that at most.`,
        'capacity',
      );
    if (capacity < spokenFor(book, today))
      return refuse(
        'shares-exceed-capacity',
        `Seats held, or kept for sectors that have not filled their shares: ${spokenFor(book, today)}. The capacity can be lowered to that at most.`,
        'capacity',
      );

    return [bookCapacityLowered({ cohortId, capacity, from: book.capacity })];
  },
);
