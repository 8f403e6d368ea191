import { BEGINNING, instantOf, type Recorded } from '#kernel';
import type { EventStore, LogToImport } from '../event-store.js';
import { proveLog } from '../following/log-proof.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
import { ImportRefused } from './append-rules.js';
import type { ChainedEvent } from './event-hash.js';
import { MemoryEventStore } from './memory-event-store.js';

/** A log of three streams, in which one command recorded several events and one append several commands. */
const sampleLog = async (): Promise<readonly ChainedEvent[]> => {
  const origin = new MemoryEventStore({ anyClock: true });
  const last = new Map<string, Recorded>();
  const append = async (stream: string, ...commands: ReturnType<typeof sampleCommand>[]) => {
    const recordedAt = instantOf(Date.parse('2026-09-14T09:15:00.000Z') + last.size);
    const request = sampleAppend(stream, commands, { behind: last.get(stream), recordedAt });
    last.set(stream, appended(await origin.append(request)).at(-1)!);
  };
  await append('notes-amara', sampleCommand('a/1', 'one', 'two'));
  await append('notes-Zoë "{}\\', sampleCommand('z/1', { text: 'Zoë 👩‍👩‍👧 \u2028 \\u0000 spelt out' }));
  await append('notes-amara', sampleCommand('a/2', 'three'), sampleCommand('a/3', 'four', 'five'));
  await append('notes-bo', sampleCommand('b/1', { z: 1, '2': 1e21 }));
  await append('notes-amara', sampleCommand('a/4'));
  return (await origin.readStored()).map(withoutPosition);
};

const withoutPosition = ({ position: _, ...event }: ChainedEvent & { position: string }): ChainedEvent =>
  event;

/** The log in pages of two events; breaks before one of them, where a number is named. */
const toImport = (events: readonly ChainedEvent[], breaksAt = Infinity, id = 'the file'): LogToImport => ({
  id,
  pages: async function* () {
    for (let from = 0; from < events.length; from += 2) {
      if (from >= breaksAt) throw new Error('the file cannot be read');
      yield events.slice(from, from + 2);
    }
  },
});

