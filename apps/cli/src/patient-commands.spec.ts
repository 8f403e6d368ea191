import { jest } from '@jest/globals';
import { type Decider, type Receipt, refuse } from '#kernel';
import { type Commands, Refused, StoreFailed, TryAgain } from '#platform';
import { PatientCommands } from './patient-commands.js';

const receipt = { recorded: [] } as unknown as Receipt;
const decider = {} as Decider;
const busy = (seconds = 1) => new TryAgain('The log is busy.', seconds);
const away = () => new StoreFailed(new Error('Whatever the database said.'));
const SILENT = (minutes: string) =>
  `The log has answered nothing for ${minutes}. It is asked again until it was silent for 10.`;

/** Gives these answers, one after the other, and then the last for ever. */
const answering = (...answers: readonly (Error | Receipt)[]) => {
  const left = [...answers];
  const ids: (string | undefined)[] = [];
  const told: string[] = [];
  const next = async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer instanceof Error) throw answer;
    return answer!;
  };
  const commands: Commands = {
    send: (_command, envelope) => {
      ids.push(envelope?.commandId);
      return next();
    },
    stateOf: async <State>() => (await next()) as State,
  };
  return { patient: new PatientCommands(commands, (sentence) => told.push(sentence)), ids, told };
};

const minutes = (some: number) => jest.advanceTimersByTimeAsync(some * 60_000);

describe('a log that does not answer an import', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is asked again as soon as it says, and later each time, for the same command', async () => {
    const { patient, ids } = answering(busy(2), busy(5), busy(), busy(), receipt);
    const sending = patient.send({});
    const sentAfter = async (milliseconds: number) => {
      await jest.advanceTimersByTimeAsync(milliseconds);
      return ids.length;
    };
    const sent = [];
    for (const pause of [2_000, 5_000, 4_000, 8_000])
      sent.push(await sentAfter(pause - 1), await sentAfter(1));
    expect(sent).toEqual([1, 2, 2, 3, 3, 4, 4, 5]);
    expect(await sending).toBe(receipt);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
  });

  it('is waited for over minutes, and its silence is told each minute and when it ends', async () => {
    const { patient, told } = answering(...Array.from({ length: 8 }, () => busy()), receipt);
    const sending = patient.send({});
    await minutes(3);
    expect(await sending).toBe(receipt);
    expect(told).toEqual([SILENT('1 minute'), 'The log answers again.']);
  });

  it('is given up after ten minutes, by all who ask, with what to do', async () => {
    const { patient, told, ids } = answering(busy());
    const failed = Promise.all(
      [patient.send({}), patient.send({})].map((sending) =>
        expect(sending).rejects.toThrow(
          'The log has answered nothing for 10 minutes: its database is away, or the machine too busy. See to that and run the import again. What was recorded so far stays, and the next run finishes it.',
        ),
      ),
    );
    await minutes(9.9);
    expect(told).toEqual(
      ['1 minute', ...[2, 3, 4, 5, 6, 7, 8, 9].map((some) => `${some} minutes`)].map(SILENT),
    );
    await minutes(1);
    await failed;
    const asked = ids.length;
    await expect(patient.send({})).rejects.toThrow('The log has answered nothing');
    expect(ids).toHaveLength(asked);
  });

  it('is not given up while it answers anybody', async () => {
    const [starved, others] = [{}, {}];
    const begun = performance.now();
    const commands = {
      send: async (command: object) => {
        if (command === starved && performance.now() - begun < 15 * 60_000) throw busy();
        return receipt;
      },
    } as unknown as Commands;
    const patient = new PatientCommands(commands, () => undefined);
    const sending = patient.send(starved);
    for (let passed = 0; passed < 16; passed += 1) {
      expect(await patient.send(others)).toBe(receipt);
      await minutes(1);
    }
    expect(await sending).toBe(receipt);
  });

  it('is asked for a state again too, and a refusal is an answer', async () => {
    const { patient } = answering(away(), receipt);
    const reading = patient.stateOf(decider, 'an id');
    await minutes(0.1);
    expect(await reading).toBe(receipt);
    const refused = answering(new Refused(refuse('not-now', 'Not now.')));
    await expect(refused.patient.send({})).rejects.toThrow(Refused);
    expect(refused.ids).toHaveLength(1);
  });
});
