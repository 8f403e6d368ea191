import { commandOf, startOfDay } from '#kernel';
import { NoteCohort } from '#cohorts';
import {
  CancelPlaces,
  ConfirmPlace,
  DeferPlace,
  EndDeferral,
  ExtendDeferral,
  MoveBook,
  NameReturn,
  PauseDeferral,
  RecordNotTakenUp,
  RequestPlace,
  ResumeDeferral,
  StrikePlaceFact,
  WithdrawPlace,
} from '#places';
import {
  agreement,
  amara,
  bo,
  confirmed,
  deferredToSecond,
  first,
  fourth,
  heldIn,
  holdersOf,
  keysOf,
  open,
  placeIn,
  priceOf,
  returnIn,
  rulesOf,
  second,
  sent,
  simulated,
  sponsorId,
  standing,
  started,
  startOf,
  third,
} from './returns.examples.js';

const left = placeIn(first, amara);
const here = returnIn(second, amara);
const withdraw = (of: typeof left) => commandOf(WithdrawPlace, { ...of, reasonClass: 'work' });
const confirmHere = commandOf(ConfirmPlace, { ...here, personId: amara, ...agreement });

describe('a participant who defers', () => {
  it('holds a seat in the cohort of return at once, and none in the one they leave', async () => {
    const simulation = await deferredToSecond();
    expect([heldIn(simulation, first), heldIn(simulation, second)]).toEqual([0, 1]);
    expect(standing(simulation, left)).toMatchObject({
      state: 'deferred',
      deferral: { limitOn: '2028-12-07' },
    });
    expect(standing(simulation, here)).toMatchObject({ state: 'accepted', personId: amara, returnOf: left });
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
    expect(simulation.workItems).toEqual([]);
  });

  it('returns: confirmed and started there, the place they left counts as moved', async () => {
    const simulation = await deferredToSecond();
    sent(simulation, confirmHere);
    await simulation.settle();
    expect(standing(simulation, here)?.state).toBe('confirmed');
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left, here));

    simulation.now = startOfDay(startOf(second));
    await started(simulation, here);
    expect(standing(simulation, left)?.state).toBe('moved');
    expect(holdersOf(simulation, amara)).toEqual(keysOf(here));
    expect(simulation.workItems).toEqual([]);
  });

  it('across a change of price: both prices are in the facts, each where it was agreed (edge case 6: a deferral that crosses a price change)', async () => {
    const simulation = await deferredToSecond();
    const factOf = (type: string) => simulation.log.find((event) => event.type === type)?.data;
    const [old, now] = [
      { pricePence: priceOf(first), terms: rulesOf(first, 1).terms },
      { pricePence: priceOf(second), terms: rulesOf(second, 1).terms },
    ];
    expect(old.pricePence).not.toBe(now.pricePence);
    expect(factOf('PlaceAccepted')).toMatchObject({ ...left, ...old });
    expect(factOf('PlaceDeferred')).toMatchObject({ ...left, agreed: old });
    expect(factOf('PlaceReturnedTo')).toMatchObject({ ...here, ...now, agreedBefore: old, returnOf: left });
  });

  it('lets the seat they leave go to the next in line', async () => {
    const simulation = simulated('2026-10-01');
    open(simulation, first, 1);
    await confirmed(simulation, left, amara);
    const waiting = placeIn(first, bo);
    sent(simulation, commandOf(RequestPlace, { ...waiting, sponsorId, personId: bo }));
    sent(simulation, commandOf(DeferPlace, { ...left, reasonClass: 'work' }));
    await simulation.settle();
    expect(standing(simulation, waiting)?.state).toBe('offered');
  });

  it('stands first where every seat is held, and gets the first that comes free', async () => {
    const simulation = await deferredToSecond(0);
    open(simulation, third, 1);
    await confirmed(simulation, placeIn(third, bo), bo);
    const waiting = returnIn(third, amara);
    sent(simulation, commandOf(NameReturn, { ...left, returnTo: waiting }));
    await simulation.settle();
    expect(standing(simulation, waiting)).toMatchObject({ state: 'waiting', returnOf: left });
    expect(standing(simulation, waiting)?.turn).toBeDefined();

    sent(simulation, withdraw(placeIn(third, bo)));
    await simulation.settle();
    expect(standing(simulation, waiting)?.state).toBe('accepted');
  });

  it('named for a cohort that is not open comes before everybody else when it opens', async () => {
    const simulation = await deferredToSecond(0);
    open(simulation, second, 1);
    await simulation.settle();
    expect(standing(simulation, here)?.state).toBe('accepted');
    sent(simulation, commandOf(RequestPlace, { ...placeIn(second, bo), sponsorId }));
    await simulation.settle();
    expect(standing(simulation, placeIn(second, bo))?.state).toBe('waiting');
  });

  it('is a candidate for no other place of that award', async () => {
    const simulation = await deferredToSecond();
    open(simulation, third, 3);
    const other = placeIn(third, amara);
    sent(simulation, commandOf(RequestPlace, { ...other, sponsorId, personId: amara }));
    await simulation.settle();
    expect(standing(simulation, other)?.state).toBe('refused');
    expect(standing(simulation, here)?.state).toBe('accepted');
  });
});

