import { type BusinessDate, Id, inWords, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { LEVELS, type Level, placeOffered, placeRequested, placeWaitlisted } from './events.js';
import { offerUntil } from './offer-next-in-line.js';
import { freeSeats, type Place, type PlaceBook } from './place-book.js';
import { alreadyHoldsAPlace, cohortCancelled, firstRefusal } from './refusals.js';

/** A sponsor asks for one place. Asking again with the same id changes nothing. */
export class RequestPlace {
  @Id() cohortId!: string;
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
    'already-holds-a-place',
  ],
  (request, book: PlaceBook, { today }) => {
    const { cohortId, placeId } = request;
    const known = book.places.get(placeId);
    if (known)
      return asksTheSame(known, request)
        ? nothing
        : refuse('place-id-taken', 'This id is of another request. Choose a new one.', 'placeId');

    const refusal = firstRefusal({ request, book, today }, [
      bookIsOpen,
      lastJoiningDateIsAhead,
      sponsorIsBelowItsMaximum,
      personHasNoOtherPlaceHere,
    ]);
    if (refusal) return refusal;
    if (!book.rules) return nothing;

    const { programmeId, awardId } = book.rules;
    const { capacity, held } = book;
    const requested = placeRequested({ programmeId, awardId, ...request });
    const ahead = book.line.size;
    if (ahead > 0 || freeSeats(book) === 0)
      return [requested, placeWaitlisted({ cohortId, placeId, turn: book.nextTurn, ahead, held, capacity })];

    const until = offerUntil(book.rules, today);
    return [requested, placeOffered({ cohortId, placeId, until, behind: 0, held: held + 1, capacity })];
  },
);

const asksTheSame = (place: Place, request: RequestPlace): boolean =>
  place.sponsorId === request.sponsorId && place.requestedFor === request.personId;

interface Asked {
  readonly request: RequestPlace;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
}

const bookIsOpen = ({ book, today }: Asked) => {
  if (book.cancelled) return cohortCancelled();
  const over = book.rules?.requestsCloseOn !== undefined && today > book.rules.requestsCloseOn;

  return book.rules && !book.closed && !over
    ? undefined
    : refuse('places-not-open', 'This cohort is not taking requests.', 'cohortId');
};

const lastJoiningDateIsAhead = ({ book: { rules }, today }: Asked) =>
  rules && today > rules.lastJoiningDate
    ? refuse('last-joining-date-passed', `Nobody joins this cohort after ${inWords(rules.lastJoiningDate)}.`)
    : undefined;

const sponsorIsBelowItsMaximum = ({ request: { sponsorId }, book: { rules, bySponsor } }: Asked) =>
  rules?.maxPerSponsor !== undefined && bySponsor.get(sponsorId, 0) >= rules.maxPerSponsor
    ? refuse(
        'sponsor-has-its-maximum',
        `A sponsor may have ${rules.maxPerSponsor} requests and places in this cohort at most.`,
        'sponsorId',
      )
    : undefined;

const personHasNoOtherPlaceHere = ({ request: { personId }, book }: Asked) =>
  personId !== undefined && book.byPerson.has(personId) ? alreadyHoldsAPlace() : undefined;
