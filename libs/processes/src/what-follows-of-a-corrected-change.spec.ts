import { commandOf, derivedId, isRefusal, startOfDay } from '#kernel';
import {
  AcceptPlace,
  AcceptTransfer,
  ConfirmPlace,
  CorrectPlaceDate,
  ExtendNaming,
  ExtendOffer,
  GivePriority,
  PauseDeferral,
  type PlaceName,
  ProposeTransfer,
  RequestPlace,
  ResumeDeferral,
  StrikePlaceFact,
  SubstituteParticipant,
  WithdrawPlace,
} from '#places';
import type { CorrectableFact } from '#places/events';
import {
  agreement,
  amara,
  bo,
  chidi,
  confirmed,
  deferredToSecond,
  first,
  open,
  placeIn,
  returnIn,
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
const charity = derivedId('a charity');
const reason = 'It was recorded for the wrong place.';
const send = async (simulation: Simulation, command: object, effectiveOn?: string) => {
  sent(simulation, command, effectiveOn);
  await simulation.settle();
};
const until = async (simulation: Simulation, day: string) => {
  simulation.now = startOfDay(day);
  await simulation.settle();
};
const strike = (of: PlaceName, fact: CorrectableFact) => commandOf(StrikePlaceFact, { ...of, fact, reason });
const asks = (simulation: Simulation, person: string) =>
  send(simulation, commandOf(RequestPlace, { ...placeIn(first, person), sponsorId }));
const stateOf = (simulation: Simulation, person: string) =>
  standing(simulation, placeIn(first, person))?.state;

describe('a substitution that never happened', () => {
  const substituted = async () => {
    const simulation = simulated('2026-09-01');
    for (const cohortId of [first, second]) open(simulation, cohortId, 2);
    await confirmed(simulation, hers, amara);
    await send(
      simulation,
      commandOf(SubstituteParticipant, { ...hers, personId: bo, ...agreement, reasonClass: 'work' }),
    );
    expect(standing(simulation, hers)?.personId).toBe(bo);
    return simulation;
  };

  it('gives the place back to whom it was taken from, and the substitute back to other places', async () => {
    const simulation = await substituted();
    await send(simulation, strike(hers, 'substituted'));
    expect(standing(simulation, hers)).toMatchObject({ state: 'confirmed', personId: amara });

    await confirmed(simulation, placeIn(second, bo), bo);
    expect(standing(simulation, placeIn(second, bo))).toMatchObject({ state: 'confirmed', personId: bo });
    expect(simulation.workItems).toEqual([]);
  });

  it('stays where whom it was taken from holds another place since', async () => {
    const simulation = await substituted();
    await confirmed(simulation, placeIn(second, amara), amara);
    const before = simulation.log.length;
    await send(simulation, strike(hers, 'substituted'));
    expect(since(simulation, before)).toContain('StrikingRefused');
    expect(standing(simulation, hers)).toMatchObject({ state: 'confirmed', personId: bo });
  });
});

describe('a transfer that never happened', () => {
  it('leaves the sponsor before to answer for the place, however long ago the other was asked', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await confirmed(simulation, hers, amara);
    const proposal = { ...hers, toSponsorId: charity, on: '2026-09-20', acceptBy: '2026-09-30' };
    await send(simulation, commandOf(ProposeTransfer, proposal));
    await send(simulation, commandOf(AcceptTransfer, { ...hers, sponsorId: charity }));
    await until(simulation, '2026-10-20');
    await send(simulation, strike(hers, 'transferred'));
    expect(standing(simulation, hers)).toMatchObject({ sponsorId, withoutSponsor: undefined });
    expect(standing(simulation, hers)?.transfer).toBeUndefined();
  });

  it('leaves the place without sponsor where whoever was asked lets the last day pass', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await confirmed(simulation, hers, amara);
    const proposal = { ...hers, toSponsorId: charity, on: '2026-09-20', acceptBy: '2026-09-30' };
    await send(simulation, commandOf(ProposeTransfer, proposal));
    await send(simulation, commandOf(AcceptTransfer, { ...hers, sponsorId: charity }));
    await send(simulation, strike(hers, 'transferred'));
    await until(simulation, '2026-10-01');
    expect(standing(simulation, hers)?.withoutSponsor).toBeDefined();
  });
});

describe('a priority that was never given', () => {
  it('lets the seat it gave go to whose turn it was', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await asks(simulation, amara);
    await asks(simulation, bo);
    await asks(simulation, chidi);
    const last = placeIn(first, chidi);
    await send(simulation, commandOf(GivePriority, { ...last, reason: 'An island.', allowedBy: bo }));
    await send(simulation, commandOf(WithdrawPlace, { ...hers, reasonClass: 'work' }));
    expect(stateOf(simulation, chidi)).toBe('offered');

    await send(simulation, strike(last, 'given_priority'));
    expect([stateOf(simulation, bo), stateOf(simulation, chidi)]).toEqual(['offered', 'waiting']);
  });
});

