import type { Receipt } from '#kernel';
import { type Commands, type Envelope, Refused } from '#platform';
import { sender } from './sender.js';

const receipt = { recorded: [] } as unknown as Receipt;
const refusal = { refused: 'not-now', message: 'Not now.' };

describe('what sends the commands of an import', () => {
  it('sends them all as of one import, and answers with a refusal as with a receipt', async () => {
    const envelopes: Partial<Envelope>[] = [];
    const commands: Commands = {
      send: async (_command, envelope = {}) => {
        envelopes.push(envelope);
        if (envelopes.length > 1) throw new Refused(refusal);
        return receipt;
      },
      stateOf: () => Promise.reject(new Error('Nobody asks here.')),
    };
    const send = sender(commands, 'history');
    expect(await send({}, '2005-09-05')).toBe(receipt);
    expect(await send({})).toBe(refusal);
    const { correlationId } = envelopes[0]!;
    expect(envelopes).toEqual([
      { origin: 'history', correlationId, effectiveOn: '2005-09-05' },
      { origin: 'history', correlationId },
    ]);
  });
});
