import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule, Words } from '#kernel';
import { transferProposed } from './events.js';
import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import type { TransferProposal } from './place-changes.js';
import {
  asItStands,
  cohortCancelled,
  firstRefusal,
  noSuchPlace,
  notifiedInTheFuture,
  placeEnded,
} from './refusals.js';
import { isSameSponsor } from './same-sponsor.js';

/**
 * Another organisation is to answer for a place that binds its sponsor: the participant changes employer, say. Until it
 * accepts, the old one stays liable; with none accepting by `acceptBy`, the place is without sponsor. Of a deferred place too:
 * until its participant starts where they return, who answers there follows it.
 */
export class ProposeTransfer {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Who is asked to answer for the place. Left out, any organisation may accept.',
  })
  toSponsorId?: string;
  @Day({ description: 'The first day for which the new sponsor answers; it may lie ahead.' })
  on!: BusinessDate;
  @Day({ description: 'The last day on which the transfer can be accepted.' })
  acceptBy!: BusinessDate;
  @Day({ optional: true, description: 'The day notice arrived; default today.' })
  notifiedOn?: BusinessDate;
  @Words({ optional: true, description: 'The document that shows the notice; never about a person.' })
  evidence?: string;
  /** Filled in, not stated: every record of whom is asked. */
  sponsorIds?: readonly string[];
}

export const proposeTransfer = rule(
  ProposeTransfer,
  [
    'no-such-place',
    'cohort-cancelled',
    'place-ended',
    'place-binds-nobody',
    'return-not-started',
    'place-without-sponsor',
    'transfer-pending',
    'transfer-over',
    'same-sponsor',
    'transfer-too-early',
    'accept-by-has-passed',
    'notified-in-the-future',
  ],
  (proposal, book: PlaceBook, { today }) => {
    const { cohortId, placeId, toSponsorId, on, acceptBy, evidence } = proposal;
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (isProposedAlready(place, proposal)) return nothing;

    const refusal = firstRefusal({ proposal, place, book, today }, [
      cohortRuns,
      placeBinds,
      isDecidedHere,
      somebodyAnswers,
      nothingIsProposed,
      sponsorIsAnother,
      dayFollowsTheLast,
      answerCanArrive,
      noticeHasArrived,
    ]);
    if (refusal) return refusal;

    return [
      transferProposed({
        cohortId,
        placeId,
        fromSponsorId: place.sponsorId,
        ...(toSponsorId === undefined ? {} : { toSponsorId }),
        on,
        acceptBy,
        notifiedOn: proposal.notifiedOn ?? today,
        ...(evidence === undefined ? {} : { evidence }),
      }),
    ];
  },
);

const isProposedAlready = ({ transfer }: Place, proposal: ProposeTransfer): boolean =>
  transfer !== undefined &&
  isSameSponsor(transfer.toSponsorId, proposal.toSponsorId, proposal) &&
  transfer.on === proposal.on &&
  transfer.acceptBy === proposal.acceptBy;

/** The states in which a sponsor answers for a place, or somebody else may. */
export const BINDING: ReadonlySet<string> = new Set([
  'accepted',
  'confirmed',
  'started',
  'awaiting_award',
  'deferred',
]);

/** True of a place that binds, and of one its participant moved on from while somebody was asked to take it over. */
export const isAnswerable = ({ state, transfer }: Pick<Place, 'state' | 'transfer'>): boolean =>
  BINDING.has(state) || (state === 'moved' && transfer !== undefined);

/** True of a place that ends with its cohort: whoever goes on in another does so without it. */
export const endsWithItsCohort = ({ cancelled }: PlaceBook, { state }: Pick<Place, 'state'>): boolean =>
  cancelled && state !== 'deferred' && state !== 'moved';

/**
 * Who answers is decided in one place of a participation: in the deferred one until its participant starts where they return,
 * there from then on. What was proposed before is still answered where it was.
 */
export const isDecidedHere = ({ place }: { readonly place: Place }) => {
  const { state, returnOf, startedOn, transfer } = place;
  if (transfer) return undefined;
  if (state === 'moved') return placeEnded(state);

  return returnOf && startedOn === undefined && isOngoing(state)
    ? refuse(
        'return-not-started',
        'The participant has not started here yet: say so of the place they deferred, in the cohort they left. It holds here too.',
        'placeId',
      )
    : undefined;
};

interface Asked {
  readonly proposal: ProposeTransfer;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

const cohortRuns = ({ book, place }: Asked) =>
  endsWithItsCohort(book, place) ? cohortCancelled() : undefined;

const placeBinds = ({ place: { state } }: Asked) => {
  if (!isOngoing(state)) return placeEnded(state);

  return BINDING.has(state)
    ? undefined
    : refuse(
        'place-binds-nobody',
        `Only a place that was accepted can go to another sponsor; this one is ${asItStands(state)}.`,
      );
};

const somebodyAnswers = ({ place: { withoutSponsor } }: Asked) =>
  withoutSponsor
    ? refuse('place-without-sponsor', 'This place has no sponsor: any organisation can accept it as it is.')
    : undefined;

const nothingIsProposed = ({ place: { transfer }, today }: Asked) => {
  if (!transfer) return undefined;

  return isOver(transfer, today)
    ? transferOver(transfer)
    : refuse(
        'transfer-pending',
        `Another transfer of this place is proposed until ${inWords(transfer.acceptBy)}. Decline it first.`,
      );
};

const sponsorIsAnother = ({ proposal, place }: Asked) =>
  isSameSponsor(place.sponsorId, proposal.toSponsorId, proposal) && !place.selfFunded
    ? sameSponsor('toSponsorId')
    : undefined;

const dayFollowsTheLast = ({ proposal: { on }, place }: Asked) => {
  const since = answersSince(place);

  return since !== undefined && on <= since
    ? refuse(
        'transfer-too-early',
        `Whoever answers for this place does so since ${inWords(since)}. State a later day.`,
        'on',
      )
    : undefined;
};

const answerCanArrive = ({ proposal: { acceptBy }, today }: Asked) =>
  acceptBy < today
    ? refuse('accept-by-has-passed', 'Give a last day that has not passed.', 'acceptBy')
    : undefined;

const noticeHasArrived = ({ proposal: { notifiedOn }, today }: Asked) =>
  notifiedOn !== undefined && notifiedOn > today ? notifiedInTheFuture() : undefined;

/** True once nobody accepted by the last day: the day decides, whether or not that was recorded. */
export const isOver = ({ acceptBy }: TransferProposal, today: BusinessDate): boolean => today > acceptBy;

/** The last day to answer a proposal has passed. */
export const transferOver = ({ acceptBy }: TransferProposal) =>
  refuse(
    'transfer-over',
    `This transfer could be accepted until ${inWords(acceptBy)}. Look again in a moment: the place will be without sponsor, and any organisation can accept it then.`,
  );

/** Since when whoever answers for a place now does. */
export const answersSince = ({ answering, acceptedOn }: Place): BusinessDate | undefined =>
  answering?.last()?.on ?? acceptedOn;

/** The sponsor named answers for the place already. */
export const sameSponsor = (field: string) =>
  refuse('same-sponsor', 'This organisation answers for the place already: name another one.', field);
