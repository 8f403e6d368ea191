import { commandOf, derivedId, isRefusal, stated, undated } from '#kernel';
import { specification } from '#kernel/specification';
import { AskForCarried, CARRIED_AT_ONCE, CarryRequest, ReceiveCarriedRequest } from './carry-request.js';
import { EndUnplaced } from './end-places.js';
import {
  bookCancelled,
  carriedRequestNoted,
  carryingRefused,
  groupRequested,
  groupSplit,
  type PlaceEvent,
  placeNotPlaced,
  requestCarried,
  requestRefused,
  requestsClosed,
  requestWithdrawn,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { OpenPlaces } from './open-places.js';
import { dorcas, ewan, fromVoluntary, holding, hospice, inLine, on, requestedBy } from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  of,
  opened,
  placeOf,
  request,
  requested,
  rules,
  sponsor,
  waitlisted,
} from './places.examples.js';
import { TakeCarryingBack } from './take-carrying-back.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places);
const springCohort = derivedId('spring cohort');
const inSpring = (person: string) => derivedId('in spring', person);
const groupId = derivedId('group');
const inGroup = (fact: PlaceEvent) => ({ ...fact, data: { ...fact.data, groupId } }) as PlaceEvent;
const AFTER = on('2026-12-01');

describe('carrying a request on', () => {
  const carry = (person: string, toPlaceId = inSpring(person), toCohortId = springCohort) =>
    commandOf(CarryRequest, { ...of(person), toCohortId, toPlaceId });
  const carried = (person: string, order: number, fields = {}) =>
    requestCarried({
      ...of(person),
      sponsorId: sponsor,
      order,
      toCohortId: springCohort,
      toPlaceId: inSpring(person),
      ...fields,
    });
  const unplaced = (person: string) => placeNotPlaced(end(person, { freedSeat: false }));
  const ended = [opened({ capacity: 0 }), ...inLine([amara], [bo]), unplaced(amara), unplaced(bo)];

  it('names the later cohort, the id it goes by there, and the order it had among those not placed', () => {
    given(...ended)
      .when(carry(amara))
      .then(carried(amara, 1));
    given(...ended)
      .when(carry(bo))
      .then(carried(bo, 2));
  });

  it('takes along whom the sponsor proposed, what it stated of them and its reference', () => {
    const facts = { level: 'senior' as const, homeOrganisationId: derivedId('a hospital') };
    const said = { personId: chidi, reference: 'L 17', ...facts };
    given(opened({ capacity: 0 }), ...inLine([bo, said]), unplaced(bo))
      .when(carry(bo))
      .then(carried(bo, 1, said));
  });

  it('takes along the group it was asked for in, unless the sponsor let that be split', () => {
    const group = { cohortId, groupId };
    const book = [
      opened({ capacity: 0 }),
      groupRequested({
        ...group,
        sponsorId: sponsor,
        placeIds: [placeOf(amara), placeOf(bo)],
        maySplit: false,
      }),
      ...[amara, bo].flatMap((person, index) => [inGroup(requested(person)), waitlisted(person, index + 1)]),
    ];
    given(...book, unplaced(amara), unplaced(bo))
      .when(carry(amara))
      .then(carried(amara, 1, { groupId }));
    given(...book, groupSplit(group), unplaced(amara), unplaced(bo))
      .when(carry(amara))
      .then(carried(amara, 1));
  });

  it('happens once: the same again changes nothing, another cohort is refused', () => {
    const book = given(...ended, carried(amara, 1));
    book.when(carry(amara)).thenNothing();
    book.when(carry(amara, derivedId('other'))).thenRefused('carried-already', 'toCohortId');
    book.when(carry(amara, inSpring(amara), derivedId('summer'))).thenRefused('carried-already');
    book.when(carry(bo)).then(carried(bo, 2));
  });

  it('is taken back when the later cohort could not take it: carried elsewhere, it keeps its order', () => {
    const there = { cohortId: springCohort, placeId: inSpring(bo) };
    const takeBack = commandOf(TakeCarryingBack, { ...of(bo), carriedTo: there, code: 'places-not-open' });
    const takenBack = carryingRefused({
      ...of(bo),
      toCohortId: springCohort,
      toPlaceId: inSpring(bo),
      code: 'places-not-open',
    });
    const summer = { toCohortId: derivedId('summer'), toPlaceId: derivedId('in summer') };
    given(...ended, carried(bo, 2))
      .when(takeBack)
      .then(takenBack);
    const book = given(...ended, carried(bo, 2), takenBack);
    book.when(takeBack).thenNothing();
    book.when(carry(bo, summer.toPlaceId, summer.toCohortId)).then(carried(bo, 2, summer));
    given(...ended, carried(bo, 2), takenBack, carried(bo, 2, summer))
      .when(takeBack)
      .thenNothing();
  });

  it('is for requests that were not placed, to another cohort', () => {
    given(opened(), ...holding(amara))
      .when(carry(amara))
      .thenRefused('place-not-unplaced');
    given(opened()).when(carry(amara)).thenRefused('no-such-place', 'placeId');
    given(...ended)
      .when(carry(amara, inSpring(amara), cohortId))
      .thenRefused('same-cohort', 'toCohortId');
  });
});

