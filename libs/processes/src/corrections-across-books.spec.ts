import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  AcceptTransfer,
  CarryRequest,
  ConfirmPlace,
  CorrectParticipant,
  CorrectPlaceDate,
  CorrectPlaceSponsor,
  DeferPlace,
  EndUnplaced,
  type PlaceName,
  places,
  ProposeTransfer,
  RequestPlace,
  StartPlace,
  StrikePlaceFact,
  WithdrawPlace,
} from '#places';
import { type Act, inEveryOrder, sending, until } from './every-order.examples.js';
import {
  agreement,
  amara,
  bo,
  chidi,
  confirmed,
  first,
  holdersOf,
  keysOf,
  open,
  placeIn,
  returnIn,
  second,
  sent,
  simulated,
  sponsorId as council,
  standing,
  started,
  startOf,
  third,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const board = derivedId('the health board');
const charity = derivedId('a charity');
const [left, here, further] = [placeIn(first, amara), returnIn(second, amara), returnIn(third, amara)];

const sponsorOf = (of: PlaceName, sponsorId: string) =>
  sending(() => commandOf(CorrectPlaceSponsor, { ...of, sponsorId, reason: 'The parent body was named.' }));
const personOf = (of: PlaceName, personId: string) =>
  sending(() => commandOf(CorrectParticipant, { ...of, personId, reason: 'Two forms were mixed up.' }));
const deferring = sending(() => commandOf(DeferPlace, { ...left, reasonClass: 'personal', returnTo: here }));
const whoCorrected = ({ log }: Simulation, { placeId }: PlaceName, type: string): readonly unknown[] =>
  log
    .map((event) => ({ type: event.type, data: event.data as { placeId?: string; askedBy?: string } }))
    .flatMap((event) => (event.type === type && event.data.placeId === placeId ? [event.data.askedBy] : []));
const opening =
  (cohortId: string): Act =>
  (simulation) =>
    open(simulation, cohortId, 2);

const begun = async () => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 1);
  await confirmed(simulation, left, amara);
  simulation.now = startOfDay('2026-12-07');
  await started(simulation, left);
  return simulation;
};
const deferred = async (isOpen = true) => {
  const simulation = await begun();
  if (isOpen) open(simulation, second, 1);
  deferring(simulation);
  await simulation.settle();
  return simulation;
};
const confirming = sending((simulation) =>
  commandOf(ConfirmPlace, { ...here, personId: standing(simulation, here)!.personId!, ...agreement }),
);
const starting = sending(() => commandOf(StartPlace, here), startOf(second));
const returned = async () => {
  const simulation = await deferred();
  confirming(simulation);
  await simulation.settle();
  return simulation;
};

describe('a corrected sponsor of a deferred place', () => {
  it('is the sponsor where its participant returns, whenever that is learned', () =>
    inEveryOrder(
      async () => {
        const simulation = await begun();
        open(simulation, second, 1);
        return simulation;
      },
      [deferring, sponsorOf(left, board)],
      (simulation) => expect(standing(simulation, here)?.sponsorId).toBe(board),
    ));

  it('is corrected there by whoever did so, and not by the process that follows it', async () => {
    const [seated, noted] = [await deferred(), await deferred(false)];
    for (const simulation of [seated, noted]) {
      sponsorOf(left, board)(simulation);
      await simulation.settle();
    }
    expect(whoCorrected(seated, here, 'PlaceSponsorCorrected')).toEqual(['local-administrator']);
    expect(whoCorrected(noted, here, 'AwaitedReturnCorrected')).toEqual(['local-administrator']);
  });

  it('reaches a returner who is noted before the book opens', () =>
    inEveryOrder(
      begun,
      [deferring, sponsorOf(left, charity), sponsorOf(left, board), opening(second)],
      (simulation) => {
        expect(standing(simulation, here)).toMatchObject({ sponsorId: board, state: 'accepted' });
        expect(simulation.stateOf(places, second).bySponsor.toObject()).toMatchObject({ [board]: 1 });
      },
    ));

  it('does not change who the return was corrected to by itself', () =>
    inEveryOrder(deferred, [sponsorOf(here, charity), sponsorOf(left, board)], (simulation) => {
      expect(standing(simulation, here)?.sponsorId).toBe(charity);
      expect(standing(simulation, left)?.sponsorId).toBe(board);
    }));

  it('reaches the place they went on to from there as well', () =>
    inEveryOrder(
      async () => {
        const simulation = await returned();
        open(simulation, third, 1);
        starting(simulation);
        await simulation.settle();
        simulation.now = startOfDay('2027-12-07');
        return simulation;
      },
      [
        sending(() => commandOf(DeferPlace, { ...here, reasonClass: 'work', returnTo: further })),
        sponsorOf(left, board),
      ],
      (simulation) => {
        expect(standing(simulation, left)?.state).toBe('moved');
        expect(standing(simulation, further)?.sponsorId).toBe(board);
      },
    ));
});

describe('a corrected start where a participant returned', () => {
  it('is the day the place they had left counts as moved', () =>
    inEveryOrder(
      returned,
      [
        starting,
        until('2027-12-07'),
        sending(() =>
          commandOf(CorrectPlaceDate, { ...here, fact: 'started', on: '2027-11-18', reason: 'Misread.' }),
        ),
      ],
      (simulation) => {
        expect(standing(simulation, left)).toMatchObject({
          state: 'moved',
          deferral: { returned: { on: '2027-11-18' } },
        });
        expect(whoCorrected(simulation, left, 'PlaceDateCorrected')).toEqual(['local-administrator']);
      },
    ));
});

