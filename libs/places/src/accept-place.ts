import { type BusinessDate, Id, inWords, nothing, refuse, rule, Whole, Words, YesNo } from '#kernel';
import { acceptanceAsked, placeAccepted } from './events.js';
import { heldElsewhere, type Place, type PlaceBook } from './place-book.js';
import {
  alreadyHoldsAPlace,
  answerPending,
  asItStands,
  cohortCancelled,
  firstRefusal,
  noSuchPlace,
  orderStatedTwice,
} from './refusals.js';

/**
 * The sponsor takes the offered place: price and terms are frozen. The person may be named now or later; named now,
 * the place is accepted once their candidacy is claimed for it, and the seat is kept meanwhile.
 */
export class AcceptPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person', optional: true, description: 'The participant, if already known.' })
  personId?: string;
  @Words({ optional: true, max: 60, example: 'PO 4500123' })
  purchaseOrder?: string;
  @YesNo({
    optional: true,
    description: 'The purchase order follows: the invoice waits for it, the place does not.',
  })
  orderToFollow?: boolean;
  @Whole(0, 60, { optional: true, example: 12, description: 'Days of release promised.' })
  releaseDays?: number;
}

export const acceptPlace = rule(
  AcceptPlace,
  [
    'no-such-place',
    'cohort-cancelled',
    'answer-pending',
    'offer-lapsed',
    'place-not-offered',
    'order-stated-twice',
    'already-holds-a-place',
  ],
  (acceptance, book: PlaceBook, { today }) => {
    const { cohortId, placeId, personId } = acceptance;
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (isAnsweredAlready(place, acceptance)) return nothing;

    const refusal = firstRefusal({ acceptance, place, book, today }, [
      cohortRuns,
      nothingIsPending,
      offerStands,
      orderIsStatedOnce,
      personHoldsNoOtherPlaceHere,
    ]);
    if (refusal) return refusal;

    const { awardId, pricePence, terms } = book.rules;
    const { purchaseOrder, orderToFollow, releaseDays } = acceptance;
    const said = { purchaseOrder, orderToFollow, releaseDays };
    return personId === undefined
      ? [
          placeAccepted({
            cohortId,
            placeId,
            awardId,
            sponsorId: place.sponsorId,
            pricePence,
            terms,
            ...said,
          }),
        ]
      : [acceptanceAsked({ cohortId, placeId, awardId, personId, ...said })];
  },
);

const isAnsweredAlready = (place: Place, { personId, purchaseOrder }: AcceptPlace): boolean =>
  place.asking
    ? place.asking.kind === 'acceptance' &&
      place.asking.personId === personId &&
      place.asking.purchaseOrder === purchaseOrder
    : place.state === 'accepted' &&
      (personId === undefined || (place.personId === personId && place.claimedIn !== undefined)) &&
      place.purchaseOrder === purchaseOrder;

interface Asked {
  readonly acceptance: AcceptPlace;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

const cohortRuns = ({ book }: Asked) => (book.cancelled ? cohortCancelled() : undefined);

const nothingIsPending = ({ place }: Asked) => (place.asking ? answerPending() : undefined);

// The day decides, whether or not the lapse was recorded: an acceptance may be on its way while the offer lapses.
const offerStands = ({ place, today }: Asked) => {
  if (place.state === 'lapsed' || (place.state === 'offered' && place.until && today > place.until))
    return refuse(
      'offer-lapsed',
      `This offer stood until ${inWords(place.until ?? today)}. Ask for a place again.`,
    );

  return place.state === 'offered'
    ? undefined
    : refuse(
        'place-not-offered',
        `Only an offered place can be accepted; this one is ${asItStands(place.state)}.`,
      );
};

const orderIsStatedOnce = ({ acceptance: { purchaseOrder, orderToFollow } }: Asked) =>
  purchaseOrder !== undefined && orderToFollow ? orderStatedTwice() : undefined;

const personHoldsNoOtherPlaceHere = ({ acceptance: { personId, placeId }, book }: Asked) =>
  personId !== undefined && heldElsewhere(book, personId, placeId) ? alreadyHoldsAPlace() : undefined;
