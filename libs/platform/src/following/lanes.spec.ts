import { TryAgain } from '../commands.js';
import { Interrupted, inLanes, patiently } from './lanes.js';

const leading = () => {
  const stop = new AbortController();
  return { stop, lead: { signal: stop.signal, holds: () => !stop.signal.aborted } };
};

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('working in lanes', () => {
  it('keeps the order in each lane while lanes go on side by side, at most so many', async () => {
    const done: string[] = [];
    let running = 0;
    let most = 0;
    await inLanes(
      ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'],
      ([lane]) => lane!,
      2,
      async (item) => {
        most = Math.max(most, ++running);
        await tick();
        running -= 1;
        done.push(item);
      },
    );
    for (const lane of ['a', 'b', 'c'])
      expect(done.filter(([of]) => of === lane)).toEqual([...done].sort().filter(([of]) => of === lane));
    expect(done).toHaveLength(6);
    expect(most).toBe(2);
  });

  it('begins nothing behind what went wrong, in that lane only', async () => {
    const begun: string[] = [];
    const stopped = await inLanes(
      ['a1', 'b1', 'a2', 'b2'],
      ([lane]) => lane!,
      4,
      async (item) => {
        begun.push(item);
        if (item === 'a1') throw new Error('broken');
      },
    );
    expect(begun.sort()).toEqual(['a1', 'b1', 'b2']);
    expect(stopped).toMatchObject([{ item: 'a1', error: { message: 'broken' } }]);
  });
});

describe('trying patiently', () => {
  it('tries again while it is asked to, and throws what is unexpected', async () => {
    let tries = 0;
    const work = async () => {
      if (++tries < 3) throw new TryAgain('In a moment.', 1);
      return tries;
    };
    const { lead } = leading();
    expect(await patiently(work, lead)).toBe(3);
    await expect(patiently(() => Promise.reject(new Error('broken')), lead)).rejects.toThrow('broken');
  });

  it('is interrupted at the signal', async () => {
    const { lead, stop } = leading();
    const trying = patiently(() => Promise.reject(new TryAgain('In a moment.', 1)), lead);
    setImmediate(() => stop.abort());
    await expect(trying).rejects.toBeInstanceOf(Interrupted);
  });

  it('begins nothing once the lead has lapsed, whether or not anybody has said so', async () => {
    let tries = 0;
    const lapsed = { ...leading().lead, holds: () => false };
    await expect(patiently(async () => (tries += 1), lapsed)).rejects.toBeInstanceOf(Interrupted);
    expect(tries).toBe(0);
  });
});
