import type { Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { LogPages } from './log-pages.js';

const at = (...positions: number[]) =>
  positions.map((position) => ({ position: String(position) }) as Recorded);

describe('pages of the log', () => {
  it('are read once for all who ask at the same time', async () => {
    let reads = 0;
    const store = { readAll: async () => (reads++, at(1, 2)) } as unknown as EventStore;
    const pages = new LogPages(store, true);
    const [one, other] = await Promise.all([pages.after('0', 2), pages.after('0', 2)]);
    expect(one).toBe(other);
    expect(reads).toBe(1);
  });

  it('are read again when there was not a full one', async () => {
    let log = at(1);
    const pages = new LogPages({ readAll: async () => log } as unknown as EventStore, true);
    expect(await pages.after('0', 2)).toHaveLength(1);
    log = at(1, 2);
    expect(await pages.after('0', 2)).toHaveLength(2);
  });

  it('end before a hole, which is told to whoever stands in front of it', async () => {
    const pages = new LogPages({ readAll: async () => at(1, 2, 4) } as unknown as EventStore, true);
    expect(await pages.after('0', 9)).toEqual(at(1, 2));
    const behind = new LogPages({ readAll: async () => at(4) } as unknown as EventStore, true);
    await expect(behind.after('2', 9)).rejects.toThrow('position 3 is missing, the next event is at 4');
  });

  it('may have gaps where the log does not promise otherwise', async () => {
    const pages = new LogPages({ readAll: async () => at(3, 9) } as unknown as EventStore, false);
    expect(await pages.after('0', 9)).toEqual(at(3, 9));
  });
});
