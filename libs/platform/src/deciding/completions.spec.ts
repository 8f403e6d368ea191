import { commandOf } from '#kernel';
import type { Completion } from '../context.js';
import { completed } from './waiting-command.js';
import { Completions } from './completions.js';

class LendBook {
  title!: string;
  shelf?: string;
  author?: string;
}
class ReturnBook {
  title!: string;
  shelf?: string;
}

const envelope = completed({ actor: 'amara', commandId: 'k1' });
const nobody = { stateOf: () => Promise.reject(new Error('not asked')) };
const shelved: Completion<LendBook> = {
  command: LendBook,
  fills: ['shelf'],
  fill: async ({ title }) => (title === 'Kidnapped' ? { shelf: 'S' } : {}),
};

describe('completions of a command', () => {
  it('fill in what they know, unsigned', async () => {
    const lent = commandOf(LendBook, { title: 'Kidnapped' });
    const filled = await new Completions([shelved]).fill(lent, { ...envelope, unsigned: ['author'] }, nobody);
    expect(lent).toEqual({ title: 'Kidnapped', shelf: 'S' });
    expect(filled.unsigned).toEqual(['author', 'shelf']);
  });

  it('leave unsigned what they might have filled in, whether or not they did', async () => {
    const lent = commandOf(LendBook, { title: 'Catriona' });
    expect((await new Completions([shelved]).fill(lent, envelope, nobody)).unsigned).toEqual(['shelf']);
    expect(lent).toEqual({ title: 'Catriona' });
  });

  it('leave commands of others alone', async () => {
    const returned = commandOf(ReturnBook, { title: 'Kidnapped' });
    expect(await new Completions([shelved]).fill(returned, envelope, nobody)).toBe(envelope);
    expect(returned).toEqual({ title: 'Kidnapped' });
  });

  it('may not fill in what they do not declare', async () => {
    const careless = { ...shelved, fills: [] };
    await expect(
      new Completions([careless]).fill(commandOf(LendBook, { title: 'Kidnapped' }), envelope, nobody),
    ).rejects.toThrow('does not declare');
  });
});
