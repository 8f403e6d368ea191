import { Id, isRefusal, nothing, refuse, rule, Words } from '#kernel';
import { type CorrectableFact, participantCorrectionAsked } from './events.js';
import { heldElsewhere, isOngoing, type Place, type PlaceBook } from './place-book.js';
import {
  alreadyHoldsAPlace,
  answerPending,
  cohortCancelled,
  firstRefusal,
  inWordsOf,
  noSuchPlace,
} from './refusals.js';
import { lastOf } from './told-facts.js';

/**
 * Another person held the place than was recorded, from the day they were recorded for. Not a substitution, which says that
 * somebody took it over: their candidacy is claimed, and the place is theirs once that is granted.
 */
export class CorrectParticipant {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person', description: 'Who held it in truth' }) personId!: string;
  @Words({ max: 200, example: 'Two applications had been mixed up.', description: 'Never about a person' })
  reason!: string;
}

export const correctParticipant = rule(
  CorrectParticipant,
  [
    'no-such-place',
    'answer-pending',
    'cohort-cancelled',
    'nobody-is-named',
    'place-ended',
    'returners-place',
    'already-holds-a-place',
  ],
  ({ cohortId, placeId, personId, reason }, book: PlaceBook, { actor }) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.asking?.kind === 'participant' && place.asking.personId === personId) return nothing;
    if (place.asking) return answerPending();
    if (place.personId === personId && place.claimedIn !== undefined) return nothing;
    const refusal = firstRefusal({ place, placeId, personId, book }, [
      cohortRuns,
      goesOn,
      returnerIsHere,
      isFree,
    ]);
    if (refusal) return refusal;
    const named = namedIn(place);
    if (isRefusal(named)) return named;

    const { awardId } = book.rules;
    const asked = { cohortId, placeId, awardId, personId, corrects: named, reason, askedBy: actor };
    const { returnOf } = place;
    return [participantCorrectionAsked({ ...asked, ...(returnOf ? { returnOf } : {}) })];
  },
);

interface Asked {
  readonly place: Place;
  readonly placeId: string;
  readonly personId: string;
  readonly book: PlaceBook;
}

// Who deferred goes on in another cohort.
const cohortRuns = ({ place, book }: Asked) =>
  book.cancelled && place.state !== 'deferred' ? cohortCancelled() : undefined;

const goesOn = ({ place: { state } }: Asked) => {
  if (isOngoing(state)) return undefined;

  return refuse(
    'place-ended',
    state === 'moved'
      ? 'The participant has returned to a later cohort: correct the place there, and this one follows it.'
      : `The place is ${inWordsOf(state)}: strike that first if it was recorded of the wrong person.`,
    'placeId',
  );
};

// Until they have started here, the place they deferred says who they are.
const returnerIsHere = ({ place, personId }: Asked) =>
  place.returnOf && place.startedOn === undefined && place.personId !== personId
    ? refuse(
        'returners-place',
        'This place is kept for a participant who returns: correct the place they deferred, and this one follows it.',
        'placeId',
      )
    : undefined;

const isFree = ({ book, placeId, personId }: Asked) =>
  heldElsewhere(book, personId, placeId) ? alreadyHoldsAPlace() : undefined;

// The event that named them: the acceptance, the confirmation, or the substitution.
const namedIn = ({ personId, claimedIn, told = [] }: Place) =>
  (personId !== undefined && claimedIn !== undefined && lastOf({ told }, NAMING)?.event) ||
  refuse('nobody-is-named', 'Nobody holds this place yet: confirm it for whom it is.', 'personId');

const NAMING: readonly CorrectableFact[] = ['accepted', 'confirmed', 'substituted'];
