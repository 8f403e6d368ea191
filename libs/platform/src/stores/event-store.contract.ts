import { BEGINNING, instantOf, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { describeConcurrency } from './event-store.concurrency.contract.js';
import { describeContents } from './event-store.contents.contract.js';
import { describeImport } from './event-store.import.contract.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
import { ClocksDisagree, Unrecordable } from './append-rules.js';
import { next } from '../following/log-pages.js';
import { verifyHash } from './event-hash.js';
import { placeOf, positionAt } from './places-in-log.js';

/** A store on an empty log of its own, on the machine's clock. */
export interface OpenedStore {
  readonly store: EventStore;
  close(): Promise<void>;
}

/** What every event store promises, told as tests: each store's spec runs this. */
export const describeEventStore = (name: string, open: () => Promise<OpenedStore>): void => {
  describe(`${name} as an event store`, () => {
    let opened: OpenedStore;
    let store: EventStore;
    beforeEach(async () => ({ store } = opened = await open()));
    afterEach(() => opened.close());

    const headPlace = async () => placeOf(store, await store.head());

    const three = async (stream: string): Promise<readonly Recorded[]> => {
      const [first] = appended(await store.append(sampleAppend(stream, sampleCommand(`${stream}/1`))));
      const [second] = appended(
        await store.append(sampleAppend(stream, sampleCommand(`${stream}/2`), { behind: first })),
      );
      const [third] = appended(
        await store.append(sampleAppend(stream, sampleCommand(`${stream}/3`), { behind: second })),
      );
      return [first, second, third] as Recorded[];
    };

    describe('revisions', () => {
      it('count from 0 in each stream', async () => {
        await three('notes-amara');
        const events = appended(
          await store.append(sampleAppend('notes-bo', sampleCommand('bo/1', 'a', 'b'))),
        );

        expect(events.map(({ revision }) => revision)).toEqual([0, 1]);
        expect((await store.readStream('notes-amara')).map(({ revision }) => revision)).toEqual([0, 1, 2]);
      });

      it.each([-1, 0, 3])(
        'refuse an append that expects %s when the stream stands at 2',
        async (expected) => {
          const [first] = await three('notes-amara');
          const behind = { ...(first as Recorded), revision: expected };

          expect(await store.append(sampleAppend('notes-amara', sampleCommand('late'), { behind }))).toEqual({
            outcome: 'conflict',
            revision: 2,
          });
          expect(await headPlace()).toBe(3);
        },
      );

      it('refuse an append to an empty stream that expects events', async () => {
        const [behind] = await three('notes-amara');

        expect(await store.append(sampleAppend('notes-bo', sampleCommand('late'), { behind }))).toEqual({
          outcome: 'conflict',
          revision: -1,
        });
      });
    });

    describe('command keys', () => {
      it('are known after the first append, whatever revision is expected', async () => {
        const [first, , third] = await three('notes-amara');

        for (const behind of [undefined, first, third])
          expect(
            await store.append(sampleAppend('notes-amara', sampleCommand('notes-amara/2'), { behind })),
          ).toEqual({ outcome: 'known', key: 'notes-amara/2' });
        expect(await headPlace()).toBe(3);
      });

      it('are known over the whole log', async () => {
        await three('notes-amara');

        expect(await store.append(sampleAppend('notes-bo', sampleCommand('notes-amara/2')))).toEqual({
          outcome: 'known',
          key: 'notes-amara/2',
        });
      });

      it('lead to what the command recorded, and to nothing of its neighbours', async () => {
        const group = [
          sampleCommand('one', 'a', 'b'),
          sampleCommand('two', 'c'),
          sampleCommand('three', 'd', 'e'),
        ];
        const events = appended(await store.append(sampleAppend('notes-amara', group)));

        expect(await store.commandOf('one')).toEqual({
          digest: 'digest of one',
          receipt: {
            stream: 'notes-amara',
            revision: 1,
            position: await positionAt(store, 2),
            recorded: events.slice(0, 2).map(({ type, id }) => ({ type, id })),
          },
        });
        expect((await store.commandOf('two'))?.receipt).toMatchObject({
          revision: 2,
          position: await positionAt(store, 3),
        });
        expect((await store.commandOf('three'))?.receipt.recorded).toHaveLength(2);
        expect(await store.commandOf('four')).toBeUndefined();
      });

      it('take several commands whole or not at all', async () => {
        const [, , behind] = await three('notes-amara');
        const group = [sampleCommand('new/1'), sampleCommand('notes-amara/2'), sampleCommand('new/2')];

        expect(await store.append(sampleAppend('notes-amara', group, { behind }))).toEqual({
          outcome: 'known',
          key: 'notes-amara/2',
        });
        expect(await headPlace()).toBe(3);
        expect(await store.commandOf('new/1')).toBeUndefined();
      });
    });

    describe('reading', () => {
      const marks = (events: readonly Recorded[]) =>
        Promise.all(events.map(({ position }) => placeOf(store, position)));
      const at = (place: number) => positionAt(store, place);
      beforeEach(async () => {
        await three('notes-amara');
        await three('notes-bo');
      });

      it('pages through everything forwards and backwards', async () => {
        const paged = async (options: Parameters<EventStore['readAll']>[0]) =>
          marks(await store.readAll(options));

        expect(await paged({})).toEqual([1, 2, 3, 4, 5, 6]);
        expect(await paged({ after: BEGINNING, limit: 2 })).toEqual([1, 2]);
        expect(await paged({ after: await at(2), limit: 3 })).toEqual([3, 4, 5]);
        expect(await paged({ after: await at(6) })).toEqual([]);
        expect(await paged({ backwards: true })).toEqual([6, 5, 4, 3, 2, 1]);
        expect(await paged({ backwards: true, limit: 2 })).toEqual([6, 5]);
        expect(await paged({ backwards: true, after: await at(5), limit: 2 })).toEqual([4, 3]);
        expect(await paged({ backwards: true, after: await at(1) })).toEqual([]);
      });

      it('finds the event at a position, and none where none is', async () => {
        const [, , third] = await store.readAll();

        expect(await store.eventAt(await at(3))).toEqual(third);
        expect(await store.eventAt(next(await at(6)))).toBeUndefined();
      });

      it('pages through a stream forwards and backwards', async () => {
        const of = async (options: Parameters<EventStore['readStream']>[1]) =>
          (await store.readStream('notes-bo', options)).map(({ revision }) => revision);

        expect(await of({})).toEqual([0, 1, 2]);
        expect(await of({ from: 1 })).toEqual([1, 2]);
        expect(await of({ from: 1, limit: 1 })).toEqual([1]);
        expect(await of({ from: 3 })).toEqual([]);
        expect(await of({ backwards: true })).toEqual([2, 1, 0]);
        expect(await of({ backwards: true, from: 1 })).toEqual([1, 0]);
        expect(await of({ backwards: true, limit: 1 })).toEqual([2]);
        expect(await store.readStream('notes-nobody')).toEqual([]);
      });

      it('answers what the append answered', async () => {
        const [behind] = await store.readStream('notes-bo', { backwards: true, limit: 1 });
        const events = appended(
          await store.append(sampleAppend('notes-bo', sampleCommand('more', { n: 1 }, ['x']), { behind })),
        );

        expect(await store.readAll({ after: await at(6) })).toEqual(events);
        expect(await store.readStream('notes-bo', { from: 3 })).toEqual(events);
      });
    });

    describe('the chain', () => {
      it('holds over every stream, from exact texts', async () => {
        await three('notes-amara');
        await three('notes-bo');
        const heads = new Map<string, string>();

        for (const event of await store.readStored()) {
          expect(verifyHash(event, heads.get(event.stream) ?? '')).toBe(true);
          heads.set(event.stream, event.hash);
        }
        expect(heads.size).toBe(2);
      });

      it('refuses a previous hash the stream never had', async () => {
        const [, , third] = await three('notes-amara');
        const behind = { ...(third as Recorded), hash: 'another' };

        await expect(
          store.append(sampleAppend('notes-amara', sampleCommand('c'), { behind })),
        ).rejects.toThrow(Unrecordable);
      });
    });

    describe('time', () => {
      it('never goes back over the log: decide again at the time of its last event', async () => {
        const [first] = appended(await store.append(sampleAppend('notes-amara', sampleCommand('c1'))));
        const { recordedAt } = first as Recorded;
        const before = instantOf(Date.parse(recordedAt) - 1);

        expect(
          await store.append(sampleAppend('notes-bo', sampleCommand('c2'), { recordedAt: before })),
        ).toEqual({
          outcome: 'decide-again-at',
          recordedAt,
        });
        appended(await store.append(sampleAppend('notes-bo', sampleCommand('c2'), { recordedAt })));
      });

      it.each([-6_000, 6_000])("is refused %s ms off the store's clock, naming both", async (off) => {
        const recordedAt = instantOf(Date.now() + off);
        const attempt = store.append(sampleAppend('notes-amara', sampleCommand('c'), { recordedAt }));

        await expect(attempt).rejects.toThrow(ClocksDisagree);
        await expect(attempt).rejects.toThrow(recordedAt);
        expect(await store.head()).toBe('0');
      });
    });

    describeConcurrency(() => store);
    describeContents(() => store);
    describeImport(() => store);

    describe('the log', () => {
      it('is empty at first, with an identity of its own', async () => {
        const other = await open();

        expect(await store.head()).toBe('0');
        expect(await store.readAll()).toEqual([]);
        expect(await store.identity()).toBe(await store.identity());
        expect(await store.identity()).not.toBe(await other.store.identity());
        await other.close();
      });

      it('tells of an append, until one stops listening', async () => {
        let told: () => void = () => undefined;
        const heard = new Promise<void>((resolve) => (told = resolve));
        let count = 0;
        const stop = store.onAppended(() => told());
        const stopCounting = store.onAppended(() => (count += 1));
        stopCounting();
        await store.append(sampleAppend('notes-amara', sampleCommand('c')));

        await heard;
        stop();
        expect(count).toBe(0);
      });
    });
  });
};
