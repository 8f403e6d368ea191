import { AtMost } from './at-most.js';

describe('at most so many at once', () => {
  it('lets the others wait, and in as they came', async () => {
    const door = new AtMost(2);
    const entered: string[] = [];
    const come = (name: string) => door.enter().then(() => entered.push(name));
    await Promise.all([come('amara'), come('bo')]);
    const [chidi, dara] = [come('chidi'), come('dara')];
    await Promise.resolve();
    expect(entered).toEqual(['amara', 'bo']);

    door.leave();
    await chidi;
    expect(entered).toEqual(['amara', 'bo', 'chidi']);
    door.leave();
    await dara;
    door.leave();
    door.leave();
    await come('eilidh');
    expect(entered).toEqual(['amara', 'bo', 'chidi', 'dara', 'eilidh']);
  });
});