describe('a return', () => {
  it('to another cohort gives the first seat back before the other is asked for', async () => {
    const simulation = await deferredToSecond();
    open(simulation, third, 1);
    const length = simulation.log.length;
    const elsewhere = returnIn(third, amara);
    sent(simulation, commandOf(NameReturn, { ...left, returnTo: elsewhere }));
    await simulation.settle();
    const types = simulation.log.slice(length).map(({ type }) => type);
    expect(types.indexOf('PlaceWithdrawn')).toBeLessThan(types.indexOf('PlaceReturnedTo'));
    expect([heldIn(simulation, second), heldIn(simulation, third)]).toEqual([0, 1]);
    expect(standing(simulation, left)?.deferral?.returnTo).toEqual(elsewhere);
    expect(simulation.workItems).toEqual([]);
  });

  it.each([
    ['withdrawn', withdraw(here)],
    ['not_taken_up', commandOf(RecordNotTakenUp, here)],
  ])('that is %s before the start leaves the place deferred', async (because, command) => {
    const simulation = await deferredToSecond();
    sent(simulation, confirmHere);
    await simulation.settle();
    simulation.now = startOfDay(startOf(second));
    sent(simulation, command);
    await simulation.settle();
    expect(standing(simulation, left)).toMatchObject({ state: 'deferred' });
    expect(standing(simulation, left)?.deferral?.returnTo).toBeUndefined();
    expect(simulation.log.find(({ type }) => type === 'ReturnLost')?.data).toMatchObject({ because });
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
  });

  it('ends with the deferral, and its seat goes to others', async () => {
    const simulation = await deferredToSecond();
    sent(simulation, withdraw(left));
    await simulation.settle();
    expect(standing(simulation, left)?.state).toBe('withdrawn');
    expect(standing(simulation, here)?.state).toBe('withdrawn');
    expect(heldIn(simulation, second)).toBe(0);
    expect(holdersOf(simulation, amara)).toEqual([]);
    expect(simulation.workItems).toEqual([]);
  });

  it('whose cohort is cancelled leaves the place deferred, with time anew', async () => {
    const simulation = await deferredToSecond();
    simulation.now = startOfDay('2027-06-01');
    sent(simulation, commandOf(CancelPlaces, { cohortId: second }));
    await simulation.settle();
    expect(standing(simulation, here)?.state).toBe('cancelled');
    expect(standing(simulation, left)).toMatchObject({
      state: 'deferred',
      deferral: { limitOn: '2029-06-01' },
    });
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
  });

  it('whose cohort is postponed keeps its seat, and the limit waits for it', async () => {
    const simulation = await deferredToSecond();
    const move = { cohortId: second, startsOn: '2029-02-05', lastJoiningDate: '2029-02-19' };
    sent(simulation, commandOf(MoveBook, move));
    await simulation.settle();
    expect(standing(simulation, here)?.state).toBe('accepted');
    expect(standing(simulation, left)?.deferral?.limitOn).toBe('2029-02-05');
    expect(simulation.workItems).toEqual([]);
  });

  it('that as it turns out never was: the place is deferred again, and holds its person', async () => {
    const simulation = await deferredToSecond();
    sent(simulation, confirmHere);
    await simulation.settle();
    simulation.now = startOfDay('2027-11-20');
    await started(simulation, here);
    expect(standing(simulation, left)?.state).toBe('moved');

    sent(simulation, withdraw(here), '2027-11-10');
    await simulation.settle();
    expect(standing(simulation, left)).toMatchObject({ state: 'deferred' });
    expect(standing(simulation, left)?.deferral?.returnTo).toBeUndefined();
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
    expect(simulation.workItems).toEqual([]);
  });

  it('that was withdrawn in error is expected again, and its start counts', async () => {
    const simulation = await deferredToSecond();
    sent(simulation, confirmHere);
    await simulation.settle();
    sent(simulation, withdraw(here));
    await simulation.settle();
    expect(standing(simulation, left)?.deferral?.returnTo).toBeUndefined();

    const error = 'Recorded for another place';
    sent(simulation, commandOf(StrikePlaceFact, { ...here, fact: 'withdrawn', reason: error }));
    await simulation.settle();
    expect(standing(simulation, here)?.state).toBe('confirmed');
    expect(standing(simulation, left)?.deferral?.returnTo).toEqual(here);
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left, here));

    simulation.now = startOfDay(startOf(second));
    await started(simulation, here);
    sent(simulation, commandOf(StrikePlaceFact, { ...here, fact: 'started', reason: error }));
    await simulation.settle();
    expect(standing(simulation, left)?.state).toBe('deferred');
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left, here));
    await started(simulation, here);
    expect(standing(simulation, left)?.state).toBe('moved');
    expect(simulation.workItems).toEqual([]);
  });

  it('whose deferral was ended in error needs another, since its seat is gone', async () => {
    const simulation = await deferredToSecond();
    sent(simulation, withdraw(left));
    await simulation.settle();
    sent(simulation, commandOf(StrikePlaceFact, { ...left, fact: 'withdrawn', reason: 'In error' }));
    await simulation.settle();
    expect(standing(simulation, left)).toMatchObject({ state: 'deferred' });
    expect(standing(simulation, left)?.deferral?.returnTo).toBeUndefined();
    expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
    expect(simulation.workItems).toEqual([]);
  });

  it('after a withdrawal is no return: a new place, the old one untouched', async () => {
    const simulation = simulated('2026-10-01');
    open(simulation, first, 1);
    open(simulation, second, 1);
    await confirmed(simulation, left, amara);
    sent(simulation, withdraw(left));
    await simulation.settle();
    const before = standing(simulation, left);
    await confirmed(simulation, placeIn(second, amara), amara);
    expect(standing(simulation, left)).toEqual(before);
    expect(standing(simulation, placeIn(second, amara))).toMatchObject({ state: 'confirmed' });
    expect(standing(simulation, placeIn(second, amara))?.returnOf).toBeUndefined();
    expect(holdersOf(simulation, amara)).toEqual(keysOf(placeIn(second, amara)));
  });
});

