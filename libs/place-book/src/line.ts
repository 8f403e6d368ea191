import { countOf, noneTogether, type Recorded, type Together, withTogether } from '#kernel';
import type { BookRules, PlaceEvent } from '#places/events';
import { Map, Set } from 'immutable';

/** Where a request stands: by class (0 a corrected place, 1 a returner, 2 priority, 3 all others), then by turn. */
export type Standing = readonly [lineClass: number, turn: number];

/** What the line must know of a request to say why it was, or was not, its turn. */
export interface Asked {
  readonly sponsorId: string;
  readonly sector: string;
  readonly groupId?: string;
  /** Its own class, where it is not like all others: that of returners, or of requests with priority. */
  readonly lineClass?: number;
}

/** A group that was not split: of which places, and what came of it where it did not fit. */
export interface GroupInLine {
  readonly sponsorId: string;
  readonly placeIds: readonly string[];
  readonly askedToSplit?: true;
  /** How many they were as they were passed over. */
  readonly passedOver?: number;
}

/** The line of a book and all that gives a seat to one who waits and not to another, as far as the book has been read. */
export interface Line {
  readonly rules?: BookRules;
  readonly capacity: number;
  /** The order of a window was drawn. */
  readonly drawn: boolean;
  /** How many have asked. */
  readonly asked: number;
  readonly requests: Map<string, Asked>;
  readonly waiting: Map<string, Standing>;
  /** Where those stood who have left it, last. */
  readonly stood: Map<string, Standing>;
  readonly holding: Set<string>;
  /** Seats and offers a sponsor holds. */
  readonly bySponsor: Map<string, number>;
  /** Which records of organisations are of one sponsor. */
  readonly sponsorRecords: Together;
  readonly released: Set<string>;
  /** Groups whose places take their turn together. */
  readonly groups: Map<string, GroupInLine>;
  /** Requests that were carried here before the book opened. */
  readonly carried: Set<string>;
  /** Places a named exception was allowed for. */
  readonly excepted: Set<string>;
}

export const emptyLine: Line = {
  capacity: 0,
  drawn: false,
  asked: 0,
  requests: Map(),
  waiting: Map(),
  stood: Map(),
  holding: Set(),
  bySponsor: Map(),
  sponsorRecords: noneTogether,
  released: Set(),
  groups: Map(),
  carried: Set(),
  excepted: Set(),
};

/** The facts that are about one place. */
export type OfOnePlace = Extract<Recorded<PlaceEvent>, { data: { placeId: string } }>;

/** A seat is given to a request: by an offer, a return or a correction. */
export const givesSeat = (event: Recorded<PlaceEvent>): event is OfOnePlace =>
  event.type === 'PlaceOffered' || event.type === 'PlaceReturnedTo' || event.type === 'SeatRegained';

/** A request or place is over, or holds no seat any more. */
const isLeft = (event: Recorded<PlaceEvent>): event is OfOnePlace =>
  'personIds' in event.data ||
  (event.type === 'PlaceFactStruck' && event.data.freedSeat && event.data.turn === undefined) ||
  event.type === 'PlaceDeferred' ||
  event.type === 'PlaceAwaitingAward' ||
  event.type === 'PlaceCompleted';

/** A correction takes a seat that was free, or one over the capacity: nobody who waits is passed by it. */
const takesSeat = (event: Recorded<PlaceEvent>): event is OfOnePlace =>
  event.type === 'PlaceFactStruck' && (event.data.seat === 'held' || event.data.seat === 'over_capacity');

/** A request leaves the line, by a seat or by its end. */
export const leavesLine = (event: Recorded<PlaceEvent>): event is OfOnePlace =>
  givesSeat(event) || isLeft(event);

