import type { Evolve, FactsOf } from '#kernel';
import type { changeEvents } from './change.events.js';
import type { PlaceBook } from './place-book.js';
import { withPlace } from './place-book.js';
import { changed } from './place-change.js';

/** How the book remembers how places change. */
export const changeSteps = {
  CheckRecorded: (book, event) => changed(book, event, {}),
  NamingWarned: (book, event) => changed(book, event, {}),
  NamingExtended: (book, event) => changed(book, event, {}),
  SubstitutionAsked: (book, event) => changed(book, event, {}),
  SubstitutionRefused: (book, event) => changed(book, event, { asking: undefined }),
  ParticipantSubstituted: (book, event) =>
    changed(book, event, { asking: undefined, personId: event.data.personId }),
  PlaceDeferred: (book, event) => changed(book, event, { state: 'deferred', asking: undefined }),
  ReturnNamed: (book, event) => changed(book, event, {}),
  DeferralPaused: (book, event) => changed(book, event, {}),
  DeferralResumed: (book, event) => changed(book, event, {}),
  DeferralExtended: (book, event) => changed(book, event, {}),
  DeferralReminded: (book, event) => changed(book, event, {}),
  DeferralLimitReached: (book, event) => changed(book, event, {}),
  DeferredPlaceReturned: (book, event) => changed(book, event, { state: 'moved', claimedIn: undefined }),
  PlaceReturnedTo: (book, event) =>
    changed(book, event, { state: 'accepted', personId: event.data.personId, acceptedOn: event.effectiveOn }),
  ReturnAwaited: (book, { data }) =>
    withPlace(book, data.placeId, {
      state: 'waiting',
      sponsorId: data.sponsorId,
      personId: data.personId,
      requestedFor: data.personId,
      stated: {},
      kept: {},
    }),
  TransferProposed: (book, event) => changed(book, event, {}),
  TransferDeclined: (book, event) => changed(book, event, {}),
  SponsorTransferred: (book, event) => changed(book, event, {}),
  PlaceWithoutSponsor: (book, event) => changed(book, event, {}),
  BookMoved: (book, { data: { startsOn, lastJoiningDate, requestsCloseOn } }) => ({
    ...book,
    ...(book.rules
      ? {
          rules: {
            ...book.rules,
            startsOn,
            lastJoiningDate,
            ...(requestsCloseOn === undefined ? {} : { requestsCloseOn }),
          },
        }
      : {}),
  }),
} satisfies Evolve<PlaceBook, FactsOf<typeof changeEvents>>;