describe('a corrected start before the day a return was withdrawn', () => {
  const laterOn: Act = (simulation) => {
    simulation.now = startOfDay('2027-12-07');
  };
  const on = (command: () => object, day: string): Act => sending(command, day);

  it('means that its participant had returned after all', () =>
    inEveryOrder(
      returned,
      [
        laterOn,
        on(() => commandOf(StartPlace, here), '2027-11-20'),
        on(() => commandOf(WithdrawPlace, { ...here, reasonClass: 'work' }), '2027-11-18'),
        sending(() =>
          commandOf(CorrectPlaceDate, { ...here, fact: 'started', on: '2027-11-16', reason: 'Misread.' }),
        ),
      ],
      (simulation) => {
        expect(standing(simulation, left)?.state).toBe('moved');
        expect(standing(simulation, here)?.state).toBe('withdrawn');
      },
    ));
});

describe('a struck transfer of a deferred place', () => {
  const transferred = async () => {
    const simulation = await begun();
    open(simulation, second, 2);
    sent(
      simulation,
      commandOf(ProposeTransfer, {
        ...{ ...left, toSponsorId: board, on: '2026-12-10', acceptBy: '2026-12-31' },
      }),
    );
    sent(simulation, commandOf(AcceptTransfer, { ...left, sponsorId: board }));
    await simulation.settle();
    return simulation;
  };
  const striking = sending(() =>
    commandOf(StrikePlaceFact, { ...left, fact: 'transferred', reason: 'They kept their post.' }),
  );
  const theOldOneAnswers = (simulation: Simulation) =>
    [left, here].map((of) => expect(standing(simulation, of)?.sponsorId).toBe(council));

  it('leaves the sponsor there was before in the cohort of return too', async () => {
    await inEveryOrder(transferred, [deferring, striking], theOldOneAnswers);
    await inEveryOrder(transferred, [deferring, confirming, striking], theOldOneAnswers);
  });

  it('changes nothing where another had been corrected to, or took it over', () =>
    inEveryOrder(transferred, [deferring, sponsorOf(here, charity), striking], (simulation) => {
      expect(standing(simulation, left)?.sponsorId).toBe(council);
      expect(standing(simulation, here)?.sponsorId).toBe(charity);
    }));
});

describe('a corrected sponsor of a request that was carried', () => {
  const [carried, there] = [placeIn(first, bo), placeIn(second, bo)];
  const unplaced = async () => {
    const simulation = simulated('2026-10-01');
    open(simulation, first, 0);
    sent(simulation, commandOf(RequestPlace, { ...carried, sponsorId: council }));
    simulation.now = startOfDay('2026-12-07');
    sent(simulation, commandOf(EndUnplaced, { cohortId: first }));
    await simulation.settle();
    return simulation;
  };
  const carry = sending(() =>
    commandOf(CarryRequest, { ...carried, toCohortId: second, toPlaceId: there.placeId }),
  );

  it('asks where it was carried to, before that opens or after', async () => {
    const asksThere = (simulation: Simulation) =>
      expect(standing(simulation, there)).toMatchObject({ sponsorId: board, state: 'offered' });
    await inEveryOrder(unplaced, [carry, sponsorOf(carried, board), opening(second)], asksThere);
    await inEveryOrder(unplaced, [carry, opening(second), sponsorOf(carried, board)], asksThere);
    await inEveryOrder(unplaced, [opening(second), carry, sponsorOf(carried, board)], asksThere);
  });
});

describe('a corrected participant of a deferred place', () => {
  const bothAreHers = (simulation: Simulation, person: string, state: string) => {
    expect(standing(simulation, left)?.personId).toBe(person);
    expect(standing(simulation, here)).toMatchObject({ personId: person, state });
    expect(holdersOf(simulation, amara)).toEqual([]);
  };

  it('is who returns, noted or with a seat: nobody else is expected, and nobody else is held', async () => {
    await inEveryOrder(begun, [deferring, personOf(left, bo), opening(second)], (simulation) => {
      bothAreHers(simulation, bo, 'accepted');
      expect(holdersOf(simulation, bo)).toEqual(keysOf(left));
    });
    await inEveryOrder(deferred, [personOf(left, chidi), personOf(left, bo)], (simulation) => {
      bothAreHers(simulation, bo, 'accepted');
      expect(holdersOf(simulation, chidi)).toEqual([]);
    });
  });

  it('holds both places once the return was confirmed, and is free for no other', () =>
    inEveryOrder(deferred, [confirming, personOf(left, bo)], (simulation) => {
      bothAreHers(simulation, bo, 'confirmed');
      expect(holdersOf(simulation, bo)).toEqual(keysOf(left, here));
    }));

  it('holds the place of return alone when they had started there', async () => {
    await inEveryOrder(returned, [personOf(left, bo), starting], (simulation) => {
      bothAreHers(simulation, bo, 'started');
      expect(standing(simulation, left)?.state).toBe('moved');
      expect(holdersOf(simulation, bo)).toEqual(keysOf(here));
    });
    await inEveryOrder(returned, [starting, personOf(here, bo)], (simulation) => {
      bothAreHers(simulation, bo, 'started');
      expect(standing(simulation, left)?.state).toBe('moved');
      expect(holdersOf(simulation, bo)).toEqual(keysOf(here));
    });
  });

  it('corrected once more where they returned to, is whoever was said last', () =>
    inEveryOrder(
      returned,
      [personOf(left, bo), starting, until('2027-12-07'), personOf(here, chidi)],
      (simulation) => {
        bothAreHers(simulation, chidi, 'started');
        expect(holdersOf(simulation, bo)).toEqual([]);
        expect(holdersOf(simulation, chidi)).toEqual(keysOf(here));
      },
    ));
});
