import type { Evolve, Happened } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { Place, PlaceBook, PlaceCorrections, PlaceState, ToldFact } from './place-book.js';
import type { CorrectableFact } from './vocabulary.js';

const FACTS: { readonly [Type in PlaceEvent['type']]?: CorrectableFact } = {
  PlaceRequested: 'requested',
  PlaceOffered: 'offered',
  PlaceAccepted: 'accepted',
  PlaceReturnedTo: 'accepted',
  PlaceConfirmed: 'confirmed',
  PlaceStarted: 'started',
  PlaceAwaitingAward: 'awaiting_award',
  PlaceFailed: 'failed',
  RequestWithdrawn: 'withdrawn',
  PlaceWithdrawn: 'withdrawn',
  PlaceNotTakenUp: 'not_taken_up',
  PlaceDeferred: 'deferred',
  PlaceDeclined: 'declined',
  RequestRefused: 'refused',
};

/** The state a place is in right after a fact. */
export const STATE_AFTER: { readonly [fact in CorrectableFact]: PlaceState } = {
  requested: 'waiting',
  offered: 'offered',
  accepted: 'accepted',
  confirmed: 'confirmed',
  started: 'started',
  awaiting_award: 'awaiting_award',
  failed: 'failed',
  withdrawn: 'withdrawn',
  not_taken_up: 'not_taken_up',
  deferred: 'deferred',
  declined: 'declined',
  refused: 'refused',
};

/** What was told of a fact last. */
export const toldOf = ({ told = [] }: PlaceCorrections, fact: CorrectableFact): ToldFact | undefined =>
  told.findLast((one) => one.fact === fact);

type AnyStep = (book: PlaceBook, event: Happened<PlaceEvent>) => PlaceBook;

/** Steps that also remember of each place which facts were recorded of it, in which events. */
export const remembered = (steps: Evolve<PlaceBook, PlaceEvent>): Evolve<PlaceBook, PlaceEvent> => {
  const remembering = Object.entries(FACTS).map(([type, fact]): [string, AnyStep] => {
    const step = steps[type as PlaceEvent['type']] as AnyStep;
    return [
      type,
      (book, event) => {
        const { placeId } = event.data as { readonly placeId: string };
        const before = book.places.get(placeId);
        const next = step(book, event);
        const place = next.places.get(placeId);
        return place
          ? { ...next, places: next.places.set(placeId, told(book, place, before, fact, event)) }
          : next;
      },
    ];
  });
  return { ...steps, ...(Object.fromEntries(remembering) as Partial<typeof steps>) };
};

// No index of the book looks at what was told, so it is set beside them.
const told = (
  { drawn }: PlaceBook,
  place: Place,
  before: Place | undefined,
  fact: CorrectableFact,
  { id, effectiveOn }: Happened<PlaceEvent>,
): Place => ({
  ...place,
  told: [
    ...(place.told ?? []),
    { fact, event: id, on: effectiveOn, ...(drawn ? { drawn } : {}), ...(before ? { before } : {}) },
  ],
});
