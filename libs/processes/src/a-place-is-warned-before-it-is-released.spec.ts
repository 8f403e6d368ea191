import { type BusinessDate, commandOf, daysAfter, derivedId, startOfDay } from '#kernel';
import {
  AcceptPlace,
  AdmitByException,
  ConfirmPlace,
  CorrectParticipant,
  ExtendNaming,
  RequestPlace,
  StartPlace,
  StrikePlaceFact,
  WithdrawPlace,
} from '#places';
import {
  agreement,
  amara,
  bo,
  confirmed,
  first,
  holdersOf,
  keysOf,
  open,
  placeIn,
  second,
  sent,
  simulated,
  since,
  sponsorId,
  standing,
  startOf,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const hers = placeIn(first, amara);
const reason = 'It was recorded for the wrong place.';
const until = async (simulation: Simulation, day: BusinessDate) => {
  simulation.now = startOfDay(day);
  await simulation.settle();
};
const send = async (simulation: Simulation, command: object, effectiveOn?: BusinessDate) => {
  sent(simulation, command, effectiveOn);
  await simulation.settle();
};
const strike = (fact: 'confirmed' | 'withdrawn') =>
  commandOf(StrikePlaceFact, { ...hers, fact, reason, allowedBy: derivedId('a director') });
const confirms = (personId: string) => commandOf(ConfirmPlace, { ...hers, personId, ...agreement });
/** What was recorded since, of the warning and the release alone. */
const course = (simulation: Simulation, before: number) =>
  since(simulation, before).filter((type) => type === 'NamingWarned' || type === 'PlaceWithdrawn');

describe('a place that is accepted after the last joining date, by exception', () => {
  const acceptedLate = async (personId?: string) => {
    const simulation = simulated('2026-10-01');
    open(simulation, first, 2);
    await until(simulation, '2026-12-05');
    await send(
      simulation,
      commandOf(AdmitByException, {
        ...hers,
        sponsorId,
        overRules: ['last-joining-date-passed'],
        allowedBy: bo,
        reason: 'It was promised.',
      }),
    );
    await send(simulation, commandOf(AcceptPlace, { ...hers, personId }));
    return simulation;
  };

  it('has two weeks to be confirmed, named or not, and starts then', async () => {
    for (const personId of [undefined, amara]) {
      const simulation = await acceptedLate(personId);
      expect(standing(simulation, hers)).toMatchObject({
        state: 'accepted',
        ...(personId ? { personId } : {}),
      });
      await until(simulation, '2026-12-19');
      expect(course(simulation, 0)).toEqual([]);
      await send(simulation, confirms(amara));
      await send(simulation, commandOf(StartPlace, hers));
      expect(standing(simulation, hers)).toMatchObject({ state: 'started', startedOn: '2026-12-19' });
      expect(holdersOf(simulation, amara)).toEqual(keysOf(hers));
    }
  });

  it('is warned when nobody is confirmed, and released two weeks after that', async () => {
    const simulation = await acceptedLate(amara);
    await until(simulation, '2026-12-20');
    expect(standing(simulation, hers)?.warning).toMatchObject({
      namingDate: '2026-12-19',
      releasedAfter: '2027-01-02',
    });
    await until(simulation, '2027-01-02');
    expect(standing(simulation, hers)?.state).toBe('accepted');
    await until(simulation, '2027-01-03');
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
    expect(holdersOf(simulation, amara)).toEqual([]);
  });
});

describe('a place whose confirmation is struck', () => {
  it.each(['2026-11-02', '2026-11-03', '2026-11-15', '2026-11-16', '2026-11-30', '2026-12-20'])(
    'has all the days of a warning to be confirmed rightly, before the start or after it: %s',
    async (day) => {
      const simulation = simulated('2026-09-01');
      open(simulation, first, 2);
      await confirmed(simulation, hers, amara);
      await until(simulation, day);
      const before = simulation.log.length;
      await send(simulation, strike('confirmed'));
      expect(course(simulation, before)).toEqual(['NamingWarned']);
      await until(simulation, daysAfter(day, 13));
      expect(standing(simulation, hers)).toMatchObject({
        state: 'accepted',
        warning: { releasedAfter: daysAfter(day, 13) },
      });
      await until(simulation, daysAfter(day, 14));
      expect(standing(simulation, hers)?.state).toBe('withdrawn');
    },
  );

  it('is confirmed again, and starts on the day its participant came', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 2);
    await confirmed(simulation, hers, amara);
    await until(simulation, '2026-11-20');
    await send(simulation, strike('confirmed'));
    await until(simulation, '2026-11-25');
    await send(simulation, confirms(amara));
    await send(simulation, commandOf(StartPlace, hers), startOf(first));
    await until(simulation, '2026-12-20');
    expect(standing(simulation, hers)).toMatchObject({ state: 'started', startedOn: startOf(first) });
    expect(simulation.workItems).toEqual([]);
  });
});

