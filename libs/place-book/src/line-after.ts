import { type Recorded, withTogether } from '#kernel';
import type { PlaceEvent } from '#places/events';
import type { Set } from 'immutable';
import { type Asked, type GroupInLine, isDrawn, type Line, type Standing } from './line.js';

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
  if (event.type === 'PlaceSponsorCorrected')
    return askedOtherwise(line, { sector: 'unknown', ...event.data });
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
