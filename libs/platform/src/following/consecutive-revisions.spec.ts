import type { Recorded } from '#kernel';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { appendedInTheEnd, sampleCommand } from '../stores/append-samples.js';
import { ConsecutiveRevisions } from './consecutive-revisions.js';

describe('a log whose positions have holes', () => {
  let log: readonly Recorded[];
  let store: MemoryEventStore;
  beforeEach(async () => {
    store = new MemoryEventStore({ anyClock: true });
    for (const [index, name] of ['amara', 'bo', 'amara', 'bo', 'amara'].entries())
      await appendedInTheEnd(store, `notes-${name}`, sampleCommand(`c${index}`));
    log = await store.readAll();
  });
  const page = (...places: number[]) => places.map((place) => log[place - 1]!);
  const complete = (after: string, ...places: number[]) =>
    new ConsecutiveRevisions(store).complete(after, page(...places));

  it('is followed where each event comes behind the one before it in its stream', async () => {
    expect(await complete('0', 1, 2, 3, 4, 5)).toEqual(log);
    expect(await complete('2', 3, 4, 5)).toEqual(page(3, 4, 5));
  });

  it('is followed on from page to page, by whoever begins anywhere', async () => {
    const revisions = new ConsecutiveRevisions(store);
    expect(await revisions.complete('0', page(1, 2))).toEqual(page(1, 2));
    expect(await revisions.complete('2', page(3, 4, 5))).toEqual(page(3, 4, 5));
    expect(await revisions.complete('1', page(2, 3))).toEqual(page(2, 3));
  });

  it.each([
    ['in the middle of a page', '0', [1, 2, 4, 5], [1, 2, 4]],
    ['that comes twice', '0', [1, 2, 2], [1, 2]],
    ['that comes too late', '0', [1, 3, 4, 2], [1, 3]],
  ])('is followed as far as an event %s', async (_, after, places, expected) =>
    expect(await complete(after, ...places)).toEqual(page(...expected)),
  );

  it.each([
    ['missing from the beginning', '0', [3]],
    ['missing since the last page', '1', [4, 5]],
  ])('is not followed past an event %s', async (_, after, places) =>
    expect(complete(after, ...places)).rejects.toThrow('The log lacks what comes before revision 1 of'),
  );
});
