import type { DecidedCommand, EventStore } from '../event-store.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
import { BYTES_LIMIT, EVENTS_LIMIT, Unrecordable } from './append-rules.js';

const bytesOf = ({ key, digest, events }: DecidedCommand): number =>
  [
    key,
    digest,
    ...events.flatMap(({ data, metadata }) => [JSON.stringify(data), JSON.stringify(metadata)]),
  ].join('').length;

/** The part of the contract about what events may hold. */
export const describeContents = (opened: () => EventStore): void => {
  let store: EventStore;
  beforeEach(() => {
    store = opened();
  });
  const texts = async () => (await store.readStored()).map(({ data }) => data);

  describe('limits', () => {
    it('take 500 events and not one more', async () => {
      const many = (count: number) => sampleCommand('many', ...Array.from({ length: count }, (_, n) => n));

      await expect(store.append(sampleAppend('notes-amara', many(EVENTS_LIMIT + 1)))).rejects.toThrow(
        '501 events',
      );
      expect(appended(await store.append(sampleAppend('notes-amara', many(EVENTS_LIMIT))))).toHaveLength(500);
      expect((await store.commandOf('many'))?.receipt.recorded).toHaveLength(500);
    });

    it('take 900 kB and not more', async () => {
      const big = (bytes: number) =>
        sampleCommand('big', 'x'.repeat(bytes - bytesOf(sampleCommand('big', ''))));

      await expect(store.append(sampleAppend('notes-amara', big(BYTES_LIMIT + 1)))).rejects.toThrow(
        '900001 bytes',
      );
      appended(await store.append(sampleAppend('notes-amara', big(BYTES_LIMIT))));
    });

    it('count the keys and digests of commands, so that no store need refuse what another takes', async () => {
      const one = (n: number, more: number) => sampleCommand(`${n}`.padStart(300, 'k'), 'x'.repeat(more));
      const all = (more: number) => Array.from({ length: EVENTS_LIMIT }, (_, n) => one(n, more));
      const fitting = Math.floor(BYTES_LIMIT / EVENTS_LIMIT) - bytesOf(one(0, 0));

      await expect(store.append(sampleAppend('notes-amara', all(fitting + 1)))).rejects.toThrow(Unrecordable);
      appended(await store.append(sampleAppend('notes-amara', all(fitting))));
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
      const [event] = appended(await store.append(sampleAppend('notes-amara', sampleCommand('c', { text }))));

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
};
