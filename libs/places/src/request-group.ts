import { isDeepStrictEqual } from 'node:util';
import { type Circumstances, Id, ListOf, nothing, OneOf, refuse, rule, Words, YesNo } from '#kernel';
import { groupRequested, LEVELS, type Level, type PlaceEvent, placeRequested } from './events.js';
import { foreseen } from './foreseen.js';
import { offeredOrWaiting, waiting } from './joining.js';
import { foundBy, lookAlong } from './next-in-line.js';
import { turnTaken } from './offer-next-in-line.js';
import type { PlaceBook } from './place-book.js';
import { sectorOn, type SectorsOfSponsor, UNKNOWN_SECTOR } from './place-order.js';
import { alreadyHoldsAPlace, firstRefusal } from './refusals.js';
import { requestPolicies } from './request-place.js';
import { isSameSponsor } from './same-sponsor.js';
import { windowClosing } from './window.js';
import { roomIn } from './with-place.js';

/** Places one group may have: it is offered together, and a decision has a limit. */
export const MOST_IN_A_GROUP = 100;

/** One of the places a group asks for. */
export class GroupMember {
  @Id({ description: 'Chosen by the caller.' }) placeId!: string;
  @Id({ of: 'person', optional: true, description: 'Whom the sponsor proposes.' }) personId?: string;
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Where the participant works; default: their employer.',
  })
  homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true, description: 'Management level; default: as their record says.' })
  level?: Level;
  @Words({ optional: true, max: 60, description: "The sponsor's own reference." }) reference?: string;
}

/** A sponsor asks for several places, which are offered together or wait together. Asking again with the same id changes nothing. */
export class RequestGroup {
  @Id({ of: 'cohort' }) cohortId!: string;
  @Id({ description: 'Chosen by the caller: asking again with the same id changes nothing.' })
  groupId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @ListOf(() => GroupMember, MOST_IN_A_GROUP) places!: GroupMember[];
  @YesNo({ optional: true, description: 'Each place may take its own turn. Default: they stay together.' })
  maySplit?: boolean;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
  /** Filled in, not stated. */
  sponsorIds?: readonly string[];
}

export const requestGroup = rule(
  RequestGroup,
  [
    'group-id-taken',
    'place-id-taken',
    'group-too-small',
    'places-not-open',
    'cohort-cancelled',
    'last-joining-date-passed',
    'sponsor-has-its-maximum',
    'window-full',
    'already-holds-a-place',
  ],
  (request, book: PlaceBook, circumstances) => {
    const { cohortId, groupId, sponsorId, places, maySplit = false } = request;
    if (book.groups.has(groupId))
      return asksTheSame(book, request)
        ? nothing
        : refuse('group-id-taken', 'This id is of another group. Choose a new one.', 'groupId');

    const refusal =
      firstRefusal({ request, book }, memberPolicies) ??
      firstRefusal({ sponsorId, places: places.length, book, today: circumstances.today }, requestPolicies);
    if (refusal) return refusal;

    const asked: PlaceEvent[] = [
      ...windowClosing(cohortId, book, circumstances.today),
      groupRequested({ cohortId, groupId, sponsorId, placeIds: placeIdsOf(request), maySplit }),
    ];
    return [...asked, ...joiningTogether(request, foreseen(book, asked, circumstances), circumstances)];
  },
);

type When = Pick<Circumstances, 'today' | 'now' | 'effectiveOn'>;

// All are offered a seat, or all wait; where the sponsor allows splitting, each for itself.
const joiningTogether = (request: RequestGroup, book: PlaceBook, when: When): readonly PlaceEvent[] => {
  const { cohortId, groupId, sponsorId, sectors, places, maySplit = false } = request;
  const { sector } = sectorOn(sectors, when.today);
  if (!book.rules) return nothing;
  const { programmeId, awardId } = book.rules;
  const found = foundBy(book, sector ?? UNKNOWN_SECTOR, when.today);
  const room = roomIn(book)?.(sponsorId) ?? Infinity;
  const fits = maySplit || places.length <= Math.min(found.free, room);
  const tooMany = places.length > room ? 'sponsor-maximum' : 'group';
  const because = found.because ?? (found.free > 0 ? tooMany : undefined);

  const facts: PlaceEvent[] = [];
  let so = book;
  for (const member of places) {
    const joining = {
      cohortId,
      groupId,
      sponsorId,
      ...(sector === undefined ? {} : { sector }),
      ...said(member),
    };
    const next = [
      placeRequested({ programmeId, awardId, ...joining }),
      fits ? offeredOrWaiting(so, joining, when.today) : waiting(so, joining, because),
    ];
    facts.push(...next);
    so = foreseen(so, next, when);
  }
  return [...facts, ...(fits || found.free === 0 ? nothing : askedAtOnce(request, so, when))];
};

// Nobody stands before it, and seats are free: it is first in line.
const askedAtOnce = (
  { cohortId, groupId }: RequestGroup,
  book: PlaceBook,
  when: When,
): readonly PlaceEvent[] => {
  const { turn, passing } = lookAlong(book, when.today);
  return turn && turn.does !== 'gets' && book.places.get(turn.unit.placeId)?.groupId === groupId
    ? turnTaken(cohortId, book, turn, passing, when.today)
    : nothing;
};

const said = ({ placeId, personId, homeOrganisationId, level, reference }: GroupMember) => ({
  placeId,
  ...(personId === undefined ? {} : { personId }),
  ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
  ...(level === undefined ? {} : { level }),
  ...(reference === undefined ? {} : { reference }),
});

const placeIdsOf = ({ places }: RequestGroup): readonly string[] => places.map(({ placeId }) => placeId);

const asksTheSame = (book: PlaceBook, request: RequestGroup): boolean => {
  const known = book.groups.get(request.groupId);
  return (
    known !== undefined &&
    isSameSponsor(known.sponsorId, request.sponsorId, request) &&
    isDeepStrictEqual(known.placeIds, placeIdsOf(request))
  );
};

interface Grouping {
  readonly request: RequestGroup;
  readonly book: PlaceBook;
}

const groupIsSeveral = ({ request: { places } }: Grouping) =>
  places.length < 2
    ? refuse('group-too-small', 'A group is two places or more. Ask for one place by itself.', 'places')
    : undefined;

const placesAreNew = ({ request, book }: Grouping) => {
  const ids = placeIdsOf(request);
  const taken = ids.findIndex((id, index) => book.places.has(id) || ids.indexOf(id) < index);
  return taken < 0
    ? undefined
    : refuse('place-id-taken', 'This id is of another request. Choose a new one.', `places.${taken}.placeId`);
};

const personsAreFree = ({ request: { places }, book }: Grouping) => {
  const people = places.map(({ personId }) => personId);
  const taken = people.findIndex(
    (person, index) => person !== undefined && (book.byPerson.has(person) || people.indexOf(person) < index),
  );
  return taken < 0 ? undefined : alreadyHoldsAPlace(`places.${taken}.personId`);
};

const memberPolicies = [groupIsSeveral, placesAreNew, personsAreFree] as const;
