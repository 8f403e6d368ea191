import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  AcceptTransfer,
  ConfirmPlace,
  CorrectPlaceDate,
  DeferPlace,
  NameReturn,
  type PlaceName,
  places,
  ProposeTransfer,
  RaiseBookCapacity,
  SelfFund,
  StartPlace,
  StrikePlaceFact,
} from '#places';
import { type Act, inEveryOrder, sending, until } from './every-order.examples.js';
import {
  agreement,
  amara,
  confirmed,
  first,
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

const [charity, board] = [derivedId('a charity'), derivedId('a health board')] as const;
const [left, here, further] = [placeIn(first, amara), returnIn(second, amara), returnIn(third, amara)];
const begun = (capacityOfSecond?: number) => async () => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 1);
  if (capacityOfSecond !== undefined) open(simulation, second, capacityOfSecond);
  open(simulation, third, 1);
  await confirmed(simulation, left, amara);
  simulation.now = startOfDay('2026-12-07');
  await started(simulation, left);
  return simulation;
};
const opening: Act = (simulation) => open(simulation, second, 1);
const propose = (toSponsorId = charity, of = left, on = '2026-12-10', acceptBy = '2026-12-31') =>
  sending(() => commandOf(ProposeTransfer, { ...of, toSponsorId, on, acceptBy }));
const accept = (sponsorId = charity, of = left) =>
  sending(() => commandOf(AcceptTransfer, { ...of, sponsorId }));
const defer = sending(() => commandOf(DeferPlace, { ...left, reasonClass: 'work', returnTo: here }));
const goElsewhere = sending(() => commandOf(NameReturn, { ...left, returnTo: further }));
const start = sending(() => commandOf(StartPlace, here), startOf(second));
const confirm = sending(() => commandOf(ConfirmPlace, { ...here, personId: amara, ...agreement }));
const raise = sending(() => commandOf(RaiseBookCapacity, { cohortId: second, capacity: 1 }));
const strike = (fact: StrikePlaceFact['fact'], of = left) =>
  sending(() => commandOf(StrikePlaceFact, { ...of, fact, reason: 'They kept their post.' }));
const redate = (on: string, of = left) =>
  sending(() =>
    commandOf(CorrectPlaceDate, { ...of, fact: 'transferred', on, reason: 'The letter was misread.' }),
  );

const counted = (simulation: Simulation, cohortId: string) =>
  simulation
    .stateOf(places, cohortId)
    .bySponsor.filter((count) => count > 0)
    .toObject();
const answeredBy = (sponsorId: string, ...names: readonly PlaceName[]) => {
  return (simulation: Simulation) => {
    for (const name of names) {
      expect(standing(simulation, name)).toMatchObject({ sponsorId });
      expect(standing(simulation, name)?.withoutSponsor).toBeUndefined();
      expect(counted(simulation, name.cohortId)).toEqual({ [sponsorId]: 1 });
    }
  };
};
const answeredByNobody = (simulation: Simulation) => {
  for (const name of [left, here]) {
    expect(standing(simulation, name)?.withoutSponsor).toEqual({ notifiedOn: '2026-12-07' });
    expect(counted(simulation, name.cohortId)).toEqual({});
  }
};

describe('a transfer that was proposed before the place was deferred', () => {
  it('is accepted, and holds where the participant returns', () =>
    inEveryOrder(begun(1), [propose(), defer, accept()], answeredBy(charity, left, here)));

  it('leaves the place without sponsor when nobody accepts, there too', () =>
    inEveryOrder(begun(1), [propose(), defer, until('2027-01-01')], answeredByNobody));

  it('is answered after the participant has moved on, unless another has taken them over there since', async () => {
    const moving = [
      propose(charity, left, '2026-12-10', '2027-12-31'),
      defer,
      confirm,
      until('2027-12-07'),
      start,
    ];
    await inEveryOrder(begun(1), [...moving, accept()], (simulation) => {
      expect(standing(simulation, left)?.state).toBe('moved');
      answeredBy(charity, here)(simulation);
    });
    await inEveryOrder(
      begun(1),
      [...moving, propose(board, here, '2027-12-08', '2027-12-31'), accept(board, here), accept()],
      answeredBy(board, here),
    );
  });
});

