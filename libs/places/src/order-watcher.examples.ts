import { deepStrictEqual, ok } from 'node:assert/strict';
import { type BusinessDate, daysAfter, type Happened } from '#kernel';
import { BookAccount, HOLDS, waits } from './book-account.examples.js';
import type { PlaceEvent } from './events.js';

/** Looks at every fact of a book, and says what may never be. */
export class OrderWatcher extends BookAccount {
  /** One fact after the other, on a day. */
  see(event: Happened<PlaceEvent>, today: BusinessDate): void {
    const { type, data } = event;
    if (type === 'GroupAskedToSplit')
      deepStrictEqual(this.groupOf(data.groupId).asked, 0, 'a group was asked twice');
    if (type === 'PlaceOffered' && !this.placeOf(data.placeId).excepted)
      this.mayBeOffered(data.placeId, today);
    if (type === 'BookMoved' && this.rules)
      this.rules = { ...this.rules, lastJoiningDate: data.lastJoiningDate };
    if (type === 'PlaceFactStruck') this.waitsAgain(data.placeId, data.turn);

    this.note(event);
    this.seatsSuffice(today);
  }

  /** After every decision: a group that is not split is offered whole. */
  afterDecision(facts: readonly PlaceEvent[]): void {
    const offered = facts.flatMap((fact) => (fact.type === 'PlaceOffered' ? [fact.data.placeId] : []));
    for (const placeId of offered) {
      const { groupId, excepted } = this.placeOf(placeId);
      if (groupId === undefined || excepted || this.groupOf(groupId).split) continue;
      const left = [...this.places.values()].filter((one) => one.groupId === groupId && waits(one));
      deepStrictEqual(left, [], 'a group was torn apart');
    }
  }

  /** After everything free was offered: nobody waits who could take a seat. */
  nothingStandsFree(today: BusinessDate): void {
    if (this.seatsAreKept(today) || today > (this.rules?.lastJoiningDate ?? today)) return;
    for (const [placeId, place] of this.places)
      if (waits(place)) {
        ok(!this.couldTake(placeId, today), 'a seat stands free for one who waits');
        ok(!this.couldBeAsked(placeId, today), 'a group was not asked though seats stand free');
      }
  }

  private waitsAgain(placeId: string, turn?: number): void {
    const place = this.placeOf(placeId);
    deepStrictEqual(place.state, 'not_placed', 'waits again who had not ended');
    place.state = 'waiting';
    place.turn = turn ?? place.turn;
  }

  private couldBeAsked(placeId: string, today: BusinessDate): boolean {
    const { groupId, sector, sponsorId } = this.placeOf(placeId);
    const group = groupId === undefined ? undefined : this.groupOf(groupId);
    if (!group || !this.rules || group.split || group.passedOver || group.asked > 0) return false;

    return (
      today <= daysAfter(this.rules.startsOn, -(this.rules.splitAnswerDaysBeforeStart ?? 28)) &&
      this.freeFor(sector, today) > 0 &&
      this.roomOf(sponsorId) >= this.unitOf(placeId).length
    );
  }

  private seatsSuffice(today: BusinessDate): void {
    const exceptions = [...this.places.values()].filter(
      (place) => place.excepted && HOLDS.includes(place.state),
    ).length;
    const unfilled = this.reserved(today).reduce(
      (sum, [sector, seats]) => sum + Math.max(0, seats - this.held(sector)),
      0,
    );
    ok(
      this.held() + unfilled <= this.capacity + exceptions || (this.held() === 0 && !this.rules),
      `${this.held()} held and ${unfilled} kept of ${this.capacity}, ${exceptions} by exception`,
    );
  }

  private mayBeOffered(placeId: string, today: BusinessDate): void {
    const place = this.placeOf(placeId);
    ok(this.freeFor(place.sector, today) > 0, 'a seat kept for another sector was offered');
    ok(this.rules?.orderRule !== 'window' || this.drawn, 'offered before the draw');
    ok(
      [...this.places.values()].every(({ state }) => state !== 'noted'),
      'offered before those carried here had asked',
    );
    const group = place.groupId;
    const ahead = [...this.places].filter(
      ([id, other]) =>
        waits(other) &&
        id !== placeId &&
        (group === undefined || other.groupId !== group) &&
        this.isAhead(id, placeId),
    );
    for (const [id] of ahead.filter(([, one]) => this.takesFrom(one.sector, place.sector, today)))
      ok(!this.couldTake(id, today), 'somebody was overtaken');
    ok(
      this.freeFor(place.sector, today, this.keptAheadOf(placeId, today)) > 0,
      'seats kept for a group that is asked were offered',
    );
  }

  // A seat of a share that is not filled is one nobody else could take.
  private takesFrom(other: string, sector: string, today: BusinessDate): boolean {
    const [, reserve = 0] = this.reserved(today).find(([name]) => name === sector) ?? [];
    return other === sector || this.held(sector) >= reserve;
  }

  private seatsAreKept(today: BusinessDate): boolean {
    const awaited = [...this.places.values()].some((place) => waits(place) && this.isAwaited(place, today));
    const undrawn = this.rules?.orderRule === 'window' && !this.drawn;
    return awaited || undrawn || [...this.places.values()].some(({ state }) => state === 'noted');
  }
}
