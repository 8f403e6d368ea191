import { jest } from '@jest/globals';
import { type Commands, Refused, TryAgain } from '#platform';
import type { Receipt } from '#kernel';
import { sender } from './sender.js';

const receipt = { recorded: [] } as unknown as Receipt;
/** Answers with these, one after the other. */
const answering = (...answers: readonly (Error | Receipt)[]) => {
  const left = [...answers];
  const ids: (string | undefined)[] = [];
  const commands: Commands = {
    send: async (_command, envelope) => {
      ids.push(envelope?.commandId);
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return answer!;
    },
    stateOf: () => Promise.reject(new Error('Nobody asks here.')),
  };
  return { commands, ids };
};
const busy = (seconds: number) => new TryAgain('The log is busy.', seconds);

describe('what sends the commands of an import', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('waits as long as it is told before it sends a command again, as the same command', async () => {
    const { commands, ids } = answering(busy(2), busy(5), receipt);
    const sending = sender(commands, 'history')({});
    const sentAfter = async (milliseconds: number) => {
      await jest.advanceTimersByTimeAsync(milliseconds);
      return ids.length;
    };
    expect([await sentAfter(1_999), await sentAfter(1), await sentAfter(4_999), await sentAfter(1)]).toEqual([
      1, 2, 2, 3,
    ]);
    expect(await sending).toBe(receipt);
    expect(new Set(ids).size).toBe(1);
  });

  it('gives up after five times, without waiting once more', async () => {
    const { commands, ids } = answering(...Array.from({ length: 6 }, () => busy(1)));
    const sending = sender(commands, 'history')({});
    const failed = expect(sending).rejects.toThrow('The log is busy.');
    await jest.advanceTimersByTimeAsync(4_000);
    await failed;
    expect(ids).toHaveLength(5);
  });

  it('answers with a refusal at once', async () => {
    const refusal = { refused: 'not-now', message: 'Not now.' };
    const { commands } = answering(new Refused(refusal));
    expect(await sender(commands, 'import')({})).toEqual(refusal);
  });
});
