import { List } from 'immutable';
import { type Circumstances, Id, nothing, OneOf, refuse, rule, Whole, Words, Nested } from '#kernel';
import {
  CARRYING_REFUSALS,
  carriedRequestNoted,
  groupRequested,
  LEVELS,
  type Level,
  type PlaceEvent,
  placeRequested,
  requestCarried,
  requestRefused,
} from './events.js';
import { foreseen } from './foreseen.js';
import { offeredOrWaiting, waiting } from './joining.js';
import { statedIn } from './participant-named.js';
import { endOf, type PlaceBook } from './place-book.js';
import { asItStands, cohortCancelled, firstRefusal, noSuchPlace } from './refusals.js';
import { sectorOn, type SectorsOfSponsor } from './place-order.js';
import { requestPolicies, sponsorIsBelowItsMaximum } from './request-place.js';
import { firstTurn, turnAfter } from './turn-set.js';
import { windowClosing } from './window.js';

/** The sponsor carries a request that was not placed to a later cohort of the programme, where it goes by another id. */
export class CarryRequest {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'cohort' }) toCohortId!: string;
  @Id({ description: 'Chosen by the caller: the id of the request in the later cohort.' }) toPlaceId!: string;
}

export const carryRequest = rule(
  CarryRequest,
  ['no-such-place', 'carried-already', 'same-cohort', 'place-not-unplaced'],
  ({ cohortId, placeId, toCohortId, toPlaceId }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.carriedTo)
      return place.carriedTo.cohortId === toCohortId && place.carriedTo.placeId === toPlaceId
        ? nothing
        : refuse(
            'carried-already',
            'This request was carried to a later cohort already. Carry it on from there.',
            'toCohortId',
          );
    if (toCohortId === cohortId)
      return refuse('same-cohort', 'A request is carried to a later cohort: choose that one.', 'toCohortId');
    if (place.state !== 'not_placed' && place.noted === undefined)
      return refuse(
        'place-not-unplaced',
        `Only a request that was not placed can be carried; this one is ${asItStands(place.state)}.`,
      );

    const { sponsorId, personId, reference, groupId } = place;
    const together = groupId !== undefined && book.groups.get(groupId)?.split !== true;
    return [
      requestCarried({
        cohortId,
        placeId,
        sponsorId,
        ...(personId === undefined ? {} : { personId }),
        ...(reference === undefined ? {} : { reference }),
        ...statedIn(place.stated),
        order: place.notPlacedAs ?? place.noted ?? 1,
        ...(together ? { groupId } : {}),
        toCohortId,
        toPlaceId,
      }),
    ];
  },
);

