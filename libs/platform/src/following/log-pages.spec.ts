import type { Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { LogPages } from './log-pages.js';

const at = (...positions: number[]) =>
  positions.map((position) => ({ position: String(position) }) as Recorded);

const pagesOf = (readAll: () => Promise<readonly Recorded[]>, contiguous = true) =>
  new LogPages({ readAll, contiguous } as unknown as EventStore);

describe('pages of the log', () => {
  it('are read once for all who ask at the same time', async () => {
    let reads = 0;
    const pages = pagesOf(async () => (reads++, at(1, 2)));
    const [one, other] = await Promise.all([pages.after('0', 3), pages.after('0', 3)]);
    expect(one).toBe(other);
    expect(reads).toBe(1);
  });

  it('are read again when there was not a full one', async () => {
    let log = at(1);
    const pages = pagesOf(async () => log);
    expect(await pages.after('0', 2)).toHaveLength(1);
    log = at(1, 2);
    expect(await pages.after('0', 2)).toHaveLength(2);
  });

  it('are read ahead behind a full one, and asked for again where that failed', async () => {
    const asked: string[] = [];
    const answers = [async () => at(1, 2), () => Promise.reject(new Error('away')), async () => at(3)];
    const pages = new LogPages({
      readAll: ({ after }: { after: string }) => (asked.push(after), answers[asked.length - 1]!()),
      contiguous: true,
      eventAt: async (position: string) => ({ position }),
    } as unknown as EventStore);
    await pages.after('0', 2);
    expect(asked).toEqual(['0', '2']);
    expect(await pages.after('2', 2)).toEqual(at(3));
  });

  it('end before a hole, which is told to whoever stands in front of it', async () => {
    const pages = pagesOf(async () => at(1, 2, 4));
    expect(await pages.after('0', 9)).toEqual(at(1, 2));
    const behind = pagesOf(async () => at(4));
    await expect(behind.after('2', 9)).rejects.toThrow('position 3 is missing, the next event is at 4');
  });

  describe('behind an event that was read', () => {
    const read = { position: '2', hash: 'h2' };
    const logOf = (events: readonly Recorded[], there: Partial<Recorded> | undefined, head: string) => {
      let looks = 0;
      const store = {
        readAll: async () => events,
        eventAt: async () => (looks++, there),
        head: async () => head,
        contiguous: true,
      };
      return { pages: new LogPages(store as unknown as EventStore), looks: () => looks };
    };

    it('are handed out when it is still there', async () => {
      const { pages } = logOf(at(3), read, '3');
      expect(await pages.after('2', 9, 'h2')).toEqual(at(3));
    });

    it('are not when another is there', async () => {
      const { pages } = logOf(at(3), { ...read, hash: 'of another' }, '3');
      await expect(pages.after('2', 9, 'h2')).rejects.toThrow('the log was restored or changed');
    });

    it('tell that the log ends before it, though nothing follows', async () => {
      const { pages } = logOf([], undefined, '1');
      await expect(pages.after('2', 9, 'h2')).rejects.toThrow(
        'The log ends at position 1, but it was followed up to position 2',
      );
    });

    it('look at it now and then while nothing follows', async () => {
      const { pages, looks } = logOf([], read, '2');
      for (let time = 0; time < 5; time += 1) await pages.after('2', 9, 'h2');
      expect(looks()).toBe(1);
    });
  });

  it('may have gaps where the log does not promise otherwise, but no event may be missing from its stream', async () => {
    const recorded = [0, 1, 3].map((revision) => ({
      stream: 'notes',
      revision,
      position: String(7 * revision + 3),
    }));
    const pages = pagesOf(async () => recorded as Recorded[], false);
    expect(await pages.after('0', 9)).toEqual(recorded.slice(0, 2));
  });
});
