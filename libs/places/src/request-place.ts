import { type BusinessDate, countOf, Id, inWords, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { LEVELS, type Level, placeRequested } from './events.js';
import { foreseen } from './foreseen.js';
import { offeredOrWaiting } from './joining.js';
import type { Place, PlaceBook } from './place-book.js';
import { sectorOn, type SectorsOfSponsor } from './place-order.js';
import { alreadyHoldsAPlace, cohortCancelled, firstRefusal, sponsorHasItsMaximum } from './refusals.js';
import { isSameSponsor } from './same-sponsor.js';
import { MOST_IN_A_WINDOW, windowClosing } from './window.js';

/** A sponsor asks for one place. Asking again with the same id changes nothing. */
export class RequestPlace {
  @Id({ of: 'cohort' }) cohortId!: string;
  @Id({ description: 'Chosen by the caller: asking again with the same id changes nothing.' })
  placeId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Id({
    of: 'person',
    optional: true,
    description: 'Whom the sponsor proposes. A place may be accepted and named later.',
  })
  personId?: string;
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Where the participant works; default: their employer.',
  })
  homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true, description: 'Management level; default: as their record says.' })
  level?: Level;
  @Words({ optional: true, max: 60, example: 'L&D 2026/17', description: "The sponsor's own reference." })
  reference?: string;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
  /** Filled in, not stated. */
  sponsorIds?: readonly string[];
}

/** A free seat is offered at once; otherwise the request waits. Nobody new overtakes anyone who waits. */
export const requestPlace = rule(
  RequestPlace,
  [
    'place-id-taken',
    'places-not-open',
    'cohort-cancelled',
    'last-joining-date-passed',
    'sponsor-has-its-maximum',
    'window-full',
    'already-holds-a-place',
  ],
  (request, book: PlaceBook, circumstances) => {
    const { today } = circumstances;
    const { cohortId, placeId } = request;
    const known = book.places.get(placeId);
    if (known)
      return asksTheSame(known, request)
        ? nothing
        : refuse('place-id-taken', 'This id is of another request. Choose a new one.', 'placeId');

    const refusal = firstRefusal({ ...request, places: 1, book, today }, requestPolicies);
    if (refusal) return refusal;
    if (!book.rules) return nothing;

    const { programmeId, awardId } = book.rules;
    const closing = windowClosing(cohortId, book, today);
    const { sectors, sponsorIds: _, ...said } = request;
    const asking = { ...said, ...sectorOn(sectors, today) };
    return [
      ...closing,
      placeRequested({ programmeId, awardId, ...asking }),
      offeredOrWaiting(foreseen(book, closing, circumstances), asking, today),
    ];
  },
);

const asksTheSame = (place: Place, request: RequestPlace): boolean =>
  isSameSponsor(place.sponsorId, request.sponsorId, request) && place.requestedFor === request.personId;

/** Who asks, for how many places and whom. */
export interface Asked {
  readonly sponsorId: string;
  readonly personId?: string;
  readonly places: number;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

/** The book is open, and its cohort was not cancelled. */
export const bookIsOpen = ({ book, today }: Asked) => {
  if (book.cancelled) return cohortCancelled();
  if (!book.rules)
    return refuse(
      'places-not-open',
      'This cohort is not taking requests yet: ask once its enrolment is open.',
      'cohortId',
    );
  const over = book.rules.requestsCloseOn !== undefined && today > book.rules.requestsCloseOn;

  return book.closed || over
    ? refuse(
        'places-not-open',
        'This cohort takes no more requests, its enrolment is closed: ask for a place in a later cohort.',
        'cohortId',
      )
    : undefined;
};

/** The last joining date is today or later. */
export const lastJoiningDateIsAhead = ({ book: { rules }, today }: Asked) =>
  rules && today > rules.lastJoiningDate
    ? refuse(
        'last-joining-date-passed',
        `Nobody joins this cohort after ${inWords(rules.lastJoiningDate)}: ask for a place in a later cohort.`,
      )
    : undefined;

/** First come: no more requests than its maximum. Requests of a window are all taken, and the maximum counts at the offer. */
export const sponsorIsBelowItsMaximum = ({ sponsorId, places, book }: Asked) => {
  const { rules } = book;
  if (rules?.maxPerSponsor === undefined) return undefined;
  const already = rules.orderRule === 'window' ? 0 : countOf(book.bySponsor, book.sponsorRecords, sponsorId);

  return already + places > rules.maxPerSponsor && (rules.orderRule !== 'window' || places > 1)
    ? sponsorHasItsMaximum(rules.maxPerSponsor)
    : undefined;
};

const windowHasRoom = ({ places, book: { rules, drawn, waiting } }: Asked) =>
  rules?.orderRule === 'window' && !drawn && waiting + places > MOST_IN_A_WINDOW
    ? refuse('window-full', `At most ${MOST_IN_A_WINDOW} requests wait for the draw. Ask again after it.`)
    : undefined;

const personHasNoOtherPlaceHere = ({ personId, book }: Asked) =>
  personId !== undefined && book.byPerson.has(personId) ? alreadyHoldsAPlace() : undefined;

/** What every request keeps to, in the order it is told. */
export const requestPolicies = [
  bookIsOpen,
  lastJoiningDateIsAhead,
  sponsorIsBelowItsMaximum,
  windowHasRoom,
  personHasNoOtherPlaceHere,
] as const;