describe('more time that was never given', () => {
  it('lets an offer lapse on the day it stood until, and the next be offered its seat', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await asks(simulation, amara);
    await asks(simulation, bo);
    await send(simulation, commandOf(ExtendOffer, { ...hers, until: '2026-10-20', reason }));
    await until(simulation, '2026-10-05');
    expect(stateOf(simulation, amara)).toBe('offered');
    await send(simulation, strike(hers, 'offer_extended'));
    expect([stateOf(simulation, amara), stateOf(simulation, bo)]).toEqual(['lapsed', 'offered']);
  });

  it('has the sponsor warned of the naming date as it was, and the place released after it', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await asks(simulation, amara);
    await send(simulation, commandOf(AcceptPlace, hers));
    await send(simulation, commandOf(ExtendNaming, { ...hers, until: '2026-11-01', reason }));
    await until(simulation, '2026-10-10');
    expect(standing(simulation, hers)?.warning).toBeUndefined();
    await send(simulation, strike(hers, 'naming_extended'));
    expect(standing(simulation, hers)?.warning).toMatchObject({ namingDate: '2026-10-05' });
    await until(simulation, '2026-11-10');
    expect(stateOf(simulation, amara)).toBe('withdrawn');
  });
});

describe('a pause that never was', () => {
  it('has the limit reached on the day it was before, with its reminders', async () => {
    const simulation = await deferredToSecond(0);
    const { limitOn } = standing(simulation, hers)!.deferral!;
    await until(simulation, '2027-01-10');
    await send(simulation, commandOf(PauseDeferral, hers));
    await until(simulation, '2027-03-01');
    await send(simulation, commandOf(ResumeDeferral, hers));
    expect(standing(simulation, hers)?.deferral?.limitOn).not.toBe(limitOn);

    const before = simulation.log.length;
    await send(simulation, strike(hers, 'deferral_paused'));
    expect(standing(simulation, hers)?.deferral?.limitOn).toBe(limitOn);
    for (const day of ['2028-06-20', '2028-09-20', '2028-11-20', '2029-01-10']) await until(simulation, day);
    expect(since(simulation, before).filter((type) => type === 'DeferralReminded')).toHaveLength(3);
    expect(standing(simulation, hers)?.deferral?.limitReached).toBe(true);
  });

  it('leaves the return that is named, also to a cohort that takes no requests yet', async () => {
    const simulation = await deferredToSecond(0);
    await send(simulation, commandOf(PauseDeferral, hers));
    const before = simulation.log.length;
    await send(simulation, strike(hers, 'deferral_paused'));
    expect(since(simulation, before)).toEqual(['PlaceFactStruck']);
    expect(standing(simulation, hers)?.deferral).toMatchObject({ returnTo: returnIn(second, amara) });
  });

  it('moves the limit when it began on another day', async () => {
    const simulation = await deferredToSecond(0);
    const { limitOn } = standing(simulation, hers)!.deferral!;
    await until(simulation, '2027-01-10');
    await send(simulation, commandOf(PauseDeferral, hers));
    await until(simulation, '2027-03-01');
    await send(simulation, commandOf(ResumeDeferral, hers));
    const redated = commandOf(CorrectPlaceDate, {
      ...hers,
      fact: 'deferral_paused',
      on: '2027-03-01',
      reason,
    });
    await send(simulation, redated);
    expect(standing(simulation, hers)?.deferral?.limitOn).toBe(limitOn);
    await until(simulation, '2029-01-10');
    expect(standing(simulation, hers)?.deferral?.limitReached).toBe(true);
  });
});

describe('a withdrawal that was on the other side of the start', () => {
  it('leaves the participant who had returned deferred as before, and the other way round', async () => {
    const simulation = await deferredToSecond();
    const there = returnIn(second, amara);
    await send(simulation, commandOf(ConfirmPlace, { ...there, personId: amara, ...agreement }));
    simulation.now = startOfDay('2027-12-01');
    await started(simulation, there);
    await send(simulation, commandOf(WithdrawPlace, { ...there, reasonClass: 'work' }), '2027-11-20');
    expect(stateOf(simulation, amara)).toBe('moved');

    const on = (day: string) => commandOf(CorrectPlaceDate, { ...there, fact: 'withdrawn', on: day, reason });
    await send(simulation, on('2027-11-10'));
    expect(standing(simulation, hers)).toMatchObject({
      state: 'deferred',
      deferral: { returnTo: undefined },
    });
    await send(simulation, on('2027-11-20'));
    expect(stateOf(simulation, amara)).toBe('moved');
    expect(isRefusal(simulation.send(strike(there, 'started')))).toBe(true);
    expect(simulation.workItems).toEqual([]);
  });
});
