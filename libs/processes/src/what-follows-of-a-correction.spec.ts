import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  AcceptPlace,
  candidacies,
  candidacyId,
  MoveBook,
  OfferNextInLine,
  placeKey,
  type PlaceName,
  ProposeTransfer,
  RequestPlace,
  StrikePlaceFact,
  WithdrawPlace,
} from '#places';
import {
  amara,
  awardId,
  bo,
  confirmed,
  first,
  open,
  placeIn,
  second,
  sent,
  simulated,
  since,
  sponsorId,
  standing,
  started,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const hers = placeIn(first, amara);
const withdraw = (of: PlaceName) => commandOf(WithdrawPlace, { ...of, reasonClass: 'work' });
const strikeWithdrawal = (of: PlaceName) =>
  commandOf(StrikePlaceFact, { ...of, fact: 'withdrawn', reason: 'It was recorded for the wrong place.' });
const until = async (simulation: Simulation, day: string) => {
  simulation.now = startOfDay(day);
  await simulation.settle();
};
const send = async (simulation: Simulation, command: object) => {
  sent(simulation, command);
  await simulation.settle();
};
/** A place that is accepted and names nobody. */
const accepted = async (simulation: Simulation, of: PlaceName, by = sponsorId) => {
  await send(simulation, commandOf(RequestPlace, { ...of, sponsorId: by }));
  await send(simulation, commandOf(AcceptPlace, of));
};
const interestsOf = (simulation: Simulation, personId: string) => [
  ...simulation.stateOf(candidacies, candidacyId({ personId, awardId })).interests.keys(),
];

describe('a withdrawal that never happened', () => {
  it('ends what was asked for its person elsewhere meanwhile', async () => {
    const simulation = simulated('2026-09-01');
    for (const cohortId of [first, second]) open(simulation, cohortId, 1);
    await confirmed(simulation, hers, amara);
    await send(simulation, withdraw(hers));
    const elsewhere = placeIn(second, amara);
    await send(simulation, commandOf(RequestPlace, { ...elsewhere, sponsorId, personId: amara }));

    await send(simulation, strikeWithdrawal(hers));
    expect(standing(simulation, hers)?.state).toBe('confirmed');
    expect(standing(simulation, elsewhere)?.state).toBe('refused');
    expect(simulation.workItems).toEqual([]);
  });

  it('has the request noted again that proposes somebody, who may hold another place by now', async () => {
    const simulation = simulated('2026-09-01');
    for (const cohortId of [first, second]) open(simulation, cohortId, 1);
    await send(simulation, commandOf(RequestPlace, { ...hers, sponsorId, personId: amara }));
    await send(simulation, withdraw(hers));
    expect(interestsOf(simulation, amara)).toEqual([]);
    await send(simulation, strikeWithdrawal(hers));
    expect(interestsOf(simulation, amara)).toEqual([placeKey(hers)]);

    await send(simulation, withdraw(hers));
    await confirmed(simulation, placeIn(second, amara), amara);
    await send(simulation, strikeWithdrawal(hers));
    expect(standing(simulation, hers)?.state).toBe('refused');
    expect(simulation.workItems).toEqual([]);
  });

  it('is warned of the naming date once it has its seat again, and released after that', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    const his = placeIn(first, bo);
    await accepted(simulation, hers);
    await send(simulation, withdraw(hers));
    await confirmed(simulation, his, bo);
    await send(simulation, strikeWithdrawal(hers));
    await until(simulation, '2026-10-10');
    expect(standing(simulation, hers)?.state).toBe('waiting');

    const before = simulation.log.length;
    await send(simulation, withdraw(his));
    expect(since(simulation, before)).toContain('SeatRegained');
    expect(standing(simulation, hers)?.warning).toEqual(
      expect.objectContaining({ namingDate: '2026-10-05', releasedAfter: '2026-10-23' }),
    );
    await until(simulation, '2026-10-24');
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
  });

  it('for want of a participant gives the sponsor its days anew', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await accepted(simulation, hers);
    for (const day of ['2026-10-06', '2026-10-20']) await until(simulation, day);
    expect(standing(simulation, hers)?.state).toBe('withdrawn');

    await send(simulation, strikeWithdrawal(hers));
    expect(standing(simulation, hers)).toMatchObject({
      state: 'accepted',
      warning: { releasedAfter: '2026-11-02' },
    });
    await until(simulation, '2026-11-03');
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
  });

  it('lets a transfer stand again that was proposed before: past its last day nobody answers', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await confirmed(simulation, hers, amara);
    await until(simulation, '2026-12-01');
    await started(simulation, hers);
    await send(simulation, commandOf(ProposeTransfer, { ...hers, on: '2027-01-11', acceptBy: '2027-01-08' }));
    await send(simulation, withdraw(hers));
    await until(simulation, '2027-01-20');
    expect(standing(simulation, hers)?.transfer).toBeUndefined();

    await send(
      simulation,
      commandOf(StrikePlaceFact, {
        ...hers,
        fact: 'withdrawn',
        reason: 'It was recorded for the wrong place.',
        allowedBy: derivedId('a director'),
      }),
    );
    expect(standing(simulation, hers)).toMatchObject({ state: 'started', withoutSponsor: {} });
    expect(simulation.log.at(-1)).toMatchObject({ type: 'PlaceWithoutSponsor', effectiveOn: '2027-01-11' });
    expect(simulation.workItems).toEqual([]);
  });
});

describe('a cohort that was moved and moved back', () => {
  const moveTo = (startsOn: string, lastJoiningDate: string) =>
    commandOf(MoveBook, { cohortId: first, startsOn, lastJoiningDate });

  it('warns anew of a naming date that is again what it was', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await accepted(simulation, hers);
    await until(simulation, '2026-10-06');
    expect(standing(simulation, hers)?.warning?.releasedAfter).toBe('2026-10-19');
    await send(simulation, moveTo('2027-01-11', '2027-01-25'));
    await until(simulation, '2026-10-22');
    await send(simulation, moveTo('2026-11-16', '2026-11-30'));
    expect(standing(simulation, hers)?.warning?.releasedAfter).toBe('2026-11-04');

    await until(simulation, '2026-11-05');
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
  });

  it('leaves a warning as it is where only its end moves', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await accepted(simulation, hers);
    await until(simulation, '2026-10-06');
    await until(simulation, '2026-10-12');
    await send(
      simulation,
      commandOf(MoveBook, {
        cohortId: first,
        startsOn: '2026-11-16',
        lastJoiningDate: '2026-11-30',
        endsOn: '2027-12-17',
      }),
    );
    expect(simulation.log.filter(({ type }) => type === 'NamingWarned')).toHaveLength(1);
    await send(simulation, commandOf(OfferNextInLine, { cohortId: first }));
    await until(simulation, '2026-10-20');
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
  });
});
