import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import {
  groupAskedToSplit,
  groupPassedOver,
  groupRequested,
  offerLapsed,
  type PlaceEvent,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  dorcas,
  ewan,
  fatima,
  group,
  holding,
  ofGroup,
  ofSponsor,
  requestedBy,
  sectorsOf,
} from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  opened,
  placeOf,
  requested,
  UNTIL,
  waitlisted,
} from './places.examples.js';
import { RequestGroup } from './request-group.js';

const given = specification(places);
const trio = [amara, bo, chidi];
const inGroup = { groupId: group };

const requestGroup = (people: readonly string[], fields: Partial<RequestGroup> = {}) =>
  commandOf(RequestGroup, {
    ...ofGroup,
    ...ofSponsor,
    places: people.map((person) => ({ placeId: placeOf(person) })),
    ...fields,
  });
const grouped = (people: readonly string[], maySplit = false) =>
  groupRequested({ ...ofGroup, ...ofSponsor, placeIds: people.map(placeOf), maySplit });
const offerNext = commandOf(OfferNextInLine, { cohortId });
/** Ten days after Tuesday 1 September 2026. */
const ANSWER_BY = '2026-09-11';
const asked = (size: number, free: number) =>
  groupAskedToSplit({ ...ofGroup, size, free, answerBy: ANSWER_BY });

/** Dorcas holds the one seat that two of a group of three leave; they wait, asked whether they may be split. */

describe('behind a group', () => {
  it('others that do not fit are passed unasked while somebody fits: only the first in line is asked', () => {
    const pair = derivedId('a pair');
    const [one, other] = [derivedId('one'), derivedId('other')];
    given(
      opened({ capacity: 2 }),
      ...holding(dorcas, {}, { capacity: 2 }),
      grouped(trio),
      ...trio.flatMap((person, index) => [requestedBy(person, inGroup), waitlisted(person, index + 1)]),
      groupRequested({
        cohortId,
        groupId: pair,
        ...ofSponsor,
        placeIds: [one, other].map(placeOf),
        maySplit: false,
      }),
      ...[one, other].flatMap((person, index) => [
        requestedBy(person, { groupId: pair }),
        waitlisted(person, index + 4),
      ]),
      requested(ewan),
      waitlisted(ewan, 6),
      groupPassedOver({ ...ofGroup, size: 3, free: 1 }),
    )
      .when(offerNext)
      .then(offered(ewan, { turn: 6, behind: 5, held: 2, capacity: 2, passing: ['group'] }));
  });

  it('another that does not fit either is asked once nobody else fits: one of the same size, and one of another sector', () => {
    const pair = { cohortId, groupId: derivedId('a pair'), sponsorId: anotherSponsor };
    const two = [derivedId('one'), derivedId('other')];
    const behind = (capacity: number, people: readonly string[], sector?: string) => {
      const joining = { groupId: pair.groupId, sponsorId: anotherSponsor, ...(sector ? { sector } : {}) };
      return [
        groupRequested({ ...pair, placeIds: people.map(placeOf), maySplit: false }),
        ...people.flatMap((person, index) => [
          requestedBy(person, joining),
          waitlisted(person, index + 3, { held: 1, capacity, because: 'group' }),
        ]),
      ];
    };
    const passed = (capacity: number, free: number): PlaceEvent[] => [
      ...holding(dorcas, { sponsorId: anotherSponsor }, { capacity }),
      grouped([amara, bo]),
      ...[amara, bo].flatMap((person, index) => [
        requestedBy(person, inGroup),
        waitlisted(person, index + 1, { held: 1, capacity, because: 'group' }),
      ]),
      asked(2, free),
      groupPassedOver({ ...ofGroup, size: 2, free }),
    ];
    const requestPair = (people: readonly string[], sector?: string) =>
      requestGroup(people, {
        ...pair,
        ...(sector ? { sectors: sectorsOf(sector) } : {}),
      });
    const pairAsked = (size: number, free: number) =>
      groupAskedToSplit({ cohortId, groupId: pair.groupId, size, free, answerBy: ANSWER_BY });

    given(opened({ capacity: 2 }), ...passed(2, 1))
      .when(requestPair(two))
      .then(...behind(2, two), pairAsked(2, 1));
    given(opened({ capacity: 2 }), ...passed(2, 1), ...behind(2, two))
      .when(offerNext)
      .then(pairAsked(2, 1));
    const sectorShares = [{ sector: 'voluntary', seats: 2, releasedOn: '2026-10-30' }];
    const four = [...two, ewan, fatima];
    given(opened({ capacity: 4, sectorShares }), ...passed(4, 1))
      .when(requestPair(four, 'voluntary'))
      .then(...behind(4, four, 'voluntary'), pairAsked(4, 3));
  });

  it('one that comes first by leaving others behind is asked when its turn has come', () =>
    given(
      opened(),
      ...holding(dorcas),
      grouped([amara, bo]),
      requestedBy(amara, inGroup),
      waitlisted(amara, 1),
      requestedBy(bo, inGroup),
      waitlisted(bo, 2),
      offerLapsed({ ...end(dorcas), until: UNTIL }),
    )
      .when(offerNext)
      .then(asked(2, 1)));
});