/** Where an event puts the place it is about in line, if it does. */
const standingBy = (
  { requests, waiting, stood }: Line,
  event: Recorded<PlaceEvent>,
): Standing | undefined => {
  if (event.type === 'PlaceWaitlisted') return [3, event.data.turn];
  if (event.type === 'PriorityGiven') return [2, event.data.turn];
  if (event.type === 'ReturnAwaited' && event.data.turn !== undefined) return [1, event.data.turn];
  if (event.type === 'PlaceFactStruck' && event.data.turn !== undefined) {
    // Only who waits for the seat a correction gives back goes before all; the others stand among their own.
    const known = requests.get(event.data.placeId)?.lineClass ?? 3;
    const own = event.data.fact === 'given_priority' && known === 2 ? 3 : known;
    return [event.data.seat === 'awaited' ? 0 : own, event.data.turn];
  }
  // Who ended while waiting has the old turn again.
  if (event.type === 'PlaceFactStruck' && event.data.backTo === 'waiting')
    return waiting.has(event.data.placeId) ? undefined : stood.get(event.data.placeId);

  return undefined;
};

/** Requests with priority are drawn among themselves, before all others; corrected places and returners are not drawn. */
export const isDrawn = (lineClass: number): boolean => lineClass >= 2;

/** True of a request whose order is still to be drawn: it has no rank, and of its class none stands ahead of another. */
export const awaitsDraw = ({ rules, drawn }: Line, [lineClass]: Standing): boolean =>
  rules?.orderRule === 'window' && !drawn && isDrawn(lineClass);

/** True when one stands ahead of another. */
export const isAhead = (line: Line, one: Standing, other: Standing): boolean =>
  one[0] < other[0] || (one[0] === other[0] && one[1] < other[1] && !awaitsDraw(line, one));

/** Those who stand ahead of a place that waits. */
export const aheadOf = (line: Line, placeId: string): Set<string> => {
  const own = line.waiting.get(placeId);
  if (!own) return Set();

  return line.waiting
    .filter((standing, other) => other !== placeId && isAhead(line, standing, own))
    .keySeq()
    .toSet();
};

/** The group a place takes its turn with, if it does: a place that another sponsor had asked for goes alone. */
export const groupOf = ({ requests, groups }: Line, placeId: string): GroupInLine | undefined => {
  const { groupId, sponsorId } = requests.get(placeId) ?? {};
  const group = groupId === undefined ? undefined : groups.get(groupId);

  return group?.sponsorId === sponsorId ? group : undefined;
};

/** How many seats a sponsor may still hold; undefined where it has no maximum. */
export const roomOf = (line: Line, placeId: string): number | undefined => {
  const sponsorId = line.requests.get(placeId)?.sponsorId;
  const most = line.rules?.maxPerSponsor;
  if (most === undefined || sponsorId === undefined) return undefined;

  return Math.max(0, most - countOf(line.bySponsor, line.sponsorRecords, sponsorId));
};

/** The line after one more event. */
export const lineAfter = (line: Line, event: Recorded<PlaceEvent>): Line => {
  if (event.type === 'PlacesOpened') return { ...line, rules: event.data, capacity: event.data.capacity };
  if (event.type === 'BookCapacityRaised' || event.type === 'BookCapacityLowered')
    return { ...line, capacity: event.data.capacity };
  if (event.type === 'ShareReleased') return { ...line, released: line.released.add(event.data.sector) };
  if (event.type === 'SponsorRecordsCounted')
    return { ...line, sponsorRecords: withTogether(line.sponsorRecords, event.data.sponsorIds) };
  if (event.type === 'GroupRequested')
    return event.data.maySplit ? line : { ...line, groups: line.groups.set(event.data.groupId, event.data) };
  if (event.type === 'GroupAskedToSplit') return withGroup(line, event.data.groupId, { askedToSplit: true });
  if (event.type === 'GroupPassedOver')
    return withGroup(line, event.data.groupId, { passedOver: event.data.size });
  if (event.type === 'GroupSplit') return { ...line, groups: line.groups.delete(event.data.groupId) };
  if (event.type === 'OrderDrawn') return inDrawnOrder(line, event.data.order);
  if (!('placeId' in event.data)) return line;

  const { placeId } = event.data;
  if (event.type === 'PlaceRequested') {
    const { sponsorId, sector = 'unknown', groupId, returnOf } = event.data;
    return {
      ...line,
      asked: line.asked + 1,
      requests: line.requests.set(placeId, {
        sponsorId,
        sector,
        ...(groupId ? { groupId } : {}),
        ...(returnOf ? { lineClass: 1 } : {}),
      }),
    };
  }
  if (event.type === 'PlaceSponsorCorrected') return askedOtherwise(line, event.data);
  if (event.type === 'PlaceSectorCorrected')
    return askedOtherwise(line, { placeId, sector: event.data.sector });
  if (event.type === 'CarriedRequestNoted') return { ...line, carried: line.carried.add(placeId) };
  if (event.type === 'ExceptionAllowed') return { ...line, excepted: line.excepted.add(placeId) };
  const standing = standingBy(line, event);
  if (standing) {
    // Whose offer falls with a correction holds no seat any more.
    const so = event.type === 'PlaceFactStruck' && event.data.freedSeat ? left(line, placeId) : line;
    return { ...prioritised(so, event as OfOnePlace), waiting: so.waiting.set(placeId, standing) };
  }
  if (givesSeat(event) || takesSeat(event)) return held(unlined(line, placeId), placeId);

  return isLeft(event) ? left(unlined(line, placeId), placeId) : line;
};

