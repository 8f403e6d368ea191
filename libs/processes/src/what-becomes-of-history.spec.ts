import { type BusinessDate, commandOf } from '#kernel';
import {
  candidacies,
  candidacyId,
  ClaimCandidacy,
  CompletePlace,
  CorrectParticipant,
  CorrectPlaceDate,
  FailPlace,
  placeKey,
  RecordPastCandidacy,
  RecordPastPlace,
  StrikePlaceFact,
  UndoCompletion,
} from '#places';
import type { CorrectableFact } from '#places/events';
import {
  amara,
  awardId,
  bo,
  first,
  placeIn,
  programmeId,
  second,
  sent,
  simulated,
  sponsorId,
  standing,
} from './returns.examples.js';

const of = placeIn(first, amara);
const reason = 'It was recorded for the wrong place.';

interface Ended {
  readonly withdrawnOn?: BusinessDate;
  /** The day of the award. */
  readonly outcomeOn?: BusinessDate;
}

/** A place of the past, as an import records it: withdrawn, awarded or neither. */
const entered = async ({ withdrawnOn, outcomeOn }: Ended) => {
  const simulation = simulated('2026-10-01');
  const until = withdrawnOn ?? outcomeOn;
  sent(
    simulation,
    commandOf(RecordPastPlace, {
      ...of,
      ...{ programmeId, awardId, capacity: 5, sponsorId, personId: amara, personal: [], flags: [] },
      ...{ startsOn: '2024-09-02', endsOn: '2025-06-30', requestedOn: '2024-05-01', startedOn: '2024-09-02' },
      ...(withdrawnOn === undefined ? {} : { withdrawnOn }),
      ...(outcomeOn === undefined ? {} : { outcome: 'awarded' as const, outcomeOn }),
    }),
  );
  sent(
    simulation,
    commandOf(RecordPastCandidacy, {
      ...{ ...of, personId: amara, awardId, from: '2024-05-01' },
      ...(until === undefined ? {} : { until }),
      ...(outcomeOn === undefined ? {} : { awardedOn: outcomeOn }),
    }),
  );
  await simulation.settle();

  const candidacyOf = (personId: string) =>
    simulation.stateOf(candidacies, candidacyId({ personId, awardId }));
  return {
    simulation,
    send: async (command: object, on?: BusinessDate) => {
      sent(simulation, command, on);
      await simulation.settle();
      expect(simulation.workItems).toEqual([]);
    },
    daysOf: (personId: string) => candidacyOf(personId).past.get(placeKey(of)),
    isHeld: (personId: string) => candidacyOf(personId).claims.has(placeKey(of)),
  };
};
const strike = (fact: CorrectableFact) => commandOf(StrikePlaceFact, { ...of, fact, reason });
const elsewhere = commandOf(ClaimCandidacy, {
  ...placeIn(second, amara),
  personId: amara,
  awardId,
  askedIn: placeIn(second, amara).placeId,
});

describe('a place entered as history', () => {
  it('holds its person again once its withdrawal is struck, until it ends anew', async () => {
    const { simulation, send, daysOf, isHeld } = await entered({ withdrawnOn: '2025-01-10' });
    await send(strike('withdrawn'));
    expect([daysOf(amara), isHeld(amara)]).toEqual([{ from: '2024-05-01' }, true]);
    expect(simulation.send(elsewhere)).toMatchObject({ refused: 'already-holds-a-place' });

    await send(commandOf(FailPlace, { ...of, outcome: 'failed' }), '2025-06-30');
    expect([daysOf(amara), isHeld(amara)]).toEqual([{ from: '2024-05-01', until: '2025-06-30' }, false]);
  });

  it('is not live again where its person holds another place by now', async () => {
    const { simulation, send, daysOf } = await entered({ withdrawnOn: '2025-01-10' });
    sent(simulation, elsewhere);
    await send(strike('withdrawn'));
    expect(standing(simulation, of)?.state).toBe('withdrawn');
    expect(daysOf(amara)).toEqual({ from: '2024-05-01', until: '2025-01-10' });
  });

  it('was theirs on the days that are corrected', async () => {
    const { send, daysOf } = await entered({ withdrawnOn: '2025-01-10' });
    const on = (fact: CorrectableFact, day: BusinessDate) =>
      commandOf(CorrectPlaceDate, { ...of, fact, on: day, reason });
    await send(on('withdrawn', '2025-02-10'));
    await send(on('requested', '2024-04-01'));
    expect(daysOf(amara)).toEqual({ from: '2024-04-01', until: '2025-02-10' });
  });

  it('was never theirs for whom it was entered by mistake, but who held it in truth', async () => {
    const { send, daysOf, isHeld } = await entered({});
    expect(isHeld(amara)).toBe(true);
    await send(commandOf(CorrectParticipant, { ...of, personId: bo, reason }));
    expect([daysOf(amara), isHeld(amara)]).toEqual([undefined, false]);
    expect([daysOf(bo), isHeld(bo)]).toEqual([{ from: '2024-05-01' }, true]);
  });

  it('was never theirs once it is struck to its request', async () => {
    const { send, daysOf, isHeld } = await entered({});
    for (const fact of ['started', 'confirmed', 'accepted'] as const) await send(strike(fact));
    expect([daysOf(amara), isHeld(amara)]).toEqual([undefined, false]);
  });

  it('holds its person again when its award is taken back', async () => {
    const { send, daysOf, isHeld } = await entered({ outcomeOn: '2025-07-01' });
    expect(isHeld(amara)).toBe(false);
    await send(commandOf(UndoCompletion, of));
    expect([daysOf(amara), isHeld(amara)]).toEqual([{ from: '2024-05-01' }, true]);

    await send(commandOf(CompletePlace, { ...of, personId: amara, awardedOn: '2025-08-01' }));
    expect(daysOf(amara)).toEqual({ from: '2024-05-01', until: '2025-08-01' });
  });
});