describe('a request carried here', () => {
  const from = (person: string) => ({ cohortId: springCohort, placeId: inSpring(person) });
  const receive = (person: string, order: number, fields: Partial<ReceiveCarriedRequest> = {}) =>
    commandOf(ReceiveCarriedRequest, {
      ...of(person),
      sponsorId: sponsor,
      order,
      carriedFrom: from(person),
      ...fields,
    });
  const noted = (person: string, order: number, fields = {}) =>
    carriedRequestNoted({ ...of(person), sponsorId: sponsor, order, carriedFrom: from(person), ...fields });
  const asksHere = (person: string, fields = {}) => {
    const fact = requestedBy(person, fields);
    return { ...fact, data: { ...fact.data, carriedFrom: from(person) } } as PlaceEvent;
  };
  const ask = commandOf(AskForCarried, { cohortId });
  const three = [noted(bo, 2), noted(amara, 1), noted(chidi, 2)];

  it('is noted until the book opens', () => {
    given().when(receive(amara, 1)).then(noted(amara, 1));
    given()
      .when(receive(amara, 4, { ...fromVoluntary, personId: ewan, reference: 'L 17' }))
      .then(noted(amara, 4, { sponsorId: hospice, personId: ewan, reference: 'L 17', sector: 'voluntary' }));
    given(noted(amara, 1)).when(receive(amara, 1)).thenNothing();
  });

  it('says what its sponsor stated where it came from, noted and as it asks', () => {
    const facts = { level: 'senior' as const, homeOrganisationId: derivedId('a hospital') };
    given()
      .when(receive(amara, 1, facts))
      .then(noted(amara, 1, facts));
    given(opened())
      .when(receive(amara, 1, facts))
      .then(asksHere(amara, facts), offered(amara));
    given(noted(amara, 1, facts), opened({ carried: 1 }))
      .when(ask)
      .then(asksHere(amara, facts), waitlisted(amara, 1, { ahead: 0, held: 0 }));
  });

  it('counts for the sector of its sponsor on the day it asks, not on the day it was noted', () => {
    const sectors = stated(stated(undated<string>(), '2020-01-01', 'health'), '2026-09-01', 'private');
    const book = given(noted(amara, 1, { sector: 'health' }), opened({ carried: 1 }));
    const joined = waitlisted(amara, 1, { ahead: 0, held: 0 });
    const asking = (sectorsOf: AskForCarried['sectorsOf']) =>
      commandOf(AskForCarried, { cohortId, sectorsOf });
    book.when(asking(new Map([[sponsor, sectors]]))).then(asksHere(amara, { sector: 'private' }), joined);
    book.when(asking(new Map([[hospice, sectors]]))).then(asksHere(amara, { sector: 'health' }), joined);
  });

  it('asks first when it opens, in the order it had, before anyone new', () => {
    const book = [...three, opened({ carried: 3 })];
    given(...three)
      .when(commandOf(OpenPlaces, { cohortId, rules: rules() }))
      .then(opened({ carried: 3 }));
    given(...book)
      .when(request(dorcas))
      .then(requested(dorcas), waitlisted(dorcas, 4, { ahead: 0, held: 0, because: 'carried-requests' }));

    const joined = [
      asksHere(amara),
      waitlisted(amara, 1, { ahead: 0, held: 0 }),
      asksHere(bo),
      waitlisted(bo, 2, { ahead: 1, held: 0 }),
      asksHere(chidi),
      waitlisted(chidi, 3, { ahead: 2, held: 0 }),
    ];
    given(...book)
      .when(ask)
      .then(...joined);
    given(...book, requested(dorcas), waitlisted(dorcas, 4), ...joined)
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(offered(amara, { turn: 1, behind: 3 }));
  });

  it('does not ask in a book that is not open, or whose cohort was cancelled', () => {
    given(...three)
      .when(ask)
      .thenNothing();
    given(...three, opened({ carried: 3 }), bookCancelled({ cohortId }))
      .when(ask)
      .thenNothing();
  });

  it('is overtaken by nobody new while it has not asked', () =>
    given(...three, opened({ carried: 3 }), requested(dorcas), waitlisted(dorcas, 4))
      .when(commandOf(OfferNextInLine, { cohortId }))
      .thenNothing());

  it('may be withdrawn before it asks, and does not ask then', () => {
    const { awardId: _unknownYet, ...unopened } = end(amara, { freedSeat: false });
    const withdrawn = requestWithdrawn({ ...unopened, reasonClass: 'work' });
    given(...three)
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work' }))
      .then(withdrawn);
    given(...three, withdrawn, opened({ carried: 2 }))
      .when(ask)
      .then(
        asksHere(bo),
        waitlisted(bo, 1, { ahead: 0, held: 0 }),
        asksHere(chidi),
        waitlisted(chidi, 2, { ahead: 1, held: 0 }),
      );
  });

  it('is refused above the maximum of its sponsor, and not lost', () =>
    given(noted(amara, 1), noted(bo, 2), opened({ carried: 2, maxPerSponsor: 1 }))
      .when(ask)
      .then(
        asksHere(amara),
        waitlisted(amara, 1, { ahead: 0, held: 0 }),
        asksHere(bo),
        requestRefused({ ...end(bo, { freedSeat: false }), code: 'sponsor-has-its-maximum' }),
      ));

  describe('with others of its group', () => {
    const inOneGroup = [noted(bo, 1, { groupId }), noted(amara, 2), noted(chidi, 3, { groupId })];
    const asks = (person: string) => inGroup(asksHere(person));
    const together = (...people: string[]) =>
      groupRequested({
        cohortId,
        groupId,
        sponsorId: sponsor,
        placeIds: people.map(placeOf),
        maySplit: false,
      });

    it('is noted as one of them', () => {
      given()
        .when(receive(amara, 1, { groupId }))
        .then(noted(amara, 1, { groupId }));
    });

    it('asks together with them where the first stands, and is offered a seat only together with them', () => {
      const joined = [
        together(bo, chidi),
        asks(bo),
        waitlisted(bo, 1, { ahead: 0, held: 0 }),
        asks(chidi),
        waitlisted(chidi, 2, { ahead: 1, held: 0 }),
        asksHere(amara),
        waitlisted(amara, 3, { ahead: 2, held: 0 }),
      ];
      given(...inOneGroup, opened({ carried: 3 }))
        .when(ask)
        .then(...joined);
      const { decision } = given(...inOneGroup, opened({ carried: 3, capacity: 1 }), ...joined).when(
        commandOf(OfferNextInLine, { cohortId }),
      );
      expect(decision).toEqual([expect.objectContaining({ type: 'GroupAskedToSplit' })]);
    });

    it('asks alone where the others do not come too, or go elsewhere first', () => {
      given(
        ...inOneGroup,
        requestWithdrawn({ ...end(chidi, { freedSeat: false }), reasonClass: 'organisation' }),
        opened({ carried: 2 }),
      )
        .when(ask)
        .then(
          asksHere(bo),
          waitlisted(bo, 1, { ahead: 0, held: 0 }),
          asksHere(amara),
          waitlisted(amara, 2, { ahead: 1, held: 0 }),
        );
    });

    it('is refused with them where they would be too many for their sponsor', () => {
      const refused = (person: string) =>
        inGroup(requestRefused({ ...end(person, { freedSeat: false }), code: 'sponsor-has-its-maximum' }));
      given(...inOneGroup, opened({ carried: 3, maxPerSponsor: 1 }))
        .when(ask)
        .then(
          together(bo, chidi),
          asks(bo),
          refused(bo),
          asks(chidi),
          refused(chidi),
          asksHere(amara),
          waitlisted(amara, 1, { ahead: 0, held: 0 }),
        );
    });

    it('asks by itself once the book is open: the sponsor may ask for a group anew', () =>
      given(opened())
        .when(receive(amara, 1, { groupId }))
        .then(asksHere(amara), offered(amara)));
  });

  it('asks in batches that fit an append', () => {
    const people = Array.from({ length: CARRIED_AT_ONCE + 1 }, (_, index) => derivedId('carried', index));
    const all = people.map((person, index) => noted(person, index + 1));
    const { decision } = given(...all, opened({ carried: people.length })).when(ask);
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision).toHaveLength(2 * CARRIED_AT_ONCE);

    const last = people.at(-1)!;
    const rest = given(...all, opened({ carried: people.length }), ...decision);
    rest.when(ask).then(asksHere(last), waitlisted(last, people.length, { ahead: CARRIED_AT_ONCE, held: 0 }));
    given(opened()).when(ask).thenNothing();
  });

  it('joins like anyone new once the book is open', () => {
    given(opened()).when(receive(amara, 7)).then(asksHere(amara), offered(amara));
    given(opened(), ...holding(dorcas), ...inLine([bo]))
      .when(receive(amara, 7))
      .then(asksHere(amara), waitlisted(amara, 2));
    given(opened(), asksHere(amara), offered(amara)).when(receive(amara, 7)).thenNothing();
  });

  it('is refused where nobody may ask', () => {
    given(opened(), requestsClosed({ cohortId })).when(receive(amara, 1)).thenRefused('places-not-open');
    given(bookCancelled({ cohortId })).when(receive(amara, 1)).thenRefused('cohort-cancelled');
    given(opened(), ...holding(amara))
      .when(receive(amara, 1))
      .thenRefused('place-id-taken', 'placeId');
    given(opened(), requested(bo, { personId: ewan }), offered(bo))
      .when(receive(amara, 1, { personId: ewan, sponsorId: anotherSponsor }))
      .thenRefused('already-holds-a-place');
  });

  it('may be carried on from a book that never opens, and ends as not placed here', () => {
    const book = [noted(amara, 3)];
    const on = commandOf(CarryRequest, {
      ...of(amara),
      toCohortId: derivedId('summer'),
      toPlaceId: derivedId('in summer'),
    });
    const carried = requestCarried({
      ...of(amara),
      sponsorId: sponsor,
      order: 3,
      toCohortId: derivedId('summer'),
      toPlaceId: derivedId('in summer'),
    });
    given(...book)
      .when(on)
      .then(carried);
    const { state } = given(...book, carried);
    expect(state.places.get(placeOf(amara))?.state).toBe('not_placed');
    expect(state.noted.size).toBe(0);
  });

  it('ends as not placed with the others when the last joining date has passed and nobody let it ask', () =>
    given(noted(amara, 1), opened({ carried: 1 }))
      .when(commandOf(EndUnplaced, { cohortId }), AFTER)
      .then(placeNotPlaced(end(amara, { freedSeat: false }))));
});