/** The part of the contract about taking over a whole log. */
export const describeImport = (opened: () => EventStore): void => {
  let store: EventStore;
  let log: readonly ChainedEvent[];
  beforeEach(async () => {
    store = opened();
    log = await sampleLog();
  });
  const stored = async () => (await store.readStored()).map(withoutPosition);

  describe('a log that is imported', () => {
    it('is as it was, event by event and in its order, but for positions', async () => {
      const told: string[] = [];
      await store.importStored({
        ...toImport(log),
        told: (doing, events) => told.push(`${doing} ${events}`),
      });

      expect(await stored()).toEqual(log);
      expect(await proveLog(store)).toMatchObject({ events: log.length, problems: [] });
      expect(await store.unfinishedImport()).toBeUndefined();
      expect(told.slice(0, 4)).toEqual(['import 2', 'import 4', 'import 6', 'import 8']);
    });

    it('knows its commands, with the receipts of all they recorded', async () => {
      await store.importStored(toImport(log));

      const events = await store.readStream('notes-amara');
      const recorded = (from: number, to: number) =>
        events.slice(from, to).map(({ type, id }) => ({ type, id }));
      expect(await store.commandOf('a/1')).toEqual({
        digest: 'digest of a/1',
        receipt: {
          stream: 'notes-amara',
          revision: 1,
          position: events[1]!.position,
          recorded: recorded(0, 2),
        },
      });
      expect((await store.commandOf('a/2'))?.receipt.recorded).toEqual(recorded(2, 3));
      expect((await store.commandOf('a/3'))?.receipt).toMatchObject({
        revision: 4,
        recorded: recorded(3, 5),
      });
      for (const key of ['a/1', 'a/3', 'b/1'])
        expect(await store.append(sampleAppend('notes-new', sampleCommand(key)))).toEqual({
          outcome: 'known',
          key,
        });
    });

    it('goes on where it ended', async () => {
      await store.importStored(toImport(log));
      const [behind] = await store.readStream('notes-bo', { backwards: true, limit: 1 });
      appended(await store.append(sampleAppend('notes-bo', sampleCommand('b/2'), { behind })));
      appended(await store.append(sampleAppend('notes-new', sampleCommand('n/1'))));

      expect((await stored()).slice(0, log.length)).toEqual(log);
      expect(await proveLog(store)).toMatchObject({ events: log.length + 2, problems: [] });
    });

    it('tells the places of events before anybody takes it for whole, and is none where that fails', async () => {
      const places: (readonly [number, string])[] = [];
      const whole =
        (fails: boolean): LogToImport['whole'] =>
        async (found) => {
          const isWhole =
            (await store.head()) !== BEGINNING && (await store.unfinishedImport()) === undefined;
          expect([isWhole, (await other()).length]).toEqual([false, 0]);
          places.push(...[...found].map(([number, { hash }]) => [number, hash] as const));
          if (fails) throw new Error('no place for processes');
        };
      const other = async () => ((await store.unfinishedImport()) === undefined ? stored() : []);
      const noted = new Set([1, 4, log.length]);
      const failing = store.importStored({ ...toImport(log), noted, whole: whole(true) });
      await expect(failing).rejects.toThrow('no place for processes');
      expect((await store.head()) === BEGINNING || (await store.unfinishedImport()) === 'the file').toBe(
        true,
      );

      await store.importStored({ ...toImport(log), noted, whole: whole(false) });
      const expected = [1, 4, log.length].map((number) => [number, log[number - 1]!.hash]);
      expect(places).toEqual([...expected, ...expected]);
      expect(await stored()).toEqual(log);
    });

    it('tells those who follow', async () => {
      const heard = new Promise<void>((resolve) => store.onAppended(resolve));
      await store.importStored(toImport(log));
      await heard;
    });

    it('may be empty, and then is', async () => {
      await store.importStored(toImport([]));
      expect(await store.head()).toBe(BEGINNING);
      expect(await store.unfinishedImport()).toBeUndefined();
      await store.importStored(toImport(log, Infinity, 'another file'));
      expect(await stored()).toEqual(log);
    });
  });

  describe('an import', () => {
    it('is refused where the log is not empty, and where it was imported already', async () => {
      await store.append(sampleAppend('notes-first', sampleCommand('first')));
      await expect(store.importStored(toImport(log))).rejects.toThrow(ImportRefused);
      await expect(store.importStored(toImport(log))).rejects.toThrow(/is not empty: it ends at position/);
      expect((await stored()).map(({ stream }) => stream)).toEqual(['notes-first']);
      expect(await store.unfinishedImport()).toBeUndefined();
    });

    it('is refused a second time', async () => {
      await store.importStored(toImport(log));
      await expect(store.importStored(toImport(log))).rejects.toThrow(/is not empty/);
      expect(await stored()).toEqual(log);
    });

    it.each([0, 2, 4, 6])(
      'that broke before event %i leaves nothing or is known as unfinished, and is made whole by the same',
      async (breaksAt) => {
        await expect(store.importStored(toImport(log, breaksAt))).rejects.toThrow('the file cannot be read');
        const unfinished = await store.unfinishedImport();
        expect(await stored()).toEqual(unfinished === undefined ? [] : log.slice(0, breaksAt));

        if (unfinished !== undefined) {
          expect(unfinished).toBe('the file');
          await expect(store.importStored(toImport(log, Infinity, 'another file'))).rejects.toThrow(
            /is half of another one, of the file whose SHA-256 is the file/,
          );
        }
        await expect(store.importStored(toImport(log, breaksAt))).rejects.toThrow('cannot be read');
        await store.importStored(toImport(log));
        expect(await stored()).toEqual(log);
        expect(await store.unfinishedImport()).toBeUndefined();
        expect((await store.commandOf('a/3'))?.receipt.recorded).toHaveLength(2);
      },
    );

    it.each([
      ['in one stream', 0, 3],
      ['in two streams', 0, 2],
    ])('of two commands with one key %s is refused, and is no whole log', async (_, one, other) => {
      const forged = log.map((event, index) =>
        index === other ? { ...event, commandKey: log[one]!.commandKey } : event,
      );
      await expect(store.importStored(toImport(forged))).rejects.toThrow(/have one key/);
      expect((await store.head()) === BEGINNING || (await store.unfinishedImport()) === 'the file').toBe(
        true,
      );
    });
  });
};
