import { withoutMark } from './place-days.js';
import { after, type Steps, withFacts } from './place-row.js';

/** What order, substitution, deferral and transfer say of a place. */
export const changedPlaces: Steps = {
  // Those who stand before all others for a reason keep standing there.
  OrderDrawn: (row, event, key) =>
    after(
      row,
      event,
      row.lineClass === null || row.lineClass === 3
        ? { line: { lineClass: 3, turn: event.data.order.indexOf(key) + 1 } }
        : {},
    ),
  PriorityGiven: (row, event) => after(row, event, { line: { lineClass: 2, turn: event.data.turn } }),
  ExceptionAllowed: (row, event) => after(row, event, {}),
  OfferExtended: (row, event) => after(row, event, { untils: event.data.until }),
  RequestCarried: (row, event) => after(row, event, {}),
  // Before its book opens it is only noted: it asks when the book opens.
  CarriedRequestNoted: (row) => row,

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
      },
      { returnOf: event.data.returnOf },
    ),
  ReturnAwaited: (row, event) =>
    event.data.turn === undefined
      ? row
      : after(row, event, { mark: 'waitlisted', line: { lineClass: 1, turn: event.data.turn } }),
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
      ...(event.data.purchaseOrder === undefined || row.pricePence === null
        ? {}
        : { bound: { pricePence: row.pricePence, purchaseOrder: event.data.purchaseOrder } }),
    }),
  PlaceWithoutSponsor: (row, event) => after(row, event, { sponsors: null }),
};
