import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { ConfirmPlace } from './confirm-place.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import {
  agreed,
  askedToReturn,
  awaited,
  deferredPlace,
  moduleOne,
  nextCohort as cohortId,
  NEXT_PRICE,
  returnedTo,
  returner,
  returnPlaceOf,
} from './deferral.examples.js';
import { DeferPlace } from './defer-place.js';
import {
  bookCancelled,
  confirmationAsked,
  placeConfirmed,
  placeOffered,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  requestWithdrawn,
  returnGivenUp,
} from './events.js';
import { ExpectReturn, MOST_RETURNERS } from './expect-return.js';
import { GiveBackReturn } from './give-back-return.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { OpenPlaces } from './open-places.js';
import { places } from './places.decider.js';
import {
  amara,
  awardId,
  bo,
  chidi,
  manager,
  of,
  placeOf,
  programmeId,
  rules,
  sponsor,
} from './places.examples.js';
import { SubstituteParticipant } from './substitute-participant.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const later = { startsOn: '2027-11-15', lastJoiningDate: '2027-11-29', pricePence: NEXT_PRICE };
const openedNext = (capacity = 1) => placesOpened({ cohortId, ...rules({ ...later, capacity }) });
const openNext = (capacity: number) =>
  commandOf(OpenPlaces, { cohortId, rules: rules({ ...later, capacity }) });
const here = (person: string) => returnPlaceOf(person);
const expected = (person: string, fields: Partial<ExpectReturn> = {}) =>
  commandOf(ExpectReturn, { ...here(person), ...returner(person), ...fields });
const asked = (person: string) =>
  placeRequested({ cohortId, placeId: placeOf(person), programmeId, awardId, sponsorId: sponsor });
const offered = (person: string, held = 1, capacity = 1) =>
  placeOffered({ cohortId, placeId: placeOf(person), until: '2027-03-29', behind: 0, held, capacity });
const waits = (person: string, turn: number) =>
  placeWaitlisted({ cohortId, placeId: placeOf(person), turn, ahead: turn - 1, held: 1, capacity: 1 });
const returnOf = (person: string) => ({ cohortId: of(person).cohortId, placeId: placeOf(person) });
const confirmedHere = (person: string) =>
  placeConfirmed({
    ...here(person),
    awardId,
    sponsorId: sponsor,
    personId: person,
    lineManagerId: manager,
    privacyNoticeVersion: '1',
    checks: [],
  });
const seated = [openedNext(), askedToReturn(amara), returnedTo(amara)];
const started = [
  ...seated,
  confirmedHere(amara),
  placeStarted({ ...here(amara), personId: amara }, '2027-11-15'),
];

describe('a named cohort of return', () => {
  it('holds a seat from that moment, at its own price, and names what was agreed before', () => {
    given(openedNext()).when(expected(amara)).then(askedToReturn(amara), returnedTo(amara));
    expect(agreed.pricePence).not.toBe(NEXT_PRICE);
    const { state } = given(...seated);
    expect(state.held).toBe(1);
    expect(state.places.get(here(amara).placeId)).toMatchObject({
      state: 'accepted',
      personId: amara,
      returnOf: returnOf(amara),
      travelling: { modulesPassed: [moduleOne], agreedBefore: agreed },
    });
  });

  it('lets them stand first when it is full, before all who wait, and after those who return as well', () => {
    given(openedNext(), asked(bo), offered(bo), asked(chidi), waits(chidi, 1))
      .when(expected(amara))
      .then(askedToReturn(amara), awaited(amara, 2));
    const full = [openedNext(), asked(bo), offered(bo), asked(chidi), waits(chidi, 1)];
    const lapsed = requestWithdrawn({
      cohortId,
      placeId: placeOf(bo),
      awardId,
      personIds: [],
      freedSeat: true,
      reasonClass: 'work',
    });
    given(...full, askedToReturn(amara), awaited(amara, 2), askedToReturn(bo), awaited(bo, 3), lapsed)
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(returnedTo(amara));
  });

  it('gives them the seat nobody who waits has been offered yet', () =>
    given(openedNext(2), asked(bo), offered(bo, 1, 2), asked(chidi), waits(chidi, 1))
      .when(expected(amara))
      .then(askedToReturn(amara), returnedTo(amara, { held: 2, capacity: 2 })));

  it('notes them before it opens: on opening they come before all others, in the order they were named', () => {
    given().when(expected(amara)).then(awaited(amara));
    given(awaited(amara)).when(expected(amara)).thenNothing();
    given(awaited(amara), awaited(bo))
      .when(openNext(1))
      .then(openedNext(), askedToReturn(amara), returnedTo(amara), askedToReturn(bo), awaited(bo, 1));
    const { state } = given(awaited(amara), openedNext(), askedToReturn(amara), returnedTo(amara));
    expect(state.returners.size).toBe(0);
  });

  it('gives none a seat of a day before they were named, though it had opened by then as is told late', () => {
    const namedLater = { effectiveOn: '2027-02-20' };
    given({ ...awaited(amara), effectiveOn: '2027-02-05' }, { ...awaited(bo), ...namedLater })
      .when(openNext(2), { effectiveOn: '2027-02-10' })
      .then(
        openedNext(2),
        askedToReturn(amara),
        returnedTo(amara, { capacity: 2 }),
        { ...askedToReturn(bo), ...namedLater },
        { ...returnedTo(bo, { held: 2, capacity: 2 }), ...namedLater },
      );
  });

  it('takes each once, and no id of another place', () => {
    given(...seated)
      .when(expected(amara))
      .thenNothing();
    given(openedNext(), asked(bo))
      .when(expected(amara, { placeId: placeOf(bo) }))
      .thenRefused('place-id-taken', 'placeId');
    given(awaited(bo))
      .when(expected(amara, here(bo)))
      .thenRefused('place-id-taken');
  });

  it('takes nobody once it is cancelled, over, of another award, given up or full of returners', () => {
    given(bookCancelled({ cohortId })).when(expected(amara)).thenRefused('cohort-cancelled');
    given(openedNext())
      .when(expected(amara), { now: '2027-11-30T09:00:00.000Z' })
      .thenRefused('last-joining-date-passed');
    given(openedNext())
      .when(expected(amara), { now: '2027-11-29T09:00:00.000Z' })
      .then(askedToReturn(amara), returnedTo(amara));
    given(openedNext())
      .when(expected(amara, { awardId: bo }))
      .thenRefused('another-award');
    given(openedNext(), returnGivenUp({ ...here(amara), returnOf: returnOf(amara) }))
      .when(expected(amara))
      .thenRefused('return-given-up');
    const many = Array.from({ length: MOST_RETURNERS }, (_, index) => awaited(`${bo}${index}`));
    given(...many)
      .when(expected(amara))
      .thenRefused('returners-full');
  });
});

