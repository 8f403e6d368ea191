import { instantOf, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { appended, appendedInTheEnd, sampleAppend, sampleCommand } from './append-samples.js';
import { BYTES_LIMIT, ClocksDisagree, EVENTS_LIMIT, Unrecordable } from './append-rules.js';
import { verifyHash } from './event-hash.js';

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
    const texts = async () => (await store.readStored()).map(({ data }) => data);

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
          expect(await store.head()).toBe('3');
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
        expect(await store.head()).toBe('3');
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
            position: '2',
            recorded: events.slice(0, 2).map(({ type, id }) => ({ type, id })),
          },
        });
        expect((await store.commandOf('two'))?.receipt).toMatchObject({ revision: 2, position: '3' });
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
        expect(await store.head()).toBe('3');
        expect(await store.commandOf('new/1')).toBeUndefined();
      });

      it('record once what is sent 50 times at once', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, () => store.append(sampleAppend('notes-amara', sampleCommand('same')))),
        );

        expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
        expect(outcomes.filter(({ outcome }) => outcome === 'known')).toHaveLength(49);
        expect(await store.head()).toBe('1');
      });
    });

    describe('reading', () => {
      const marks = (events: readonly Recorded[]) => events.map(({ position }) => Number(position));
      beforeEach(async () => {
        await three('notes-amara');
        await three('notes-bo');
      });

      it('pages through everything forwards and backwards', async () => {
        expect(marks(await store.readAll())).toEqual([1, 2, 3, 4, 5, 6]);
        expect(marks(await store.readAll({ after: '2', limit: 3 }))).toEqual([3, 4, 5]);
        expect(marks(await store.readAll({ after: '6' }))).toEqual([]);
        expect(marks(await store.readAll({ backwards: true }))).toEqual([6, 5, 4, 3, 2, 1]);
        expect(marks(await store.readAll({ backwards: true, limit: 2 }))).toEqual([6, 5]);
        expect(marks(await store.readAll({ backwards: true, after: '5', limit: 2 }))).toEqual([4, 3]);
        expect(marks(await store.readAll({ backwards: true, after: '1' }))).toEqual([]);
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

        expect(await store.readAll({ after: '6' })).toEqual(events);
        expect(await store.readStream('notes-bo', { from: 3 })).toEqual(events);
      });
    });

    describe('under concurrency', () => {
      const contiguous = async (count: number) =>
        expect((await store.readAll()).map(({ position }) => position)).toEqual(
          Array.from({ length: count }, (_, index) => String(index + 1)),
        );

      it('lets exactly one of 100 appends have a revision', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            store.append(sampleAppend('notes-amara', sampleCommand(`c${n}`))),
          ),
        );

        expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
        expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(99);
        await contiguous(1);
      });

      it('takes 100 appends to one stream one behind the other', async () => {
        await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            appendedInTheEnd(store, 'notes-amara', sampleCommand(`c${n}`)),
          ),
        );

        expect(await store.readStream('notes-amara')).toHaveLength(100);
        await contiguous(100);
      });

      it('takes 100 appends to 100 streams without a hole', async () => {
        const now = instantOf(Date.now());
        const outcomes = await Promise.all(
          Array.from({ length: 100 }, (_, n) =>
            store.append(sampleAppend(`notes-${n}`, sampleCommand(`c${n}`), { recordedAt: now })),
          ),
        );

        expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
        await contiguous(100);
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

    describe('limits', () => {
      it('take 500 events and not one more', async () => {
        const many = (count: number) => sampleCommand('many', ...Array.from({ length: count }, (_, n) => n));

        await expect(store.append(sampleAppend('notes-amara', many(EVENTS_LIMIT + 1)))).rejects.toThrow(
          '501 events',
        );
        expect(appended(await store.append(sampleAppend('notes-amara', many(EVENTS_LIMIT))))).toHaveLength(
          500,
        );
        expect((await store.commandOf('many'))?.receipt.recorded).toHaveLength(500);
      });

      it('take 900 kB and not more', async () => {
        const metadata = JSON.stringify(sampleCommand('big').events[0]?.metadata).length;
        const big = (bytes: number) => sampleCommand('big', 'x'.repeat(bytes - metadata - 2));

        await expect(store.append(sampleAppend('notes-amara', big(BYTES_LIMIT + 1)))).rejects.toThrow(
          '900001 bytes',
        );
        appended(await store.append(sampleAppend('notes-amara', big(BYTES_LIMIT))));
      });

      it.each([
        ['no command', []],
        ['a command without events', [{ key: 'k', digest: 'd', events: [] }]],
        ['one key twice', [sampleCommand('k'), sampleCommand('k')]],
      ])('refuse %s', async (_, commands) => {
        await expect(store.append(sampleAppend('notes-amara', commands))).rejects.toThrow(Unrecordable);
      });
    });

    describe('texts', () => {
      it.each([
        'Mairi O\'Neill says "aye" \\ $1 {a,b} NULL',
        'Zoë Ångström-Łukasz',
        'Seumas MacGill-Eain, Gàidhlig: àèìòù',
        'שלום عليكم \u202e\u200f',
        '家族 👩‍👩‍👧 \u0001\t\n\r\u2028',
        '\\u0000 spelt out',
        'x'.repeat(200),
        '',
      ])('are kept as they are: %j', async (text) => {
        const [event] = appended(
          await store.append(sampleAppend('notes-amara', sampleCommand('c', { text }))),
        );

        expect(event?.data).toEqual({ text });
        expect(await store.readAll()).toEqual([event]);
      });

      it('may name streams and keys', async () => {
        const odd = 'notes-Zoë O\'Neill "{},\\';
        const [event] = appended(await store.append(sampleAppend(odd, sampleCommand(`bo/${odd}`))));

        expect(await store.readStream(odd)).toEqual([event]);
        expect((await store.commandOf(`bo/${odd}`))?.receipt.stream).toBe(odd);
      });

      it('keep the order of keys and the form of numbers', async () => {
        const data = { z: 1, a: [1e21, 0.1, -0.5, 1e-7], '10': null, '2': true };
        await store.append(sampleAppend('notes-amara', sampleCommand('c', data)));

        expect(await texts()).toEqual(['{"2":true,"10":null,"z":1,"a":[1e+21,0.1,-0.5,1e-7]}']);
      });

      it.each([
        ['a NUL in a value', sampleAppend('notes-bo', sampleCommand('c', { deep: ['a\0b'] }))],
        ['a NUL in a name', sampleAppend('notes-bo', sampleCommand('c', { 'a\0': 1 }))],
        ['a NUL behind a backslash', sampleAppend('notes-bo', sampleCommand('c', 'a\\\0'))],
        ['a NUL in a key', sampleAppend('notes-bo', sampleCommand('c\0'))],
        ['half a character in a value', sampleAppend('notes-bo', sampleCommand('c', '\ud83d'))],
        ['half a character in a stream', sampleAppend('notes-\udc69', sampleCommand('c'))],
      ])('holding %s are refused alone', async (_, bad) => {
        const [amara, bo, chidi] = await Promise.allSettled([
          store.append(sampleAppend('notes-amara', sampleCommand('amara/1'))),
          store.append(bad),
          store.append(sampleAppend('notes-chidi', sampleCommand('chidi/1'))),
        ]);

        expect(amara).toMatchObject({ status: 'fulfilled', value: { outcome: 'appended' } });
        expect(bo).toMatchObject({ status: 'rejected', reason: expect.any(Unrecordable) });
        expect(chidi).toMatchObject({ status: 'fulfilled', value: { outcome: 'appended' } });
      });
    });

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
