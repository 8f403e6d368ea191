import { type BusinessDate, Id, laterOf, nothing, refuse, rule, Words, YesNo } from '#kernel';
import { sponsorTransferred, transferDeclined } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import type { TransferProposal } from './place-changes.js';
import {
  answersSince,
  endsWithItsCohort,
  isAnswerable,
  isDecidedHere,
  isOver,
  sameSponsor,
  transferOver,
} from './propose-transfer.js';
import { cohortCancelled, firstRefusal, noSuchPlace, orderStatedTwice } from './refusals.js';
import { isSameSponsor } from './same-sponsor.js';

/**
 * An organisation takes over answering for a place, on the terms as they are: from the day the transfer was proposed for, or
 * from the day it says yes if that is later. A sponsor's maximum counts requests, and not what it takes over.
 */
export class AcceptTransfer {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'organisation', description: 'Who answers for the place from now on.' })
  sponsorId!: string;
  @Words({ optional: true, max: 60, example: 'PO 4500123' })
  purchaseOrder?: string;
  @YesNo({
    optional: true,
    description: 'The purchase order follows: the invoice waits for it, the place does not.',
  })
  orderToFollow?: boolean;
  /** Filled in, not stated. */
  sponsorIds?: readonly string[];
}

export const acceptTransfer = rule(
  AcceptTransfer,
  [
    'no-such-place',
    'cohort-cancelled',
    'place-ended',
    'return-not-started',
    'no-transfer-proposed',
    'same-sponsor',
    'transfer-over',
    'another-sponsor-asked',
    'order-stated-twice',
  ],
  (acceptance, book: PlaceBook, { today, effectiveOn }) => {
    const { cohortId, placeId, sponsorId, purchaseOrder, orderToFollow } = acceptance;
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (isTakenOverBy(place, acceptance)) return nothing;

    const refusal = firstRefusal({ acceptance, place, book, today }, [
      cohortRuns,
      isDecidedHere,
      somebodyIsAsked,
      sponsorIsAnother,
      proposalStands,
      orderIsStatedOnce,
    ]);
    if (refusal) return refusal;

    return [
      sponsorTransferred(
        {
          cohortId,
          placeId,
          fromSponsorId: place.sponsorId,
          toSponsorId: sponsorId,
          ...noticeOf(place, today),
          ...(purchaseOrder === undefined ? {} : { purchaseOrder }),
          ...(orderToFollow === undefined ? {} : { orderToFollow }),
        },
        laterOf(effectiveOn, place.transfer?.on ?? answersSince(place) ?? effectiveOn),
      ),
    ];
  },
);

/**
 * The organisation asked does not want to answer for the place: until the last day any other may. Declined by then by the
 * sponsor that answers now, the proposal is taken back and all stays as it was.
 */
export class DeclineTransfer {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'organisation', description: 'Who was asked, or the sponsor that takes the proposal back.' })
  sponsorId!: string;
  /** Filled in, not stated. */
  sponsorIds?: readonly string[];
}

export const declineTransfer = rule(
  DeclineTransfer,
  [
    'no-such-place',
    'place-ended',
    'return-not-started',
    'no-transfer-proposed',
    'transfer-over',
    'another-sponsor-asked',
  ],
  (declining, book: PlaceBook, { today }) => {
    const { cohortId, placeId, sponsorId } = declining;
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    const elsewhere = isDecidedHere({ place });
    if (elsewhere) return elsewhere;
    if (!place.transfer || !isAnswerable(place)) return noTransferProposed();
    const { declinedBy, toSponsorId } = place.transfer;
    if (declinedBy !== undefined && isSameSponsor(declinedBy, sponsorId, declining)) return nothing;
    if (isOver(place.transfer, today)) return transferOver(place.transfer);
    // Taken back, or declined: by the id the place knows it by.
    const asked = [place.sponsorId, toSponsorId].find((known) => isSameSponsor(known, sponsorId, declining));
    if (asked === undefined) return anotherSponsorAsked();

    return [transferDeclined({ cohortId, placeId, sponsorId: asked })];
  },
);

/** The notice by which the sponsor before stopped answering, which its money follows. */
export const noticeOf = (
  { transfer, withoutSponsor }: Place,
  today: BusinessDate,
): Pick<TransferProposal, 'notifiedOn' | 'evidence'> => {
  const { notifiedOn = today, evidence } = transfer ?? withoutSponsor ?? {};

  return { notifiedOn, ...(evidence === undefined ? {} : { evidence }) };
};

interface Asked {
  readonly acceptance: AcceptTransfer;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

const isTakenOverBy = (
  { answering, sponsorId, transfer, withoutSponsor, selfFunded }: Place,
  by: AcceptTransfer,
): boolean =>
  answering !== undefined &&
  isSameSponsor(sponsorId, by.sponsorId, by) &&
  !transfer &&
  !withoutSponsor &&
  !selfFunded;

const cohortRuns = ({ book, place }: Asked) =>
  endsWithItsCohort(book, place) ? cohortCancelled() : undefined;

const somebodyIsAsked = ({ place }: Asked) =>
  isAnswerable(place) && (place.transfer ?? place.withoutSponsor) ? undefined : noTransferProposed();

const sponsorIsAnother = ({ acceptance, place }: Asked) =>
  place.transfer && !place.selfFunded && isSameSponsor(place.sponsorId, acceptance.sponsorId, acceptance)
    ? sameSponsor('sponsorId')
    : undefined;

const proposalStands = ({ acceptance, place: { transfer }, today }: Asked) => {
  if (transfer && isOver(transfer, today)) return transferOver(transfer);

  return transfer?.toSponsorId !== undefined &&
    !isSameSponsor(transfer.toSponsorId, acceptance.sponsorId, acceptance)
    ? anotherSponsorAsked()
    : undefined;
};

const orderIsStatedOnce = ({ acceptance: { purchaseOrder, orderToFollow } }: Asked) =>
  purchaseOrder !== undefined && orderToFollow ? orderStatedTwice() : undefined;

const noTransferProposed = () =>
  refuse('no-transfer-proposed', 'No transfer of this place is proposed. Propose one first.', 'placeId');

const anotherSponsorAsked = () =>
  refuse(
    'another-sponsor-asked',
    'Another organisation is asked to answer for this place. It accepts or declines.',
    'sponsorId',
  );