describe('a release that is struck after the start', () => {
  const releasedWrongly = async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 2);
    await send(simulation, commandOf(RequestPlace, { ...hers, sponsorId }));
    await send(simulation, commandOf(AcceptPlace, hers));
    for (const day of ['2026-10-06', '2026-10-20', '2026-11-18']) await until(simulation, day);
    expect(standing(simulation, hers)?.state).toBe('withdrawn');
    return simulation;
  };

  it('has the sponsor warned anew, and leaves all the days of the warning', async () => {
    const simulation = await releasedWrongly();
    const before = simulation.log.length;
    await send(simulation, strike('withdrawn'));
    expect(course(simulation, before)).toEqual(['NamingWarned']);
    await until(simulation, '2026-12-01');
    expect(standing(simulation, hers)).toMatchObject({
      state: 'accepted',
      warning: { releasedAfter: '2026-12-01' },
    });
    await until(simulation, '2026-12-02');
    expect(course(simulation, before)).toEqual(['NamingWarned', 'PlaceWithdrawn']);
  });

  it('has them from the day its seat is free again', async () => {
    const simulation = simulated('2026-09-01');
    open(simulation, first, 1);
    await send(simulation, commandOf(RequestPlace, { ...hers, sponsorId }));
    await send(simulation, commandOf(AcceptPlace, hers));
    for (const day of ['2026-10-06', '2026-10-20']) await until(simulation, day);
    await confirmed(simulation, placeIn(first, bo), bo);
    await send(simulation, commandOf(StrikePlaceFact, { ...hers, fact: 'withdrawn', reason }));
    expect(standing(simulation, hers)?.state).toBe('waiting');
    await until(simulation, '2026-11-12');
    await send(simulation, commandOf(WithdrawPlace, { ...placeIn(first, bo), reasonClass: 'work' }));
    expect(standing(simulation, hers)).toMatchObject({
      state: 'accepted',
      warning: { releasedAfter: '2026-11-25' },
    });
  });

  it('may be given longer than those', async () => {
    const simulation = await releasedWrongly();
    await send(simulation, strike('withdrawn'));
    await send(
      simulation,
      commandOf(ExtendNaming, { ...hers, until: '2026-12-11', reason: 'The appointment is late.' }),
    );
    await until(simulation, '2026-12-11');
    expect(standing(simulation, hers)).toMatchObject({ state: 'accepted', warning: undefined });
    await until(simulation, '2026-12-12');
    expect(standing(simulation, hers)?.warning?.releasedAfter).toBe('2026-12-25');
  });
});

describe('a place whose participant is being corrected on the last day', () => {
  const corrects = commandOf(CorrectParticipant, { ...hers, personId: bo, reason });
  const acceptedFor = async () => {
    const simulation = simulated('2026-09-01');
    for (const cohortId of [first, second]) open(simulation, cohortId, 1);
    await send(simulation, commandOf(RequestPlace, { ...hers, sponsorId, personId: amara }));
    await send(simulation, commandOf(AcceptPlace, { ...hers, personId: amara }));
    return simulation;
  };
  const isReleased = (simulation: Simulation) => {
    expect(standing(simulation, hers)).toMatchObject({ state: 'withdrawn' });
    expect(simulation.log.findLast(({ type }) => type === 'PlaceWithdrawn')).toMatchObject({
      effectiveOn: '2026-10-20',
      data: { because: 'not_named', notifiedOn: '2026-10-19' },
    });
    expect(simulation.workItems).toEqual([]);
  };

  it('of the warning is released once that is settled, as of that day', async () => {
    const simulation = await acceptedFor();
    await until(simulation, '2026-10-06');
    simulation.now = startOfDay('2026-10-19');
    sent(simulation, corrects);
    await until(simulation, '2026-10-20');
    isReleased(simulation);
    expect(holdersOf(simulation, bo)).toEqual([]);
  });

  it('is released too where the correction is refused', async () => {
    const simulation = await acceptedFor();
    await confirmed(simulation, placeIn(second, bo), bo);
    await until(simulation, '2026-10-06');
    simulation.now = startOfDay('2026-10-19');
    sent(simulation, corrects);
    await until(simulation, '2026-10-20');
    isReleased(simulation);
    expect(holdersOf(simulation, amara)).toEqual([]);
  });

  it('of its naming is warned once that is settled', async () => {
    for (const isHeldElsewhere of [false, true]) {
      const simulation = await acceptedFor();
      if (isHeldElsewhere) await confirmed(simulation, placeIn(second, bo), bo);
      simulation.now = startOfDay('2026-10-05');
      sent(simulation, corrects);
      await until(simulation, '2026-10-06');
      expect(standing(simulation, hers)).toMatchObject({
        personId: isHeldElsewhere ? amara : bo,
        warning: { namingDate: '2026-10-05', releasedAfter: '2026-10-19' },
      });
    }
  });
});