describe('the limit', () => {
  const remindersIn = (log: readonly { type: string; effectiveOn: string; data: unknown }[]) =>
    log
      .filter(({ type }) => type === 'DeferralReminded' || type === 'DeferralLimitReached')
      .map(({ type, effectiveOn }) => `${type} ${effectiveOn}`);

  it('is reminded of three times, and waits for a decision when it has come', async () => {
    const simulation = await deferredToSecond(0);
    for (const day of ['2028-06-10', '2028-09-08', '2028-11-07', '2028-12-08']) {
      simulation.now = startOfDay(day);
      await simulation.settle();
    }
    expect(remindersIn(simulation.log)).toEqual([
      'DeferralReminded 2028-06-10',
      'DeferralReminded 2028-09-08',
      'DeferralReminded 2028-11-07',
      'DeferralLimitReached 2028-12-08',
    ]);
    expect(standing(simulation, left)).toMatchObject({ state: 'deferred', deferral: { limitReached: true } });

    sent(simulation, commandOf(EndDeferral, left));
    await simulation.settle();
    expect(standing(simulation, left)?.state).toBe('withdrawn');
    expect(holdersOf(simulation, amara)).toEqual([]);
  });

  it('that was paused is reminded of and comes later by the pause, and not before', async () => {
    const simulation = await deferredToSecond(0);
    sent(simulation, commandOf(PauseDeferral, left), '2026-12-07');
    simulation.now = startOfDay('2027-12-07');
    sent(simulation, commandOf(ResumeDeferral, left));
    simulation.now = startOfDay('2029-12-08');
    await simulation.settle();
    expect(standing(simulation, left)?.deferral?.limitOn).toBe('2029-12-07');
    expect(remindersIn(simulation.log)).toEqual(['DeferralLimitReached 2029-12-08']);
    sent(
      simulation,
      commandOf(ExtendDeferral, { ...left, limitOn: '2030-06-30', reason: 'Two late cohorts' }),
    );
    await simulation.settle();
    expect(standing(simulation, left)?.deferral).toMatchObject({
      limitOn: '2030-06-30',
      limitReached: false,
    });
  });

  it('follows the second next cohort: a late or a cancelled one extends it, an early one never shortens it', async () => {
    const simulation = await deferredToSecond();
    const note = (cohortId: string, endsOn: string, cancelled = false) =>
      sent(
        simulation,
        commandOf(NoteCohort, {
          programmeId: rulesOf(first, 1).programmeId,
          cohortId,
          startsOn: startOf(cohortId),
          endsOn,
          cancelled,
        }),
      );
    const limit = async () => {
      await simulation.settle();
      return standing(simulation, left)?.deferral?.limitOn;
    };
    note(first, '2027-10-29');
    note(second, '2028-10-27');
    expect(await limit()).toBe('2028-12-07');
    note(third, '2029-10-26');
    expect(await limit()).toBe('2029-10-26');
    note(third, '2029-12-14');
    expect(await limit()).toBe('2029-12-14');
    note(third, '2029-09-28');
    expect(await limit()).toBe('2029-12-14');
    note(fourth, '2030-10-25');
    expect(await limit()).toBe('2029-12-14');
    note(third, '2029-09-28', true);
    expect(await limit()).toBe('2030-10-25');
    expect(simulation.workItems).toEqual([]);
  });
});
