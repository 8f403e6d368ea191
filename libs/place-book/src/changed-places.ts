import { withoutMark } from './place-days.js';
import { after, type Steps, withFacts } from './place-row.js';

const turns = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The turn of each place of a draw. A draw is told to each of its places: it is counted once. */
const turnsIn = (order: readonly string[]): ReadonlyMap<string, number> => {
  const counted = turns.get(order) ?? new Map(order.map((placeId, index) => [placeId, index + 1]));
  turns.set(order, counted);

  return counted;
};

/** What order, substitution, deferral and transfer say of a place. */
export const changedPlaces: Steps = {
  // Those who stand before all others for a reason keep standing there.
  OrderDrawn: (row, event, key) =>
    after(
      row,
      event,
      row.lineClass === null || row.lineClass === 3
        ? { line: { lineClass: 3, turn: turnsIn(event.data.order).get(key)! } }
        : {},
    ),
  PriorityGiven: (row, event) => after(row, event, { line: { lineClass: 2, turn: event.data.turn } }),
  ExceptionAllowed: (row, event) => after(row, event, {}),
  OfferExtended: (row, event) => after(row, event, { untils: event.data.until }),
  RequestCarried: (row, event) => after(row, event, {}),
  CarryingRefused: (row, event) => after(row, event, {}),
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
      ? row
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
  ReturnGivenUp: (row, event) => after(row, event, {}),
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

// No sponsor answers for it where none did for the place that was left.
const answeredBy = (data: {
  readonly selfFunded?: true;
  readonly withoutSponsor?: object;
}): { readonly sponsors?: null } => (data.selfFunded || data.withoutSponsor ? { sponsors: null } : {});