const askedOtherwise = (
  line: Line,
  { placeId, sponsorId, sector }: Partial<Asked> & { readonly placeId: string },
): Line => {
  const asked = line.requests.get(placeId);
  if (!asked) return line;
  const holds = line.holding.has(placeId);
  const so = { ...asked, sponsorId: sponsorId ?? asked.sponsorId, sector: sector ?? asked.sector };
  const next = { ...(holds ? left(line, placeId) : line), requests: line.requests.set(placeId, so) };

  return holds ? held(next, placeId) : next;
};

// Remembered beside the line: who leaves it and is put back keeps the priority, unless that never was; nor an exception.
const prioritised = (line: Line, event: OfOnePlace): Line => {
  const { placeId } = event.data;
  const asked = line.requests.get(placeId);
  if (event.type === 'PriorityGiven' && asked)
    return { ...line, requests: line.requests.set(placeId, { ...asked, lineClass: 2 }) };
  if (event.type !== 'PlaceFactStruck') return line;
  if (event.data.fact === 'admitted_by_exception')
    return { ...line, excepted: line.excepted.delete(placeId) };
  if (event.data.fact !== 'given_priority' || asked?.lineClass !== 2) return line;

  const { lineClass: _, ...ordinary } = asked;
  return { ...line, requests: line.requests.set(placeId, ordinary) };
};

const inDrawnOrder = (line: Line, order: readonly string[]): Line => ({
  ...line,
  drawn: true,
  waiting: line.waiting.withMutations((waiting) => {
    order.forEach((placeId, index) => {
      const [lineClass = 0] = waiting.get(placeId) ?? [];
      if (isDrawn(lineClass)) waiting.set(placeId, [lineClass, index + 1]);
    });
  }),
});

const withGroup = (line: Line, groupId: string, said: Partial<GroupInLine>): Line => ({
  ...line,
  groups: line.groups.has(groupId)
    ? line.groups.update(groupId, (group) => ({ ...group!, ...said }))
    : line.groups,
});

const unlined = (line: Line, placeId: string): Line => {
  const standing = line.waiting.get(placeId);
  if (!standing) return line;

  return { ...line, waiting: line.waiting.delete(placeId), stood: line.stood.set(placeId, standing) };
};

const held = (line: Line, placeId: string): Line => counted(line, placeId, line.holding.add(placeId), 1);

const left = (line: Line, placeId: string): Line => counted(line, placeId, line.holding.delete(placeId), -1);

const counted = (line: Line, placeId: string, holding: Set<string>, by: number): Line => {
  const sponsorId = line.requests.get(placeId)?.sponsorId;
  if (holding === line.holding || sponsorId === undefined) return { ...line, holding };

  return { ...line, holding, bySponsor: line.bySponsor.update(sponsorId, 0, (count) => count + by) };
};
