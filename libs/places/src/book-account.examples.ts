import { deepStrictEqual, ok } from 'node:assert/strict';
import type { BusinessDate, Happened } from '#kernel';
import type { BookRules, PlaceEvent } from './events.js';
import { LINE_CLASSES } from './line.js';
import { drawnFrom } from './window.js';

/** States that hold a seat, as the watcher has them. */
export const HOLDS = ['offered', 'accepted', 'confirmed', 'started'];
const WAYS: Record<string, readonly string[]> = {
  noted: ['new', 'withdrawn', 'refused', 'not_placed', 'cancelled'],
  new: ['waiting', 'offered', 'refused'],
  waiting: ['offered', 'withdrawn', 'refused', 'not_placed', 'cancelled'],
  offered: ['accepted', 'declined', 'lapsed', 'withdrawn', 'refused', 'cancelled'],
  accepted: ['confirmed', 'withdrawn', 'not_taken_up', 'cancelled'],
};
const TO: Partial<Record<PlaceEvent['type'], string>> = {
  CarriedRequestNoted: 'noted',
  PlaceRequested: 'new',
  PlaceWaitlisted: 'waiting',
  PlaceOffered: 'offered',
  PlaceAccepted: 'accepted',
  PlaceDeclined: 'declined',
  OfferLapsed: 'lapsed',
  RequestWithdrawn: 'withdrawn',
  RequestRefused: 'refused',
  PlaceWithdrawn: 'withdrawn',
  PlaceNotPlaced: 'not_placed',
  PlaceNotTakenUp: 'not_taken_up',
  PlaceCancelled: 'cancelled',
};

/** What is seen of one place. */
export interface Seen {
  state: string;
  sponsorId: string;
  sector: string;
  turn: number;
  standing: number;
  groupId?: string;
  excepted: boolean;
}

interface SeenGroup {
  split: boolean;
  passedOver: boolean;
  answerBy?: BusinessDate;
  asked: number;
}

/** Seats by sector. */
type Kept = ReadonlyMap<string, number>;

/** An account of a book from its facts alone, by counting: not the way the book itself keeps it. */
export class BookAccount {
  readonly places = new Map<string, Seen>();
  readonly groups = new Map<string, SeenGroup>();
  readonly carried: string[] = [];
  /** What records are of one sponsor, by a name for all of them. */
  private readonly sponsors = new Map<string, string>();
  rules?: BookRules;
  capacity = 0;
  protected drawn = false;
  private windowTurns?: number;

  constructor(private readonly sectorOf: (sponsorId: string) => string) {}

  /** One fact after the other. */
  protected note({ type, data }: Happened<PlaceEvent>): void {
    if (type === 'PlacesOpened') this.rules = data;
    if (type === 'PlacesOpened' || type === 'BookCapacityRaised' || type === 'BookCapacityLowered')
      this.capacity = data.capacity;
    if (type === 'GroupRequested')
      this.groups.set(data.groupId, { split: data.maySplit, passedOver: false, asked: 0 });
    if (type === 'SponsorRecordsCounted')
      for (const id of data.sponsorIds) this.sponsors.set(id, data.sponsorIds.join('+'));
    if (type === 'GroupSplit') this.groupOf(data.groupId).split = true;
    if (type === 'GroupPassedOver') this.groupOf(data.groupId).passedOver = true;
    if (type === 'GroupAskedToSplit') {
      const group = this.groupOf(data.groupId);
      group.answerBy = data.answerBy;
      group.asked += 1;
    }
    if (type === 'PlaceRequested' || type === 'CarriedRequestNoted') this.asks(type, data);
    if (type === 'PlaceWaitlisted') this.placeOf(data.placeId).turn = data.turn;
    if (type === 'PriorityGiven') this.placeOf(data.placeId).standing = LINE_CLASSES.indexOf('priority');
    if (type === 'ExceptionAllowed') this.placeOf(data.placeId).excepted = true;
    if (type === 'RequestCarried' && this.placeOf(data.placeId).state === 'noted')
      this.goes(data.placeId, 'not_placed');
    if (type === 'WindowClosed') this.windowTurns = Math.max(0, ...this.turns());
    if (type === 'OrderDrawn') this.draws(data.seed, data.order);

    const to = TO[type];
    if (to !== undefined && 'placeId' in data) this.goes(data.placeId, to);
  }

  placeOf(placeId: string): Seen {
    const place = this.places.get(placeId);
    if (!place) throw new Error(`Nobody asked for ${placeId}.`);
    return place;
  }

  protected groupOf(groupId: string): SeenGroup {
    const group = this.groups.get(groupId);
    if (!group) throw new Error(`There is no group ${groupId}.`);
    return group;
  }

  private asks(
    type: string,
    data: { placeId: string; sponsorId: string; sector?: string; groupId?: string },
  ): void {
    const known = this.places.get(data.placeId);
    ok(known === undefined || (known.state === 'noted' && type === 'PlaceRequested'), 'requested twice');
    deepStrictEqual(data.sector, this.sectorOf(data.sponsorId), 'counted for another sector');
    if (type === 'PlaceRequested' && known) this.carried.push(data.placeId);
    this.places.set(data.placeId, {
      state: known ? 'noted' : 'nowhere',
      sponsorId: data.sponsorId,
      sector: data.sector ?? 'unknown',
      turn: Infinity,
      standing: LINE_CLASSES.indexOf('ordinary'),
      excepted: false,
      ...(data.groupId === undefined ? {} : { groupId: data.groupId }),
    });
  }

