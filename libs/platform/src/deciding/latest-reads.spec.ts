import { LatestReads } from './latest-reads.js';

describe('reads that many ask for', () => {
  let reads: LatestReads;
  let begun: { readonly name: string; resolve(value: string): void; reject(error: Error): void }[];
  const ask = (name: string) =>
    reads.latest(name, () => new Promise<string>((resolve, reject) => begun.push({ name, resolve, reject })));
  const soon = () => new Promise((resolve) => setImmediate(resolve));
  beforeEach(() => {
    reads = new LatestReads();
    begun = [];
  });

  it('are begun for all who ask together, and once more for all who asked meanwhile', async () => {
    const first = [ask('amara'), ask('amara')];
    await soon();
    const later = [ask('amara'), ask('amara')];
    expect(begun).toHaveLength(1);

    begun[0]!.resolve('before');
    expect(await Promise.all(first)).toEqual(['before', 'before']);
    await soon();
    await soon();
    expect(begun).toHaveLength(2);
    begun[1]!.resolve('after');
    expect(await Promise.all(later)).toEqual(['after', 'after']);
  });

  it('never give what was read before it was asked for', async () => {
    const first = ask('amara');
    await soon();
    const second = ask('amara');
    begun[0]!.resolve('one');
    await first;
    await soon();
    await soon();
    const third = ask('amara');
    begun[1]!.resolve('two');
    expect(await second).toBe('two');
    await soon();
    await soon();
    expect(begun).toHaveLength(3);
    begun[2]!.resolve('three');
    expect(await third).toBe('three');
  });

  it('keep names apart, and begin anew after one failed', async () => {
    const [amara, bo] = [ask('amara'), ask('bo')];
    await soon();
    expect(begun.map(({ name }) => name)).toEqual(['amara', 'bo']);
    const again = ask('amara');
    begun[0]!.reject(new Error('no connection'));
    await expect(amara).rejects.toThrow('no connection');
    await soon();
    await soon();
    begun[2]!.resolve('here');
    begun[1]!.resolve('there');
    expect(await Promise.all([again, bo])).toEqual(['here', 'there']);
  });
});
