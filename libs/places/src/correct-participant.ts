import { Id, isRefusal, nothing, refuse, rule, Words } from '#kernel';
import { cohortRuns } from './correction-policies.js';
import { returnerStays } from './deferral-policies.js';
import { participantCorrectionAsked } from './events.js';
import { heldElsewhere, isOngoing, type Place, type PlaceBook } from './place-book.js';
import { alreadyHoldsAPlace, answerPending, firstRefusal, inWordsOf, noSuchPlace } from './refusals.js';

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
    const refusal =
      cohortRuns(book) ?? firstRefusal({ place, placeId, personId, book }, [goesOn, returnerStays, isFree]);
    if (refusal) return refusal;
    const named = namedIn(place);
    if (isRefusal(named)) return named;

    const { awardId } = book.rules;
    return [
      participantCorrectionAsked({
        cohortId,
        placeId,
        awardId,
        personId,
        corrects: named,
        reason,
        askedBy: actor,
      }),
    ];
  },
);

interface Asked {
  readonly place: Place;
  readonly placeId: string;
  readonly personId: string;
  readonly book: PlaceBook;
}

const goesOn = ({ place: { state } }: Asked) =>
  isOngoing(state) && state !== 'deferred'
    ? undefined
    : refuse(
        'place-ended',
        `The place is ${inWordsOf(state)}: strike that first if it was recorded of the wrong person.`,
        'placeId',
      );

const isFree = ({ book, placeId, personId }: Asked) =>
  heldElsewhere(book, personId, placeId) ? alreadyHoldsAPlace() : undefined;

// The event that named them: the confirmation, or the acceptance.
const namedIn = ({ personId, claimedIn, told = [] }: Place) =>
  (personId !== undefined &&
    claimedIn !== undefined &&
    told.findLast(({ fact }) => fact === 'confirmed' || fact === 'accepted')?.event) ||
  refuse('nobody-is-named', 'Nobody holds this place yet: confirm it for whom it is.', 'personId');
