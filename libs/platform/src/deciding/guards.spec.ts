import { commandOf, refuse } from '#kernel';
import { Refused } from '../commands.js';
import type { Guard } from '../context.js';
import { Guards } from './guards.js';

class LendBook {
  title!: string;
}
class ReturnBook {
  title!: string;
}

const lent = commandOf(LendBook, { title: 'Kidnapped' });
const envelope = { actor: 'amara', commandId: 'k1' };
const nobody = { stateOf: () => Promise.reject(new Error('not asked')) };

const closed: Guard<LendBook> = {
  command: LendBook,
  refuses: ['library-closed'],
  check: async ({ title }) =>
    title === 'Kidnapped' ? refuse('library-closed', 'Come back tomorrow.', 'title') : undefined,
};
const knowing = (...keys: string[]) => ({
  commandOf: async (key: string) =>
    keys.includes(key)
      ? { digest: '', receipt: { stream: '', revision: 0, position: '1', recorded: [] } }
      : undefined,
});

describe('guards of a command', () => {
  it('refuse it with what they declare', async () => {
    const asked = new Guards([closed], knowing()).ask(lent, envelope, nobody);
    await expect(asked).rejects.toBeInstanceOf(Refused);
    await expect(asked).rejects.toMatchObject({ refusal: { refused: 'library-closed', field: 'title' } });
  });

  it('let pass what they find nothing wrong with, and commands of others', async () => {
    const guards = new Guards([closed], knowing());
    await guards.ask(commandOf(LendBook, { title: 'Catriona' }), envelope, nobody);
    await guards.ask(commandOf(ReturnBook, { title: 'Kidnapped' }), envelope, nobody);
  });

  it('let a repeat pass to its first receipt, of the same actor only', async () => {
    const guards = new Guards([closed], knowing('amara/k1'));
    await guards.ask(lent, envelope, nobody);
    await expect(guards.ask(lent, { ...envelope, actor: 'bo' }, nobody)).rejects.toBeInstanceOf(Refused);
  });

  it('may not refuse with a code they do not declare', async () => {
    const careless = { ...closed, refuses: [] };
    await expect(new Guards([careless], knowing()).ask(lent, envelope, nobody)).rejects.toThrow(
      'does not declare',
    );
  });
});
