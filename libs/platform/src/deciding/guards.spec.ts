import { commandOf, refuse } from '#kernel';
import { Refused } from '../commands.js';
import type { Claim, Guard } from '../context.js';
import { Guards } from './guards.js';

class LendBook {
  title!: string;
}
class ReturnBook {
  title!: string;
}

const lent = commandOf(LendBook, { title: 'Kidnapped' });
const envelope = { actor: 'amara', commandId: 'k1' };
const nobody = {
  stateOf: () => Promise.reject(new Error('not asked')),
  claim: () => Promise.reject(new Error('nothing claimed')),
};

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

  it('know the day it is stated to have happened', async () => {
    const dated: Guard<LendBook> = {
      ...closed,
      check: async (_, __, effectiveOn) =>
        effectiveOn === '2026-09-01' ? refuse('library-closed', 'It was a holiday.') : undefined,
    };
    const guards = new Guards([dated], knowing());
    await guards.ask(lent, envelope, nobody);
    await expect(guards.ask(lent, { ...envelope, effectiveOn: '2026-09-01' }, nobody)).rejects.toBeInstanceOf(
      Refused,
    );
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

describe('claims of a command', () => {
  const shelf: Claim<LendBook> = {
    command: LendBook,
    refuses: ['shelf-taken'],
    take: ({ title }, claiming) => claiming.claim(commandOf(ReturnBook, { title })),
  };
  const claiming = (...answers: readonly (ReturnType<typeof refuse> | undefined)[]) => {
    const left = [...answers];
    const claimed: object[] = [];
    return { ...nobody, claimed, claim: async (one: object) => (claimed.push(one), left.shift()) };
  };

  it('are taken once no guard refuses, and refuse what another holds', async () => {
    const free = claiming(undefined);
    await new Guards([], knowing(), [shelf]).ask(lent, envelope, free);
    expect(free.claimed).toEqual([commandOf(ReturnBook, { title: 'Kidnapped' })]);

    const none = claiming();
    await expect(new Guards([closed], knowing(), [shelf]).ask(lent, envelope, none)).rejects.toThrow();
    expect(none.claimed).toEqual([]);

    const taken = claiming(refuse('shelf-taken', 'Choose another shelf.'));
    await expect(new Guards([], knowing(), [shelf]).ask(lent, envelope, taken)).rejects.toMatchObject({
      refusal: { refused: 'shelf-taken' },
    });
  });

  it('are not taken anew for a repeat, nor for commands of others', async () => {
    const guards = new Guards([], knowing('amara/k1'), [shelf]);
    await guards.ask(lent, envelope, nobody);
    await guards.ask(commandOf(ReturnBook, { title: 'Kidnapped' }), { ...envelope, commandId: 'k2' }, nobody);
  });
});