  private goes(placeId: string, to: string): void {
    const place = this.placeOf(placeId);
    const known = WAYS[place.state] ?? (place.state === 'nowhere' ? ['new', 'noted'] : []);
    ok(known.includes(to), `there is no way from ${place.state} to ${to}`);
    place.state = to;
  }

  protected held(sector?: string): number {
    return [...this.places.values()].filter(
      (place) => HOLDS.includes(place.state) && (sector === undefined || place.sector === sector),
    ).length;
  }

  protected reserved(today: BusinessDate): readonly (readonly [sector: string, seats: number])[] {
    return (this.rules?.sectorShares ?? []).map(
      ({ sector, seats, releasedOn }) => [sector, today < releasedOn ? seats : 0] as const,
    );
  }

  protected freeFor(sector: string, today: BusinessDate, asked: Kept = new Map()): number {
    const keptForAsked = [...asked.values()].reduce((sum, seats) => sum + seats, 0);
    const keptForSectors = this.reserved(today)
      .filter(([other]) => other !== sector)
      .reduce(
        (sum, [other, seats]) => sum + Math.max(0, seats - this.held(other) - (asked.get(other) ?? 0)),
        0,
      );
    return this.capacity - this.held() - keptForAsked - keptForSectors;
  }

  /** What is kept for groups that are asked and stand ahead of a place, by sector. */
  protected keptAheadOf(placeId: string, today: BusinessDate): Kept {
    const own = this.placeOf(placeId).groupId;
    const firsts = [...this.groups.keys()].flatMap((groupId) => {
      const waiting = [...this.places].filter(([, one]) => one.groupId === groupId && waits(one));
      return waiting.length > 0 && groupId !== own ? [waiting[0]![0]] : [];
    });
    const kept = new Map<string, number>();
    for (const first of firsts.sort((one, other) => (this.isAhead(one, other) ? -1 : 1))) {
      const group = this.placeOf(first);
      if (!this.isAwaited(group, today) || !this.isAhead(first, placeId)) continue;
      const free = Math.min(this.freeFor(group.sector, today, kept), this.roomOf(group.sponsorId));
      kept.set(group.sector, (kept.get(group.sector) ?? 0) + Math.max(0, free));
    }
    return kept;
  }

  /** What takes its turn together with a place. */
  protected unitOf(placeId: string): readonly string[] {
    const { groupId } = this.placeOf(placeId);
    if (groupId === undefined || this.groupOf(groupId).split) return [placeId];
    return [...this.places].flatMap(([id, other]) => (other.groupId === groupId && waits(other) ? [id] : []));
  }

  protected couldTake(placeId: string, today: BusinessDate): boolean {
    const { sector, sponsorId } = this.placeOf(placeId);
    const size = this.unitOf(placeId).length;
    return (
      size <= this.freeFor(sector, today, this.keptAheadOf(placeId, today)) && size <= this.roomOf(sponsorId)
    );
  }

  protected roomOf(sponsorId: string): number {
    const taken = [...this.places.values()].filter(
      (place) => this.sponsorOf(place.sponsorId) === this.sponsorOf(sponsorId) && HOLDS.includes(place.state),
    ).length;
    const most = this.rules?.orderRule === 'window' ? (this.rules.maxPerSponsor ?? Infinity) : Infinity;
    return most - taken;
  }

  private sponsorOf(sponsorId: string): string {
    return this.sponsors.get(sponsorId) ?? sponsorId;
  }

  private rankOf(placeId: string): readonly [number, number] {
    const ranks = [placeId, ...this.unitOf(placeId)].map((id) => this.placeOf(id));
    return [Math.min(...ranks.map(({ standing }) => standing)), Math.min(...ranks.map(({ turn }) => turn))];
  }

  protected isAwaited({ groupId }: Seen, today: BusinessDate): boolean {
    const group = groupId === undefined ? undefined : this.groupOf(groupId);
    return group?.answerBy !== undefined && today <= group.answerBy && !group.split && !group.passedOver;
  }

  protected isAhead(one: string, other: string): boolean {
    const [[standing, turn], [otherStanding, otherTurn]] = [this.rankOf(one), this.rankOf(other)];
    return standing < otherStanding || (standing === otherStanding && turn < otherTurn);
  }

  private turns(): number[] {
    return [...this.places.values()].map(({ turn }) => turn).filter((turn) => turn !== Infinity);
  }

  private draws(seed: string, order: readonly string[]): void {
    const lots = new Map<number, string[]>();
    const inTurn = [...this.places].sort(([, one], [, other]) => one.turn - other.turn);
    for (const [placeId, place] of inTurn) {
      if (!waits(place) || place.turn > (this.windowTurns ?? 0)) continue;
      const { groupId } = place;
      const together = groupId !== undefined && !this.groupOf(groupId).split;
      const turns = together
        ? [...this.places.values()].filter((other) => other.groupId === groupId).map(({ turn }) => turn)
        : [place.turn];
      const number = Math.min(...turns);
      lots.set(number, [...(lots.get(number) ?? []), placeId]);
    }
    const all = [...lots].map(([number, placeIds]) => ({ number, placeIds }));
    const keptOrder = all.filter(({ placeIds: [first = ''] }) => this.carried.includes(first));
    const expected = drawnFrom(
      seed,
      all.filter((lot) => !keptOrder.includes(lot)),
    );
    deepStrictEqual(
      order,
      [...keptOrder, ...expected].flatMap(({ placeIds }) => placeIds),
    );
    for (const [index, placeId] of order.entries()) this.placeOf(placeId).turn = index + 1;
    this.drawn = true;
  }
}

/** Whether a place waits in line. */
export const waits = ({ state }: Seen): boolean => state === 'waiting';
