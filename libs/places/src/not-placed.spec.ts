import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { morningOf, moved } from './change.examples.js';
import { idOf, isStruck, strike } from './corrections.examples.js';
import { EndUnplaced } from './end-places.js';
import {
  bookCancelled,
  carryingRefused,
  type PlaceEvent,
  placeCancelled,
  placeNotPlaced,
  requestCarried,
} from './events.js';
import { notPlacedByAWrongDay } from './not-placed.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  of,
  offered,
  opened,
  requested,
  waitlisted,
} from './places.examples.js';

const given = specification(places);
const notPlaced = (person: string) => placeNotPlaced(end(person, { freedSeat: false }), '2026-12-01');
const waiting = [opened(), requested(amara), offered(amara), requested(bo), waitlisted(bo, 1)];
const ended: readonly PlaceEvent[] = [...waiting, notPlaced(bo)];
const endedIn = idOf(ended, -1);
/** The last joining date is 11 January, and was so all along. */
const corrected = moved({ corrected: true, freeWithdrawalUntil: undefined });
const putOff = moved({ freeWithdrawalUntil: undefined });
const stands = isStruck(bo, endedIn, { fact: 'not_placed', backTo: 'waiting' });
const carried = requestCarried({
  ...of(bo),
  sponsorId: requested(bo).data.sponsorId,
  order: 1,
  toCohortId: awardId,
  toPlaceId: chidi,
});
const DECEMBER = morningOf('2026-12-02');

describe('a request that was not placed by a last joining date that was recorded wrongly', () => {
  it('waits again with its old turn once the date is corrected', () => {
    given(...ended, corrected)
      .when(strike(bo, 'not_placed'), DECEMBER)
      .then(stands);
    const { state } = given(...ended, corrected, stands);
    expect(state.places.get(of(bo).placeId)).toMatchObject({ state: 'waiting', turn: 1 });
    expect(state.waiting).toBe(1);
  });

  it('goes before who asked since, and ends anew once the right day has passed', () => {
    const since = [requested(chidi), waitlisted(chidi, 2, { ahead: 0 })];
    const line = [...ended, corrected, ...since, stands];
    given(...line)
      .when(commandOf(EndUnplaced, { cohortId }), morningOf('2027-01-12'))
      .then(placeNotPlaced(end(bo, { freedSeat: false })), placeNotPlaced(end(chidi, { freedSeat: false })));
  });

  it('stays so while the day has passed all the same, and says what to correct', () => {
    const { decision } = given(...ended).when(strike(bo, 'not_placed'), DECEMBER);
    expect(decision).toMatchObject({ refused: 'last-joining-date-passed', field: 'fact' });
    given(...ended, corrected)
      .when(strike(bo, 'not_placed'), morningOf('2027-01-12'))
      .thenRefused('last-joining-date-passed', 'fact');
  });

  it('stays where it was carried to, until that comes to nothing', () => {
    const { toCohortId, toPlaceId } = carried.data;
    const back = carryingRefused({ ...of(bo), toCohortId, toPlaceId, code: 'places-not-open' });
    given(...ended, carried, corrected)
      .when(strike(bo, 'not_placed'), DECEMBER)
      .thenRefused('carried-on', 'fact');
    given(...ended, carried, back, corrected)
      .when(strike(bo, 'not_placed'), DECEMBER)
      .then(stands);
  });

  it('ends with its cohort where that was cancelled', () =>
    given(...ended, corrected, bookCancelled({ cohortId }, '2026-12-02'))
      .when(strike(bo, 'not_placed'), DECEMBER)
      .then(stands, placeCancelled({ ...end(bo, { freedSeat: false }), was: 'waiting' }, '2026-12-02')));
});

describe('who was not placed by a wrong day', () => {
  const found = (...facts: readonly PlaceEvent[]) =>
    notPlacedByAWrongDay(given(...facts).state, '2026-12-02');

  it('is whoever ended before the right day', () => {
    expect(found(...ended, corrected)).toEqual([{ placeId: of(bo).placeId, eventId: endedIn }]);
    expect(found(...ended)).toEqual([]);
    expect(found(...ended, corrected, stands)).toEqual([]);
  });

  it('is nobody who was carried on, or ended before the cohort was put off', () => {
    expect(found(...ended, carried, corrected)).toEqual([]);
    expect(found(...ended, putOff)).toEqual([]);
    const again = moved({ corrected: true, freeWithdrawalUntil: undefined, lastJoiningDate: '2027-01-18' });
    expect(found(...ended, putOff, again)).toEqual([]);
  });

  it('is who ended after the cohort was put off too, where that day was wrong', () => {
    const tooEarly = moved({ freeWithdrawalUntil: undefined, lastJoiningDate: '2026-12-07' });
    const all = [...waiting, tooEarly, notPlaced(bo)];
    expect(found(...all, corrected)).toEqual([{ placeId: of(bo).placeId, eventId: idOf(all, -1) }]);
  });

  it('is who ended before another of its days moved', () => {
    const later = moved({
      freeWithdrawalUntil: undefined,
      startsOn: '2026-11-16',
      lastJoiningDate: '2026-11-30',
      endsOn: '2027-11-30',
    });
    expect(found(...ended, later, corrected)).toHaveLength(1);
  });
});
