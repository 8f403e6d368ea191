import { commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { morningOf, moved } from './change.examples.js';
import { idOf, isStruck } from './corrections.examples.js';
import { groupRequested, type PlaceEvent, placeNotPlaced, priorityGiven, requestCarried } from './events.js';
import { requestedBy } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  of,
  opened,
  requested,
  sponsor,
  waitlisted,
} from './places.examples.js';
import { RESTORED_AT_ONCE, RestoreUnplaced } from './restore-unplaced.js';

const given = specification(places);
const restore = commandOf(RestoreUnplaced, { cohortId });
const DECEMBER = morningOf('2026-12-02');
/** The last joining date is 11 January, and was so all along. */
const corrected = moved({ corrected: true, freeWithdrawalUntil: undefined });
const groupId = derivedId('a group');
const notPlaced = (person: string, fields: { groupId?: string } = {}) =>
  placeNotPlaced({ ...end(person, { freedSeat: false }), ...fields }, '2026-12-01');
const waits = (person: string, turn: number) => [requested(person), waitlisted(person, turn)];
const waitsInGroup = (people: readonly string[], firstTurn: number): readonly PlaceEvent[] => [
  groupRequested({
    ...{ cohortId, groupId, sponsorId: sponsor, maySplit: false },
    placeIds: people.map((person) => of(person).placeId),
  }),
  ...people.flatMap((person, index) => [
    requestedBy(person, { groupId }),
    waitlisted(person, firstTurn + index),
  ]),
];
/** The striking by which each of them waits again, in this order. */
const again = (facts: readonly PlaceEvent[], ...people: readonly string[]) =>
  people.map((person) => {
    const { placeId } = of(person);
    const endedAt = facts.findIndex(
      (fact) => fact.type === 'PlaceNotPlaced' && fact.data.placeId === placeId,
    );
    const reason = 'The last joining date of the cohort had been recorded wrongly.';
    return isStruck(person, idOf(facts, endedAt), { fact: 'not_placed', backTo: 'waiting', reason });
  });

describe('requests that were not placed by a last joining date that was recorded wrongly', () => {
  const waiting = [opened({ capacity: 0 }), ...waits(amara, 1), ...waits(bo, 2), ...waits(chidi, 3)];

  it('wait again in one decision, by standing and turn, whatever order they ended in', () => {
    const first = priorityGiven({
      ...of(chidi),
      reason: 'Next to close',
      allowedBy: derivedId('director'),
      turn: 3,
    });
    const ended = [...waiting, first, notPlaced(bo), notPlaced(amara), notPlaced(chidi), corrected];
    given(...ended)
      .when(restore, DECEMBER)
      .then(...again(ended, chidi, amara, bo));
  });

  it('changes nothing when sent again, before the day was corrected, or once the right day has passed', () => {
    const ended = [...waiting, notPlaced(amara), notPlaced(bo), notPlaced(chidi)];
    given(...ended, corrected, ...again(ended, amara, bo, chidi))
      .when(restore, DECEMBER)
      .thenNothing();
    given(...ended)
      .when(restore, DECEMBER)
      .thenNothing();
    given(...ended, corrected)
      .when(restore, morningOf('2027-01-12'))
      .thenNothing();
  });

  it('leaves who was carried on where they are', () => {
    const ended = [...waiting, notPlaced(amara), notPlaced(bo), notPlaced(chidi)];
    const carried = requestCarried({
      ...of(amara),
      ...{ sponsorId: sponsor, order: 1, toCohortId: awardId, toPlaceId: bo },
    });
    given(...ended, carried, corrected)
      .when(restore, DECEMBER)
      .then(...again(ended, bo, chidi));
  });

  it('wait again batch by batch from the front, a group whole', () => {
    const alone = Array.from({ length: RESTORED_AT_ONCE - 1 }, (_, index) => derivedId('alone', index));
    const group = [amara, bo, chidi];
    const people = [...alone, ...group];
    const ended = [
      opened({ capacity: 0 }),
      ...alone.flatMap((person, index) => waits(person, index + 1)),
      ...waitsInGroup(group, alone.length + 1),
      ...people.map((person) => notPlaced(person, group.includes(person) ? { groupId } : {})),
      corrected,
    ];
    const { decision } = given(...ended).when(restore, DECEMBER);
    if (isRefusal(decision)) throw new Error(decision.message);
    const firsts = again(ended, ...alone);
    const last = firsts.at(-1)!;
    expect(decision).toEqual([
      ...firsts.slice(0, -1),
      { ...last, data: { ...last.data, othersFollow: true } },
    ]);

    given(...ended, ...decision)
      .when(restore, DECEMBER)
      .then(...again(ended, ...group));
  });
});
