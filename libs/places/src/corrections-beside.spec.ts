import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { acceptedPlace, morningOf, NAMING_DATE } from './change.examples.js';
import { idOf, isStruck, strike } from './corrections.examples.js';
import {
  exceptionAllowed,
  groupRequested,
  namingExtended,
  offerExtended,
  orderDrawn,
  type PlaceEvent,
  placeOffered,
  placeDeclined,
  priorityGiven,
  requestWithdrawn,
  windowClosed,
} from './events.js';
import { inOrder } from './line.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  manager,
  of,
  offered,
  opened,
  requested,
  sponsor,
  UNTIL,
  waitlisted,
} from './places.examples.js';

const given = specification(places);
const first = (person: string, turn: number) =>
  priorityGiven({ ...of(person), reason: 'An island.', allowedBy: manager, turn });
const lineAfter = (...facts: readonly PlaceEvent[]) =>
  [...inOrder(given(...facts).state.line)].map(({ placeId, standing, turn }) => ({
    placeId,
    standing,
    turn,
  }));

describe('striking a priority', () => {
  const waiting = [
    opened(),
    requested(amara),
    offered(amara),
    requested(bo),
    waitlisted(bo, 1),
    requested(chidi),
    waitlisted(chidi, 2),
    first(chidi, 2),
  ];
  const struck = isStruck(chidi, idOf(waiting, -1), {
    fact: 'given_priority',
    backTo: 'waiting',
    turn: 2,
    on: '2026-09-01',
  });

  it('puts the request back among those without, by its own turn', () => {
    given(...waiting)
      .when(strike(chidi, 'given_priority'))
      .then(struck);
    expect(lineAfter(...waiting)[0]).toMatchObject({ placeId: of(chidi).placeId, standing: 2 });
    expect(lineAfter(...waiting, struck)).toEqual([
      { placeId: of(bo).placeId, standing: 3, turn: 1 },
      { placeId: of(chidi).placeId, standing: 3, turn: 2 },
    ]);
  });

  describe('by which a seat was offered', () => {
    const declined = placeDeclined(end(amara));
    const got = placeOffered({ ...of(chidi), until: UNTIL, turn: 2, behind: 1, held: 1, capacity: 1 });
    const facts = [...waiting, declined, got];
    const back = isStruck(chidi, idOf(facts, 7), {
      fact: 'given_priority',
      backTo: 'waiting',
      freedSeat: true,
      turn: 2,
      on: '2026-09-01',
      fell: [{ fact: 'offered', event: idOf(facts, -1), on: '2026-09-01' }],
    });

    it('takes the offer back, and gives the seat to whose turn it is', () => {
      given(...facts)
        .when(strike(chidi, 'given_priority'))
        .then(back);
      const { state } = given(...facts, back);
      expect(state.held).toBe(0);
      expect(state.places.get(of(chidi).placeId)?.until).toBeUndefined();
      given(...facts, back)
        .when(commandOf(OfferNextInLine, { cohortId }))
        .then(placeOffered({ ...of(bo), until: UNTIL, turn: 1, behind: 1, held: 1, capacity: 1 }));
    });

    it('is refused once the offer was accepted, and after the last joining date', () => {
      given(...facts, accepted(chidi))
        .when(strike(chidi, 'given_priority'))
        .thenRefused('seat-was-given', 'fact');
      given(...facts)
        .when(strike(chidi, 'given_priority'), morningOf('2026-12-01'))
        .thenRefused('seat-gone', 'fact');
    });
  });

  it('falls for the whole of a group that waits as one', () => {
    const group = [
      opened(),
      requested(amara),
      offered(amara),
      groupRequested({
        cohortId,
        groupId: manager,
        sponsorId: sponsor,
        placeIds: [of(bo).placeId, of(chidi).placeId],
        maySplit: false,
      }),
      { ...requested(bo), data: { ...requested(bo).data, groupId: manager } },
      waitlisted(bo, 1),
      { ...requested(chidi), data: { ...requested(chidi).data, groupId: manager } },
      waitlisted(chidi, 2),
      first(bo, 1),
      first(chidi, 2),
    ];
    const { decision } = given(...group).when(strike(chidi, 'given_priority'));
    expect(decision).toMatchObject([{ data: of(chidi) }, { data: of(bo) }]);
    expect(lineAfter(...group, ...(decision as readonly PlaceEvent[]))).toEqual([
      { placeId: of(bo).placeId, standing: 3, turn: 1 },
    ]);
  });
});