describe('a place of return', () => {
  const confirmation = { lineManagerId: manager, privacyNoticeVersion: '1', checks: [] };

  it('is confirmed like any accepted place, for its returner only', () => {
    given(...seated)
      .when(commandOf(ConfirmPlace, { ...here(amara), personId: amara, ...confirmation }))
      .then(
        confirmationAsked({
          ...here(amara),
          awardId,
          personId: amara,
          ...confirmation,
          returnOf: returnOf(amara),
        }),
      );
    given(...seated)
      .when(commandOf(ConfirmPlace, { ...here(amara), personId: bo, ...confirmation }))
      .thenRefused('returners-place', 'personId');
    given(...seated, confirmedHere(amara))
      .when(
        commandOf(SubstituteParticipant, {
          ...here(amara),
          personId: bo,
          reasonClass: 'work',
          ...confirmation,
        }),
      )
      .thenRefused('returners-place', 'personId');
  });

  it('is not deferred before it has started: another return is named instead', () => {
    const again = commandOf(DeferPlace, { ...here(amara), reasonClass: 'work' });
    given(...seated)
      .when(again)
      .thenRefused('return-not-started', 'placeId');
    given(...started)
      .when(again, { now: '2027-12-01T09:00:00.000Z', effectiveOn: '2027-11-14' })
      .thenRefused('return-not-started', 'placeId');
    // What was passed in the place that was left travels along, as it did before.
    given(...started)
      .when(again, { now: '2027-12-01T09:00:00.000Z' })
      .then({
        ...deferredPlace({
          ...here(amara),
          reasonClass: 'work',
          notifiedOn: '2027-12-01',
          limitOn: '2029-12-01',
          modulesPassed: [moduleOne],
          agreed: { ...agreed, pricePence: NEXT_PRICE },
        }).at(-1)!,
        effectiveOn: undefined,
      });
  });
});

describe('a deferral of a place of return', () => {
  it('is not corrected to a day before the participant had returned', () => {
    const again = deferredPlace({ ...here(amara), notifiedOn: '2027-12-01', limitOn: '2029-12-01' }).at(-1)!;
    given(...started, { ...again, effectiveOn: '2027-12-01' })
      .when(
        commandOf(CorrectPlaceDate, {
          ...here(amara),
          fact: 'deferred',
          on: '2027-11-14',
          reason: 'Misread.',
        }),
        { now: '2027-12-02T09:00:00.000Z' },
      )
      .thenRefused('out-of-order', 'on');
  });
});

describe('giving a return back', () => {
  const giveBack = commandOf(GiveBackReturn, {
    ...here(amara),
    returnOf: returnOf(amara),
    reasonClass: 'personal',
    notifiedOn: '2027-02-01',
  });
  const givenUp = returnGivenUp({ ...here(amara), returnOf: returnOf(amara) });
  const end = { ...here(amara), awardId, personIds: [amara], freedSeat: true };
  const withdrawn = placeWithdrawn({
    ...end,
    reasonClass: 'personal',
    notifiedOn: '2027-02-01',
    hadStarted: false,
    free: true,
    because: 'return_given_up',
  });

  it('frees its seat, or its turn, or what was noted, free of charge', () => {
    given(...seated)
      .when(giveBack)
      .then(withdrawn, givenUp);
    given(...seated, confirmedHere(amara))
      .when(giveBack)
      .then(withdrawn, givenUp);
    given(openedNext(), asked(bo), offered(bo), askedToReturn(amara), awaited(amara, 1))
      .when(giveBack)
      .then(requestWithdrawn({ ...end, freedSeat: false, reasonClass: 'personal' }), givenUp);
    given(awaited(amara)).when(giveBack).then(givenUp);
    expect(given(awaited(amara), givenUp).state.returners.size).toBe(0);
  });

  it('is said once whatever had become of it, so that whoever waits for that goes on', () => {
    given().when(giveBack).then(givenUp);
    given(givenUp).when(giveBack).thenNothing();
    given(...seated, withdrawn)
      .when(giveBack)
      .then(givenUp);
    given(...seated, withdrawn, givenUp)
      .when(giveBack)
      .thenNothing();
  });

  it('ends it again when it stands again by a correction', () =>
    given(...seated.slice(0, 1), givenUp, ...seated.slice(1))
      .when(giveBack)
      .then(withdrawn));

  it('never touches a place of somebody else that goes by that id', () =>
    given(openedNext(), placeRequested({ ...here(amara), programmeId, awardId, sponsorId: sponsor }))
      .when(giveBack)
      .then(givenUp));

  it('is refused once they have started', () =>
    given(...started)
      .when(giveBack)
      .thenRefused('return-started', 'placeId'));
});
