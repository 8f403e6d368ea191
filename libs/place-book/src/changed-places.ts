import type { BusinessDate } from '#kernel';
import type { Notice } from './place-book.entity.js';
import type { Recorded } from '#kernel';
import type { PlaceName, PlaceRow } from './place-book.entity.js';
import { isDrawn } from './line.js';
import { withoutMark } from './place-days.js';
import { after, blankPlace, type OfPlaces, type Steps, withFacts } from './place-row.js';

const turns = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The turn of each place of a draw. A draw is told to each of its places: it is counted once. */
const turnsIn = (order: readonly string[]): ReadonlyMap<string, number> => {
  const counted = turns.get(order) ?? new Map(order.map((placeId, index) => [placeId, index + 1]));
  turns.set(order, counted);

  return counted;
};

/** What order, substitution, deferral and transfer say of a place. */
export const changedPlaces: Steps = {
  OrderDrawn: (row, event, key) => {
    const lineClass = row.lineClass ?? 3;
    const turn = turnsIn(event.data.order).get(key)!;

    return after(row, event, isDrawn(lineClass) ? { line: { lineClass, turn } } : {});
  },
  PriorityGiven: (row, event) => after(row, event, { line: { lineClass: 2, turn: event.data.turn } }),
  ExceptionAllowed: (row, event) => after(row, event, {}),
  OfferExtended: (row, event) => after(row, event, { untils: event.data.until }),
  // One that was only noted here is placed no more; any other had ended before it was carried.
  RequestCarried: (row, event) => after(row, event, row.state === 'noted' ? { mark: 'not_placed' } : {}),
  CarryingRefused: (row, event) => {
    const refused = after(row, event, {});
    const { days } = refused.facts;
    return event.data.notedAgain
      ? withFacts(refused, { ...refused.facts, days: withoutMark(days, 'not_placed') })
      : refused;
  },
  // It asks when the book opens, and has no turn before.
  CarriedRequestNoted: (row, event) =>
    after(
      row,
      event,
      {
        mark: 'noted',
        sponsors: event.data.sponsorId,
        ...(event.data.personId === undefined ? {} : { participants: event.data.personId }),
      },
      {
        cohortId: event.data.cohortId,
        reference: event.data.reference ?? null,
        askedAtRevision: event.revision,
      },
    ),

  CheckRecorded: (row, event) => after(row, event, {}),
  NamingWarned: (row, event) => after(row, event, {}),
  NamingExtended: (row, event) => after(row, event, {}),
  SubstitutionAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  SubstitutionRefused: (row, event) => after(row, event, { claims: null }),
  ParticipantSubstituted: (row, event) =>
    after(row, event, {
      claims: null,
      participants: event.data.personId,
      lineManagers: event.data.lineManagerId,
    }),
  PlaceDeferred: (row, event) =>
    after(row, event, {
      mark: 'deferred',
      claims: null,
      notices: noticeIn(event.data),
      ...(event.data.returnTo === undefined ? {} : { returnTo: event.data.returnTo }),
    }),
  ReturnNamed: (row, event) => after(row, event, { returnTo: event.data.returnTo }),
  DeferralPaused: (row, event) => after(row, event, {}),
  DeferralResumed: (row, event) => after(row, event, {}),
  DeferralExtended: (row, event) => after(row, event, {}),
  DeferralReminded: (row, event) => after(row, event, {}),
  DeferralLimitReached: (row, event) => after(row, event, {}),
  DeferredPlaceReturned: (row, event) =>
    after(row, event, { mark: 'moved', returnTo: event.data.returnedTo }),
  PlaceReturnedTo: (row, event) =>
    after(
      row,
      event,
      {
        mark: 'accepted',
        participants: event.data.personId,
        bound: { pricePence: event.data.pricePence, purchaseOrder: null },
        ...answeredBy(event.data),
      },
      { returnOf: event.data.returnOf },
    ),
  ReturnAwaited: (row, event) =>
    event.data.turn === undefined
      ? noted(row, event)
      : after(row, event, {
          mark: 'waitlisted',
          line: { lineClass: 1, turn: event.data.turn },
          ...answeredBy(event.data),
        }),
  ReturnLost: (row, event) => after(row, event, { returnTo: null }),
  ReturnUndone: (row, event) => {
    const undone = after(row, event, {});
    return withFacts(undone, { ...undone.facts, days: withoutMark(undone.facts.days, 'moved') });
  },
  // Who was only noted has nothing else to end; who was not is told of by the place that was left.
  ReturnGivenUp: (row, event) => {
    if (row.cohortId === null) return null;
    const isNoted = row.state === 'noted' && sameReturn(row.returnOf, event.data.returnOf);

    return after(row, event, isNoted ? { mark: 'withdrawn' } : {});
  },
  PastPlaceRecorded: (row, event) => after(row, event, {}, { cohortId: event.data.cohortId }),
  TransferProposed: (row, event) => after(row, event, {}),
  TransferDeclined: (row, event) => after(row, event, {}),
  SponsorTransferred: (row, event) =>
    after(row, event, {
      sponsors: event.data.toSponsorId ?? null,
      // The order of the one before is theirs: each sponsor sees only its own part.
      ...(row.pricePence === null
        ? {}
        : { bound: { pricePence: row.pricePence, purchaseOrder: event.data.purchaseOrder ?? null } }),
    }),
  PlaceWithoutSponsor: (row, event) => after(row, event, { sponsors: null }),
};

/** What a withdrawal or a deferral says of its notice. */
export const noticeIn = ({
  notifiedOn,
  free = false,
  bandsFrom = null,
}: {
  readonly notifiedOn: BusinessDate;
  readonly free?: boolean;
  readonly bandsFrom?: BusinessDate | null;
}): Notice => ({ notifiedOn, free, bandsFrom });

/** A returner is noted until the book opens; another may have been before, under the same id. */
const noted = (row: PlaceRow, event: Recorded<Extract<OfPlaces, { type: 'ReturnAwaited' }>>): PlaceRow => {
  const { cohortId, sponsorId, personId, returnOf, answeredAt } = event.data;
  const sponsors = { sponsors: sponsorId, ...answeredBy(event.data) };
  // Noted again by who answers now, they stand as they did.
  if (answeredAt !== undefined) return after(row, event, sponsors);
  const before = sameReturn(row.returnOf, returnOf) ? row : { ...blankPlace(row.placeId), steps: row.steps };

  return after(
    before,
    event,
    { mark: 'noted', participants: personId, ...sponsors },
    { cohortId, returnOf, askedAtRevision: event.revision },
  );
};

const sameReturn = (one: PlaceName | null, other: PlaceName): boolean =>
  one?.cohortId === other.cohortId && one.placeId === other.placeId;

// No sponsor answers for it where none did for the place that was left.
const answeredBy = (data: {
  readonly selfFunded?: true;
  readonly withoutSponsor?: object;
}): { readonly sponsors?: null } => (data.selfFunded || data.withoutSponsor ? { sponsors: null } : {});