describe('striking a named exception', () => {
  const admitted = (
    overRules: Parameters<typeof exceptionAllowed>[0]['overRules'],
    ...before: PlaceEvent[]
  ) => [
    opened({ orderRule: 'window', windowClosesOn: '2026-09-06' }),
    requested(bo),
    ...before,
    exceptionAllowed({ ...of(bo), overRules, allowedBy: manager, reason: 'Promised in writing.' }),
    offered(bo),
  ];
  const back = (facts: readonly PlaceEvent[], turn: number, at = -2) =>
    isStruck(bo, idOf(facts, facts.length + at), {
      fact: 'admitted_by_exception',
      backTo: 'waiting',
      freedSeat: true,
      turn,
      on: '2026-09-01',
      fell: [{ fact: 'offered', event: idOf(facts, facts.length + at + 1), on: '2026-09-01' }],
    });

  it('takes the seat back that was not taken: it waits by its turn, as before', () => {
    const facts = admitted(['capacity'], waitlisted(bo, 1));
    given(...facts)
      .when(strike(bo, 'admitted_by_exception'))
      .then(back(facts, 1));
    const { state } = given(...facts, back(facts, 1));
    expect({ held: state.held, exceptions: state.exceptions }).toEqual({ held: 0, exceptions: 0 });
    expect(state.places.get(of(bo).placeId)).toMatchObject({ state: 'waiting', overRules: undefined });
  });

  it('lets it stand at the end where it had no turn, or the order was drawn without it', () => {
    const facts = admitted(['order']);
    given(...facts)
      .when(strike(bo, 'admitted_by_exception'))
      .then(back(facts, 1));
    const drawn = [
      ...admitted(['order'], waitlisted(bo, 1)),
      requested(amara),
      waitlisted(amara, 2),
      windowClosed({ cohortId, requests: 1 }),
      orderDrawn({ cohortId, seed: 'one', order: [of(amara).placeId] }),
    ];
    given(...drawn)
      .when(strike(bo, 'admitted_by_exception'))
      .then(back(drawn, 3, -6));
    expect(lineAfter(...drawn, back(drawn, 3, -6)).map(({ turn }) => turn)).toEqual([1, 3]);
  });

  it('is refused once the seat was taken, and for who could not have asked without it', () => {
    const facts = admitted(['capacity'], waitlisted(bo, 1));
    given(...facts, accepted(bo))
      .when(strike(bo, 'admitted_by_exception'))
      .thenRefused('seat-was-given', 'fact');
    given(...admitted(['sponsor-has-its-maximum']))
      .when(strike(bo, 'admitted_by_exception'))
      .thenRefused('seat-was-given', 'fact');
  });
});

describe('striking that there was longer', () => {
  it('to answer an offer: it stands until the day before, and is not to be struck once answered', () => {
    const longer = offerExtended({
      ...of(amara),
      from: UNTIL,
      until: '2026-10-20',
      reason: 'The council meets.',
    });
    const facts = [opened(), requested(amara), offered(amara), longer];
    const struck = isStruck(amara, idOf(facts, -1), {
      fact: 'offer_extended',
      backTo: 'offered',
      on: '2026-09-01',
    });
    given(...facts)
      .when(strike(amara, 'offer_extended'))
      .then(struck);
    expect(given(...facts, struck).state.places.get(of(amara).placeId)).toMatchObject({
      until: UNTIL,
      extended: undefined,
    });
    given(...facts, accepted(amara))
      .when(strike(amara, 'offer_extended'))
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('is struck the last first, where it was longer twice', () => {
    const offer = [opened(), requested(amara), offered(amara)];
    const untilThen = (from: string, until: string) => ({
      ...of(amara),
      from,
      until,
      reason: 'An election.',
    });
    const [once, again] = [untilThen(UNTIL, '2026-10-20'), untilThen('2026-10-20', '2026-10-27')];
    given(...offer, offerExtended(once), offerExtended(again))
      .when(strike(amara, 'offer_extended', { eventId: idOf([...offer, offerExtended(once)], -1) }))
      .thenRefused('others-rest-on-it', 'fact');
    const named = acceptedPlace(amara);
    given(...named, namingExtended(once), namingExtended(again))
      .when(strike(amara, 'naming_extended', { eventId: idOf([...named, namingExtended(once)], -1) }))
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('to answer an offer stays where the offer was made anew since', () => {
    const longer = offerExtended({ ...of(amara), from: UNTIL, until: '2026-10-20', reason: 'An election.' });
    const ended = [
      ...[opened(), requested(amara), offered(amara), longer],
      requestWithdrawn({ ...end(amara), reasonClass: 'work' }),
    ];
    const gone = [...ended, requested(bo), offered(bo)];
    const back = given(...gone).when(strike(amara, 'withdrawn')).decision as readonly PlaceEvent[];
    const free = [...gone, ...back, requestWithdrawn({ ...end(bo), reasonClass: 'work' })];
    const anew = given(...free).when(commandOf(OfferNextInLine, { cohortId }))
      .decision as readonly PlaceEvent[];
    expect(anew).toMatchObject([{ type: 'PlaceOffered', data: of(amara) }]);
    given(...free, ...anew)
      .when(strike(amara, 'offer_extended'))
      .thenRefused('others-rest-on-it', 'fact');
  });

  it('to name the participant: the naming date is the one before, and it is warned of anew', () => {
    const longer = namingExtended({
      ...of(amara),
      from: NAMING_DATE,
      until: '2026-10-30',
      reason: 'The appointment is delayed.',
    });
    const facts = [...acceptedPlace(amara), longer];
    const struck = isStruck(amara, idOf(facts, -1), {
      fact: 'naming_extended',
      backTo: 'accepted',
      on: '2026-09-01',
    });
    given(...facts)
      .when(strike(amara, 'naming_extended'))
      .then(struck);
    const { state } = given(...facts, struck);
    expect(state.places.get(of(amara).placeId)?.namingUntil).toBeUndefined();
    expect(state.toWarn.has(of(amara).placeId)).toBe(true);
    const without = given(...facts).when(strike(amara, 'accepted')).decision;
    expect(without).toMatchObject([{ data: { fell: [{ fact: 'naming_extended' }] } }]);
  });
});
