import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { acceptedPlace, LATER_START, morningOf, moved } from './change.examples.js';
import { EndUnplaced } from './end-places.js';
import { bookCancelled, placeNotPlaced, placeStarted, placeWithdrawn } from './events.js';
import { MoveBook } from './move-book.js';
import { OpenPlaces } from './open-places.js';
import { places } from './places.decider.js';
import {
  accept,
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  confirmedPlace,
  end,
  LAST_JOINING_DATE,
  offered,
  of,
  opened,
  requested,
  rules,
  STARTS_ON,
  waitlisted,
  onDay,
} from './places.examples.js';
import { StartPlace } from './start-place.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places);
const dates = { cohortId, startsOn: LATER_START, lastJoiningDate: '2027-01-11' };
const move = (fields: Partial<MoveBook> = {}) =>
  commandOf(MoveBook, { ...dates, freeWithdrawalUntil: '2026-09-30', ...fields });

describe('a book whose cohort moves', () => {
  it('decides by the new dates, once', () => {
    given(opened()).when(move()).then(moved());
    given(opened(), moved()).when(move()).thenNothing();
    given(opened(), moved())
      .when(move({ freeWithdrawalUntil: undefined }))
      .thenNothing();
    given(opened(), bookCancelled({ cohortId })).when(move()).thenNothing();
    const wide = { requestsCloseOn: '2026-10-31', endsOn: '2027-11-30' };
    given(opened()).when(move(wide)).then(moved(wide));
    expect(given(opened(), moved(wide)).state.rules).toMatchObject({ startsOn: LATER_START, ...wide });
  });

  it('keeps its last joining date where what moves it says nothing of that', () => {
    const stays = move({ joiningStays: true, freeWithdrawalUntil: undefined });
    const kept = moved({ freeWithdrawalUntil: undefined, lastJoiningDate: LAST_JOINING_DATE });
    given(opened()).when(stays).then(kept);
    given(opened(), kept).when(stays).thenNothing();
    given()
      .when(stays)
      .then(moved({ freeWithdrawalUntil: undefined, from: undefined }));
  });

  it('starts on its new day', () => {
    const start = commandOf(StartPlace, of(amara));
    const book = given(opened(), ...confirmedPlace(amara), moved());
    book.when(start, morningOf(STARTS_ON)).thenRefused('cohort-not-started');
    book.when(start, morningOf(LATER_START)).then(placeStarted({ ...of(amara), personId: amara }));
  });

  it('may move before it opens, and opens with the dates it moved to', () => {
    const early = moved({ from: undefined });
    given().when(move()).then(early);
    given(early).when(move()).thenNothing();
    given(early)
      .when(commandOf(OpenPlaces, { cohortId, rules: rules() }))
      .then(opened({ startsOn: LATER_START, lastJoiningDate: '2027-01-11' }));
  });

  it('lets those wait longer who wait', () => {
    const line = [
      opened(),
      requested(amara),
      offered(amara),
      requested(bo),
      waitlisted(bo, 1),
      moved(),
    ] as const;
    const endUnplaced = commandOf(EndUnplaced, { cohortId });
    given(...line)
      .when(endUnplaced, morningOf('2026-12-01'))
      .thenRefused('last-joining-date-ahead');
    given(...line)
      .when(endUnplaced, morningOf('2027-01-12'))
      .then(placeNotPlaced(end(bo, { freedSeat: false })));
  });
});

describe('a cohort postponed after offers went out', () => {
  const book = [opened(), requested(amara), offered(amara), moved()] as const;

  it('leaves the offers as they stand, to be accepted under the new start (edge case 21: a cohort postponed after offers went out)', () => {
    given(...book)
      .when(accept(amara))
      .then(accepted(amara));
    given(...book)
      .when(accept(amara), morningOf('2026-09-30'))
      .thenRefused('offer-lapsed');
    expect(given(...book, accepted(amara)).state.places.get(of(amara).placeId)).toMatchObject({
      agreedStartsOn: LATER_START,
    });
  });

  it('remembers under which start a place was accepted', () =>
    expect(given(...acceptedPlace(amara), moved()).state.places.get(of(amara).placeId)).toMatchObject({
      agreedStartsOn: STARTS_ON,
    }));
});