describe('a place without sponsor that is deferred', () => {
  const without = async () => {
    const simulation = await begun(1)();
    sent(simulation, commandOf(ProposeTransfer, { ...left, on: '2026-12-10', acceptBy: '2026-12-09' }));
    simulation.now = startOfDay('2026-12-10');
    await simulation.settle();
    return simulation;
  };

  it('is funded by its participant where they return too', () =>
    inEveryOrder(without, [defer, sending(() => commandOf(SelfFund, left))], (simulation) => {
      for (const name of [left, here]) {
        expect(standing(simulation, name)).toMatchObject({ selfFunded: true });
        expect(counted(simulation, name.cohortId)).toEqual({});
      }
    }));

  it('is taken over where they return too, and is without sponsor again when that is struck', async () => {
    await inEveryOrder(without, [defer, accept()], answeredBy(charity, left, here));
    await inEveryOrder(without, [defer, accept(), strike('transferred')], answeredByNobody);
  });
});

describe('a transfer of a deferred place', () => {
  it('holds where its participant returns, noted, waiting or with a seat', async () => {
    await inEveryOrder(begun(), [defer, propose(), accept(), opening], answeredBy(charity, left, here));
    await inEveryOrder(begun(), [defer, opening, propose(), accept()], answeredBy(charity, left, here));
    await inEveryOrder(begun(0), [defer, propose(), accept(), raise], answeredBy(charity, left, here));
    await inEveryOrder(begun(1), [defer, propose(), accept()], answeredBy(charity, left, here));
  });

  it('holds in whichever cohort is named then', () =>
    inEveryOrder(
      begun(1),
      [defer, propose(), accept(), goElsewhere, propose(board, left, '2026-12-11'), accept(board)],
      (simulation) => {
        answeredBy(board, left, further)(simulation);
        expect(standing(simulation, here)?.state).not.toBe('accepted');
      },
    ));

  it('is struck for both', async () => {
    await inEveryOrder(
      begun(1),
      [defer, propose(), accept(), strike('transferred')],
      answeredBy(council, left, here),
    );
    await inEveryOrder(
      begun(),
      [defer, propose(), accept(), strike('transferred'), opening],
      answeredBy(council, left, here),
    );
  });

  it('is from another day for both once that is corrected where it was decided', async () => {
    // A return that was asked for only then is the new sponsor's from its first day.
    const both = (ofLeft: string, ofHere: string) => (simulation: Simulation) => {
      const [before, after] = [left, here].map(({ cohortId, placeId }) =>
        simulation.stateOf(places, cohortId).places.get(placeId)!,
      );
      expect([before?.answered?.on, before?.answering?.last()?.on]).toEqual([ofLeft, ofLeft]);
      const { answered, answering } = after!;
      if (answered) expect([answered.on, answering?.last()?.on]).toEqual([ofHere, ofHere]);
    };

    const moved = [defer, propose(), accept(), redate('2026-12-14')];
    const again = [propose(board, left, '2026-12-16'), accept(board), redate('2026-12-17')];
    for (const [acts, ofLeft, ofHere] of [
      [moved, '2026-12-14', '2026-12-14'],
      [[...moved, redate('2026-10-02')], '2026-10-02', '2026-12-07'],
      [[...moved, ...again], '2026-12-17', '2026-12-17'],
    ] as const) {
      await inEveryOrder(begun(1), acts, both(ofLeft, ofHere));
      const simulation = await begun(1)();
      for (const act of acts) {
        act(simulation);
        await simulation.settle();
      }
      expect(standing(simulation, here)?.answered).toBeDefined();
      both(ofLeft, ofHere)(simulation);
    }
  });

  it('that was decided since a start that never was is that of the deferred place', () =>
    inEveryOrder(
      begun(1),
      [
        defer,
        confirm,
        until('2027-12-07'),
        start,
        propose(board, here, '2027-12-08', '2027-12-31'),
        accept(board, here),
        strike('started', here),
      ],
      answeredBy(board, left, here),
    ));
});
