import {
  type BusinessDate,
  type Evolve,
  type FactsOf,
  type Happened,
  londonDateOf,
  stated,
  undated,
} from '#kernel';
import { Map, Set } from 'immutable';
import type { changeEvents } from './change.events.js';
import type { Answered } from './deferral.js';
import { factsOf, named, statedIn } from './participant-named.js';
import type { Place, PlaceBook } from './place-book.js';
import type { Answering, CheckMade, TransferProposal } from './place-changes.js';
import { changed } from './place-change.js';
import { withUnaskedGroups } from './with-place.js';

/** How the book remembers how places change. */
export const changeSteps = {
  CheckRecorded: (book, event) => {
    const { cohortId: _, placeId: __, personId, ...recorded } = event.data;
    const { check } = recorded;
    return changed(book, event, ({ checks }) => ({
      checks: (checks ?? Map<string, readonly CheckMade[]>()).update(personId, [], (others) => [
        ...others.filter((other) => other.check !== check),
        recorded,
      ]),
    }));
  },
  NamingWarned: (book, event) => {
    const { placeId, namingDate, releasedAfter } = event.data;
    return {
      ...changed(book, event, { warning: { namingDate, releasedAfter, startMoves: book.startMoves } }),
      toWarn: book.toWarn.delete(placeId),
    };
  },
  NamingExtended: (book, event) => ({
    ...changed(book, event, { namingUntil: event.data.until, warning: undefined }),
    toWarn: book.toWarn.add(event.data.placeId),
  }),

  SubstitutionAsked: (book, event) => {
    const { cohortId: _, placeId: __, awardId: ___, homeOrganisationId, level, ...said } = event.data;
    return changed(book, event, {
      asking: {
        kind: 'substitution',
        askedIn: event.id,
        askedOn: event.effectiveOn,
        ...said,
        ...statedIn({ homeOrganisationId, level }),
      },
    });
  },
  SubstitutionRefused: (book, event) => changed(book, event, { asking: undefined }),
  ParticipantSubstituted: (book, event) =>
    changed(book, event, (place) => ({
      confirmedOn: event.effectiveOn,
      ...named(place, event.data.personId),
      ...factsOf(place, event.data),
    })),

  TransferProposed: (book, event) => {
    const { toSponsorId, on, acceptBy, notifiedOn, evidence } = event.data;
    return changed(book, event, {
      transfer: {
        on,
        acceptBy,
        notifiedOn,
        ...(toSponsorId === undefined ? {} : { toSponsorId }),
        ...(evidence === undefined ? {} : { evidence }),
      },
    });
  },
  TransferDeclined: (book, event) =>
    changed(book, event, ({ sponsorId, transfer }) => {
      if (!transfer || event.data.sponsorId === sponsorId) return { transfer: undefined };
      const { toSponsorId: _, ...open } = transfer;
      return { transfer: { ...open, declinedBy: event.data.sponsorId } };
    }),
  SponsorTransferred: (book, event) => {
    const { toSponsorId, selfFunded, purchaseOrder } = event.data;
    return changed(book, event, (place) => ({
      transfer: undefined,
      withoutSponsor: undefined,
      ...(toSponsorId === undefined ? {} : { sponsorId: toSponsorId }),
      selfFunded,
      purchaseOrder,
      answering: answeringFrom(place, event.effectiveOn, {
        ...(toSponsorId === undefined ? {} : { sponsorId: toSponsorId }),
        ...(selfFunded ? { selfFunded } : {}),
      }),
      answered: answeredIn(place, event, event.data),
    }));
  },
  PlaceWithoutSponsor: (book, event) =>
    changed(book, event, (place) => {
      const withoutSponsor = noticeOf(place, event.data);
      return {
        transfer: undefined,
        withoutSponsor,
        selfFunded: undefined,
        answering: answeringFrom(place, event.effectiveOn, {}),
        answered: answeredIn(place, event, withoutSponsor),
      };
    }),

  BookMoved: (book, { data, effectiveOn }) => {
    const { startsOn, lastJoiningDate, requestsCloseOn, endsOn, freeWithdrawalUntil, moveId, corrected } =
      data;
    const dates = {
      startsOn,
      lastJoiningDate,
      ...(requestsCloseOn === undefined ? {} : { requestsCloseOn }),
      ...(endsOn === undefined ? {} : { endsOn }),
    };
    const startMoved = (book.rules ?? book.movedTo)?.startsOn !== startsOn;
    const putOff = !corrected && book.rules?.lastJoiningDate !== lastJoiningDate;
    return {
      ...(startMoved ? withUnaskedGroups(book) : book),
      ...(book.rules ? { rules: { ...book.rules, ...dates } } : { movedTo: { ...book.movedTo, ...dates } }),
      moves: book.moves.push({
        movedOn: effectiveOn,
        ...(freeWithdrawalUntil === undefined ? {} : { freeWithdrawalUntil }),
        ...(moveId === undefined ? {} : { moveId }),
      }),
      struckMoves: Set(data.struck),
      ...(putOff ? { notPlacedInTime: book.notPlaced } : {}),
      // The naming date of each may be another one now; what was warned of another start stays void, should that come back.
      startMoves: book.startMoves + Number(startMoved),
      toWarn: book.unnamed,
    };
  },
} satisfies Evolve<PlaceBook, FactsOf<typeof changeEvents>>;

/** What an acceptance fixes beside the price: when the sponsor was bound, and by which dates of the cohort. */
export const bound = (
  { rules, moves }: PlaceBook,
  { effectiveOn, recordedAt }: Happened,
): Partial<Place> => ({
  acceptedOn: effectiveOn,
  boundOn: londonDateOf(recordedAt),
  agreedStartsOn: rules?.startsOn,
  movesBefore: moves.size,
});

/** Who answers for a place, from a day on. */
export const answeringFrom = (
  place: NonNullable<Answered['before']>,
  day: BusinessDate,
  who: Answering,
): Place['answering'] =>
  stated(
    place.answering ?? stated(undated<Answering>(), place.acceptedOn ?? day, { sponsorId: place.sponsorId }),
    day,
    who,
  );

type Notice = Pick<TransferProposal, 'notifiedOn' | 'evidence'>;

const noticeOf = ({ transfer }: Place, followed: Partial<Notice>): Notice => {
  const { notifiedOn, evidence } = followed.notifiedOn === undefined ? (transfer ?? {}) : followed;
  if (notifiedOn === undefined)
    throw new Error('A place comes to be without sponsor when a transfer comes to nothing.');

  return { notifiedOn, ...(evidence === undefined ? {} : { evidence }) };
};

type Answer = Happened<FactsOf<Pick<typeof changeEvents, 'sponsorTransferred' | 'placeWithoutSponsor'>>>;

const answeredIn = (
  { sponsorId, acceptedOn, answering }: Place,
  { id: event, data: { follows }, effectiveOn, recordedAt }: Answer,
  { notifiedOn, evidence }: Notice,
): Answered => ({
  at: follows?.answeredAt ?? recordedAt,
  on: effectiveOn,
  here: follows === undefined,
  event,
  before: {
    sponsorId,
    ...(acceptedOn === undefined ? {} : { acceptedOn }),
    ...(answering === undefined ? {} : { answering }),
  },
  notifiedOn,
  ...(evidence === undefined ? {} : { evidence }),
});