describe('withdrawing from a cohort that moved', () => {
  const withdraw = (notifiedOn?: string) =>
    commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'organisation', notifiedOn });
  const withdrawn = (notifiedOn: string, money: { free?: true; bandsFrom?: string }) =>
    placeWithdrawn({ ...end(amara), reasonClass: 'organisation', notifiedOn, hadStarted: false, ...money });
  const book = [...acceptedPlace(amara), moved({}, '2026-09-01')] as const;

  it('is free of charge until the stated day, by the day of the notice', () => {
    given(...book)
      .when(withdraw('2026-09-30'), morningOf('2026-10-02'))
      .then(withdrawn('2026-09-30', { bandsFrom: LATER_START, free: true }));
    given(...book)
      .when(withdraw(), morningOf('2026-10-01'))
      .then(withdrawn('2026-10-01', { bandsFrom: LATER_START }));
    given(book[0], ...onDay('2026-08-20', ...book.slice(1, -1)), book.at(-1)!)
      .when(withdraw('2026-08-31'))
      .then(withdrawn('2026-08-31', { bandsFrom: LATER_START }));
  });

  it('is not free any more where the move never was, and is again where it was after all', () => {
    const moveId = derivedId('the postponement');
    const back = { startsOn: STARTS_ON, lastJoiningDate: LAST_JOINING_DATE, freeWithdrawalUntil: undefined };
    const facts = [...acceptedPlace(amara), moved({ moveId }, '2026-09-01')];
    const from = { startsOn: LATER_START, lastJoiningDate: '2027-01-11' };
    const struck = moved({ ...back, from, struck: [moveId] });
    given(...facts)
      .when(move({ ...back, struck: [moveId] }))
      .then(struck);
    given(...facts, struck)
      .when(move({ ...back, struck: [moveId] }))
      .thenNothing();
    given(...facts, struck)
      .when(withdraw())
      .then(withdrawn('2026-09-01', {}));
    given(...facts, struck)
      .when(move({ freeWithdrawalUntil: undefined }))
      .then(moved({ freeWithdrawalUntil: undefined }));
    given(...facts, struck, moved({ freeWithdrawalUntil: undefined }))
      .when(withdraw())
      .then(withdrawn('2026-09-01', { bandsFrom: LATER_START, free: true }));
  });

  it('is by the bands for who accepted under the new dates', () =>
    given(opened(), requested(amara), offered(amara), moved(), accepted(amara))
      .when(withdraw())
      .then(withdrawn('2026-09-01', {})));

  it('counts the bands from the later of both starts, when it moved earlier too', () =>
    given(...acceptedPlace(amara), moved({ startsOn: '2026-11-09', freeWithdrawalUntil: undefined }))
      .when(withdraw())
      .then(withdrawn('2026-09-01', { bandsFrom: STARTS_ON })));

  it('is free for who accepted between two moves that let go until the same day', () => {
    const module = { cohortId, startsOn: LATER_START, lastJoiningDate: '2027-01-11' };
    const first = moved({}, '2026-09-01');
    given(opened(), first, requested(amara), offered(amara), accepted(amara))
      .when(commandOf(MoveBook, { ...module, freeWithdrawalUntil: '2026-09-30' }), morningOf('2026-09-10'))
      .then(moved({ from: { startsOn: LATER_START, lastJoiningDate: '2027-01-11' } }));
    given(...[opened(), first, requested(amara), offered(amara), accepted(amara)], moved({}, '2026-09-10'))
      .when(withdraw('2026-09-20'), morningOf('2026-09-20'))
      .then(withdrawn('2026-09-20', { free: true }));
  });

  it('stays free by an earlier move after a later one that gives nobody longer', () =>
    given(...book, moved({ startsOn: '2026-12-15', freeWithdrawalUntil: undefined }, '2026-09-10'))
      .when(withdraw('2026-09-20'), morningOf('2026-09-20'))
      .then(withdrawn('2026-09-20', { bandsFrom: '2026-12-15', free: true })));
});