/** A request of another book, by its ids there. */
export class RequestElsewhere {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

/** A request was carried here: noted until the book opens, and then the first to ask; later it joins the end of the line. */
export class ReceiveCarriedRequest {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Id({ of: 'person', optional: true }) personId?: string;
  @Words({ optional: true, max: 60 }) reference?: string;
  @Id({ of: 'organisation', optional: true }) homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
  @Whole(1, 10_000_000) order!: number;
  @Id({
    optional: true,
    description: 'The group it was asked for in: those carried here of it ask together.',
  })
  groupId?: string;
  @Nested(() => RequestElsewhere) carriedFrom!: RequestElsewhere;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
}

export const receiveCarriedRequest = rule(
  ReceiveCarriedRequest,
  CARRYING_REFUSALS,
  (received, book: PlaceBook, circumstances) => {
    const { cohortId, placeId, order, groupId, carriedFrom, sectors, ...said } = received;
    const { today } = circumstances;
    const asks = { ...said, ...sectorOn(sectors, today) };
    const from = { cohortId: carriedFrom.cohortId, placeId: carriedFrom.placeId };
    const known = book.places.get(placeId);
    if (known)
      return known.carriedFrom?.cohortId === from.cohortId && known.carriedFrom.placeId === from.placeId
        ? nothing
        : refuse(
            'place-id-taken',
            'This id is of another request of the cohort it was carried to.',
            'placeId',
          );
    if (book.cancelled) return cohortCancelled();
    if (!book.rules) {
      const together = groupId === undefined ? {} : { groupId };
      return [carriedRequestNoted({ cohortId, placeId, ...asks, order, ...together, carriedFrom: from })];
    }

    const refusal = firstRefusal({ ...asks, places: 1, book, today }, requestPolicies);
    if (refusal) return refusal;

    const { programmeId, awardId } = book.rules;
    const closing = windowClosing(cohortId, book, today);
    return [
      ...closing,
      placeRequested({ programmeId, awardId, cohortId, placeId, ...asks, carriedFrom: from }),
      offeredOrWaiting(foreseen(book, closing, circumstances), { cohortId, placeId, ...asks }, today),
    ];
  },
);

/** Carried requests one decision lets ask: an append has a limit. */
export const CARRIED_AT_ONCE = 100;

/**
 * The book has opened: those carried here before ask now, in the order they had; those of a group together, where its first
 * stands. Sent as often as there are batches of them.
 */
export class AskForCarried {
  @Id() cohortId!: string;
  /** Filled in, not stated: of each sponsor that may ask now. */
  sectorsOf?: ReadonlyMap<string, SectorsOfSponsor>;
}

export const askForCarried = rule(
  AskForCarried,
  [],
  ({ cohortId, sectorsOf }, book: PlaceBook, circumstances) => {
    if (!book.rules || book.cancelled) return nothing;

    const facts: PlaceEvent[] = [];
    let so = book;
    let asked = 0;
    for (const placeId of firstNoted(book, CARRIED_AT_ONCE)) {
      if (asked >= CARRIED_AT_ONCE) break;
      if (so.places.get(placeId)?.noted === undefined) continue;
      const together = carriedWith(so, placeId);
      const next = askingTogether({ cohortId, sectorsOf }, together, so, circumstances);
      facts.push(...next);
      so = foreseen(so, next, circumstances);
      asked += together.length;
    }
    return facts;
  },
);

// All of them wait, or, where that would be too many for their sponsor, all are refused.
const askingTogether = (
  { cohortId, sectorsOf }: AskForCarried,
  placeIds: readonly string[],
  book: PlaceBook,
  circumstances: Pick<Circumstances, 'now' | 'today' | 'effectiveOn'>,
): readonly PlaceEvent[] => {
  const { sponsorId = '', groupId = '' } = book.places.get(placeIds[0] ?? '') ?? {};
  const inGroup = placeIds.length > 1 ? { groupId } : {};
  const facts: PlaceEvent[] =
    placeIds.length > 1 ? [groupRequested({ cohortId, groupId, sponsorId, placeIds, maySplit: false })] : [];
  const { today } = circumstances;
  const tooMany = sponsorIsBelowItsMaximum({ sponsorId, places: placeIds.length, book, today });

  let so = foreseen(book, facts, circumstances);
  for (const placeId of placeIds) {
    const place = so.places.get(placeId);
    if (!place || !so.rules) continue;
    const { programmeId, awardId } = so.rules;
    const { personId, reference, carriedFrom, stated } = place;
    const { sector = place.sector } = sectorOn(sectorsOf?.get(place.sponsorId), today);
    const joining = { cohortId, ...inGroup, placeId, sponsorId: place.sponsorId, sector, personId };
    const next = [
      placeRequested({ programmeId, awardId, ...joining, ...stated, reference, carriedFrom }),
      tooMany
        ? requestRefused({ ...endOf(so, cohortId, placeId, place), code: 'sponsor-has-its-maximum' })
        : waiting(so, joining, undefined, turnOfCarried(so)),
    ];
    facts.push(...next);
    so = foreseen(so, next, circumstances);
  }
  return facts;
};

/** A request that was carried here, with those of its group that have not asked either: from the same book, of the same sponsor. */
const carriedWith = ({ places, groups, notedGroups }: PlaceBook, placeId: string): readonly string[] => {
  const first = places.get(placeId);
  if (first?.groupId === undefined || groups.has(first.groupId)) return [placeId];
  return notedGroups
    .get(first.groupId, List<string>())
    .filter((other) => {
      const place = places.get(other);
      return (
        place?.state === 'waiting' &&
        place.noted !== undefined &&
        place.sponsorId === first.sponsorId &&
        place.carriedFrom?.cohortId === first.carriedFrom?.cohortId
      );
    })
    .toArray();
};
// The first turns are theirs, unless the order was drawn without them.
const turnOfCarried = ({ windowEndsBefore, nextCarriedTurn, nextTurn }: PlaceBook): number =>
  windowEndsBefore === undefined ? nextCarriedTurn : nextTurn;

/** The first of those carried here that have not asked, at most so many, in their order. */
export const firstNoted = ({ noted, notedNumbers }: PlaceBook, most: number): readonly string[] => {
  const first: string[] = [];
  for (
    let number = firstTurn(notedNumbers);
    number !== undefined && first.length < most;
    number = turnAfter(notedNumbers, number)
  )
    first.push(...(noted.get(number) ?? []));
  return first.slice(0, most);
};
