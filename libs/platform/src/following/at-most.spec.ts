import { AtMost } from './at-most.js';

describe('at most so many at once', () => {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const working = (door: AtMost, name: string) =>
    door.during(
      () =>
        new Promise<string>((resolve) => {
          begun.push(name);
          finish.set(name, () => resolve(name));
        }),
    );
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  beforeEach(() => {
    begun.length = 0;
    finish.clear();
  });

  it('lets the others wait, and in as they came', async () => {
    const door = new AtMost(2);
    const all = ['amara', 'bo', 'chidi', 'dara'].map((name) => working(door, name));
    await soon();
    expect(begun).toEqual(['amara', 'bo']);

    finish.get('bo')!();
    await soon();
    expect(begun).toEqual(['amara', 'bo', 'chidi']);
    finish.get('amara')!();
    finish.get('chidi')!();
    await soon();
    finish.get('dara')!();
    expect(await Promise.all(all)).toEqual(['amara', 'bo', 'chidi', 'dara']);
  });

  it('lets the next in after work that failed, and after a wait that failed, before or behind the door', async () => {
    const door = new AtMost(1);
    const never = () => Promise.reject(new Error('not to be done'));
    const failing = door.during(() => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    const gone = door.during(never, async (enter) => {
      await enter();
      throw new Error('no turn to go on in');
    });
    await expect(gone).rejects.toThrow('no turn to go on in');
    const crowded = door.during(never, () => Promise.reject(new Error('too many wait')));
    await expect(crowded).rejects.toThrow('too many wait');

    expect(await door.during(async () => 'amara')).toBe('amara');
    const last = working(door, 'bo');
    await soon();
    finish.get('bo')!();
    expect(await last).toBe('bo');
  });
});
