import fc from 'fast-check';
import { ERASED, event, type Recorded } from '#kernel';
import { EventRegistry } from '../deciding/event-registry.js';
import {
  deciders,
  guestNamed,
  guests,
  NameGuest,
  runnerOn,
  seatsOpened,
} from '../deciding/seat-book.example.js';
import { commandOf } from '#kernel';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { MemoryKeyring } from './keyring.js';
import { isSealed, KeyringSealing } from './sealing.js';

const registry = new EventRegistry(deciders);
const amara = { personId: 'p1', name: 'Amara', email: 'amara@example.org', level: 2 };

const sealedOf = async (sealing: KeyringSealing, data: object = amara): Promise<Recorded> =>
  ({
    id: 'e1',
    stream: 'guest-p1',
    type: 'GuestNamed',
    version: 1,
    data: await sealing.seal({ id: 'e1', stream: 'guest-p1', type: 'GuestNamed', data }, guestNamed),
  }) as Recorded;

const opened = async (sealing: KeyringSealing, recorded: Recorded) =>
  (await sealing.open([recorded]))[0]!.data;

describe('personal fields', () => {
  it('are sealed by purpose, and nothing else is', async () => {
    const sealing = new KeyringSealing(new MemoryKeyring(), registry);
    const { data } = await sealedOf(sealing);
    expect(data).toEqual({
      personId: 'p1',
      level: 2,
      name: { sealed: expect.stringMatching(/^participation\./), box: expect.any(String) },
      email: { sealed: expect.stringMatching(/^contact\./), box: expect.any(String) },
    });
    expect(JSON.stringify(data)).not.toMatch(/amara/i);
    const open = seatsOpened({ bookId: 'autumn', seats: 1 });
    expect(await sealing.seal({ id: 'e', stream: 's', ...open }, seatsOpened)).toBe(open.data);
  });

  it('of any JSON value come back as they were, absent ones stay absent', async () => {
    const noted = event('Noted', 1).of<{ personId: string; note?: unknown }>({ equality: ['note'] });
    const sealing = new KeyringSealing(new MemoryKeyring(), { typeOf: () => noted });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (note) => {
        const known = JSON.parse(JSON.stringify({ personId: 'p', note })) as { note: unknown };
        const data = await sealing.seal({ id: 'e', stream: 's', type: 'Noted', data: known }, noted);
        expect(isSealed((data as typeof known).note)).toBe(true);
        const [recorded] = await sealing.open([{ id: 'e', stream: 's', data } as Recorded]);
        expect(recorded!.data).toEqual(known);
      }),
    );
    const without = { personId: 'p' };
    expect(await sealing.seal({ id: 'e', stream: 's', type: 'Noted', data: without }, noted)).toEqual(
      without,
    );
  });

  it('are of a person the event names', async () => {
    const sealing = new KeyringSealing(new MemoryKeyring(), registry);
    await expect(sealedOf(sealing, { name: 'Amara' })).rejects.toThrow('names no personId');
  });

  it('read as erased once their key is gone, each purpose for itself', async () => {
    const keyring = new MemoryKeyring();
    const sealing = new KeyringSealing(keyring, registry);
    const recorded = await sealedOf(sealing);
    await keyring.destroy('p1', ['contact']);
    expect(await opened(sealing, recorded)).toEqual({ ...amara, email: ERASED });
    // A key made later is another: what was erased stays so.
    const later = await sealedOf(sealing);
    expect(await opened(sealing, later)).toEqual(amara);
    expect(await opened(sealing, recorded)).toEqual({ ...amara, email: ERASED });
  });

  it('cannot be changed, nor moved to another event, stream, field or person', async () => {
    const keyring = new MemoryKeyring();
    const sealing = new KeyringSealing(keyring, registry);
    const recorded = await sealedOf(sealing);
    const bo = await sealing.seal(
      { id: 'e1', stream: 'guest-p1', type: 'GuestNamed', data: { ...amara, personId: 'p2' } },
      guestNamed,
    );
    const box = Buffer.from(recorded.data.name.box, 'base64url');
    box[14]! ^= 1;
    const changed = { ...recorded.data.name, box: box.toString('base64url') };
    const tampered: Recorded[] = [
      { ...recorded, id: 'e2' },
      { ...recorded, stream: 'guest-p2' },
      { ...recorded, data: { ...recorded.data, name: changed } },
      { ...recorded, data: { ...recorded.data, name: { ...changed, box: 'AAAA' } } },
      {
        ...recorded,
        data: { ...recorded.data, email: { ...recorded.data.email, box: recorded.data.name.box } },
      },
      { ...recorded, data: { ...recorded.data, name: { ...recorded.data.name, box: (bo as any).name.box } } },
    ];
    for (const one of tampered) await expect(sealing.open([one])).rejects.toThrow('was tampered with');
  });

  it('of events this program does not know stay sealed', async () => {
    const sealing = new KeyringSealing(new MemoryKeyring(), registry);
    const recorded = { ...(await sealedOf(sealing)), version: 9 };
    expect(await opened(sealing, recorded)).toBe(recorded.data);
  });
});

describe('deciding about a person', () => {
  it('records sealed fields, and folds opened ones, also in another process', async () => {
    const store = new MemoryEventStore({ anyClock: true });
    const keyring = new MemoryKeyring();
    const runner = runnerOn(store, { keyring });
    await runner.send(commandOf(NameGuest, { personId: 'p1', name: 'Amara', email: 'amara@example.org' }));
    await runner.send(commandOf(NameGuest, { personId: 'p1', name: 'Amara O' }));

    expect(JSON.stringify(await store.readAll())).not.toMatch(/amara/i);
    for (const one of [runner, runnerOn(store, { keyring })])
      expect(await one.stateOf(guests, 'p1')).toEqual({ names: ['Amara', 'Amara O'] });
    await keyring.destroy('p1', ['participation']);
    expect(await runnerOn(store, { keyring }).stateOf(guests, 'p1')).toEqual({ names: [ERASED, ERASED] });
  });

  it('keeps a digest that says nothing once the person’s keys are gone', async () => {
    const keyring = new MemoryKeyring();
    const sealing = new KeyringSealing(keyring, registry);
    const before = await sealing.digestKey('p1');
    expect(await sealing.digestKey('p1')).toEqual(before);
    expect(await sealing.digestKey('p2')).not.toEqual(before);
    expect(await sealing.digestKey()).toEqual(keyring.installationKey());
    await keyring.destroy('p1', ['contact']);
    expect(await sealing.digestKey('p1')).not.toEqual(before);
  });
});
