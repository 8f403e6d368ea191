import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { replaced } from './durable-files.js';
import { FileKeyring } from './file-keyring.js';
import { whileLocked } from './key-lock.js';
import type { PersonalKey } from './keyring.js';

let folder: string;
const rings: FileKeyring[] = [];
const opened = async (masterKey?: string) => {
  const ring = await FileKeyring.open({ folder, masterKey });
  rings.push(ring);
  return ring;
};
const masterKey = randomBytes(32).toString('base64');

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'l2d-keys-')), 'keys');
});

afterEach(async () => {
  await Promise.all(rings.splice(0).map((ring) => ring.close()));
  await rm(join(folder, '..'), { recursive: true, force: true });
});

describe('a folder of keys', () => {
  it('keeps a key for each person and purpose, over restarts', async () => {
    const first = await opened();
    const keys = [
      await first.keyFor('p1', 'contact'),
      await first.keyFor('p1', 'equality'),
      await first.keyFor('p2', 'contact'),
    ];
    expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(3);
    expect(await first.keyFor('p1', 'contact')).toEqual(keys[0]);
    const installation = first.installationKey();
    await first.close();

    const again = await opened();
    expect(await again.keyFor('p1', 'contact')).toEqual(keys[0]);
    expect(await again.find('p2', keys[2]!.id)).toEqual(keys[2]!.key);
    expect(await again.find('p1', keys[2]!.id)).toBeUndefined();
    expect(again.installationKey()).toEqual(installation);
  });

  it('is readable for its owner only, and holds no key in clear but the development master key', async () => {
    const ring = await opened();
    const { key } = await ring.keyFor('p1', 'contact');
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
      const text = await readFile(join(folder, name), 'latin1');
      expect(text.includes(key.toString('base64url')) || text.includes(key.toString('base64'))).toBe(false);
    }
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await readdir(folder)).sort()).toEqual([
      'development-master.key',
      'installation.key',
      'people.keys',
    ]);
  });

  it('opened by several at once gives all of them the same keys', async () => {
    const several = await Promise.all(Array.from({ length: 6 }, () => opened()));
    expect(new Set(several.map((ring) => ring.installationKey().toString('hex'))).size).toBe(1);
    const people = Array.from({ length: 50 }, (_, index) => `p${index}`);
    const keys = await Promise.all(
      several.map((ring) => Promise.all(people.map((person) => ring.keyFor(person, 'contact')))),
    );
    for (const theirs of keys) expect(theirs).toEqual(keys[0]);
    const latecomer = await opened();
    expect(await Promise.all(people.map((person) => latecomer.keyFor(person, 'contact')))).toEqual(keys[0]);
  });

  it('shows one process what another made or destroyed, at once', async () => {
    const [one, other] = [await opened(), await opened()];
    const made = await one.keyFor('p1', 'contact');
    const kept = await one.keyFor('p1', 'participation');
    expect(await other.find('p1', made.id)).toEqual(made.key);

    await other.destroy('p1', ['contact']);
    for (const ring of [one, other, await opened()]) {
      expect(await ring.find('p1', made.id)).toBeUndefined();
      expect(await ring.find('p1', kept.id)).toEqual(kept.key);
    }
    expect(await readFile(join(folder, 'people.keys'), 'utf8')).not.toContain(made.id);
    const next = await one.keyFor('p1', 'contact');
    expect(next.id).not.toBe(made.id);
    expect(await other.find('p1', next.id)).toEqual(next.key);
  });

  it('shows what another made to all who look while it is being read', async () => {
    const [one, other] = [await opened(), await opened()];
    for (let person = 0; person < 20; person += 1) {
      const { id, key } = await one.keyFor(`p${person}`, 'contact');
      const found: Promise<Buffer | undefined>[] = [];
      let isRead = false;
      void other.find(`p${person}`, id).finally(() => (isRead = true));
      while (!isRead) {
        found.push(other.find(`p${person}`, id));
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await Promise.all(found)).toEqual(found.map(() => key));
    }
  });

  it('loses no key made while others are destroyed', async () => {
    const several = [await opened(), await opened(), await opened()];
    const gone = Array.from({ length: 15 }, (_, index) => `gone${index}`);
    await Promise.all(gone.map((person) => several[0]!.keyFor(person, 'contact')));
    const made = new Map<string, string>();
    await Promise.all([
      (async () => {
        for (const [index, person] of gone.entries())
          await several[index % 2]!.destroy(person, ['contact', 'participation', 'equality', 'award-record']);
      })(),
      ...several.map(async (ring, number) => {
        for (let index = 0; index < 40; index += 1) {
          const person = `p${number}-${index}`;
          made.set(person, (await ring.keyFor(person, 'contact')).id);
        }
      }),
    ]);
    const fresh = await opened();
    for (const [person, id] of made) expect((await fresh.keyFor(person, 'contact')).id).toBe(id);
    const text = await readFile(join(folder, 'people.keys'), 'utf8');
    for (const person of gone) expect(text).not.toContain(person);
  });

  it('seals with no key that somebody drops who read the file before it was made', async () => {
    const [one, other] = [await opened(), await opened()];
    await one.keyFor('p1', 'contact');
    const path = join(folder, 'people.keys');
    let asked: Promise<readonly PersonalKey[]> | undefined;
    await whileLocked(`${path}.lock`, async () => {
      const before = await readFile(path, 'utf8');
      asked = Promise.all([
        one.keyFor('p2', 'contact'),
        ...Array.from({ length: 5 }, async (_, turn) => {
          await pause(20 * (turn + 1));
          return (turn % 2 ? one : other).keyFor('p2', 'contact');
        }),
      ]);
      while ((await readFile(path, 'utf8')) === before) await pause(1);
      await pause(200);
      await replaced(path, before);
    });
    const { id } = await (await opened()).keyFor('p2', 'contact');
    expect((await asked!).map((key) => key.id)).toEqual(Array(6).fill(id));
  });

  it('opens what is there while somebody rewrites the file', async () => {
    const [one, other] = [await opened(), await opened()];
    const { id, key } = await one.keyFor('p1', 'contact');
    const made = await whileLocked(join(folder, 'people.keys.lock'), async () => {
      const next = one.keyFor('p2', 'contact');
      expect(await other.find('p1', id)).toEqual(key);
      return { next };
    });
    await made.next;
  });

  it('gets over a line torn by a crash', async () => {
    const ring = await opened();
    const { id, key } = await ring.keyFor('p1', 'contact');
    const path = join(folder, 'people.keys');
    const whole = await readFile(path, 'utf8');
    await appendFile(path, whole.trimEnd().slice(0, -20).replace('p1', 'p2'));
    const after = await opened();
    expect(await after.find('p1', id)).toEqual(key);
    const made = await after.keyFor('p2', 'contact');
    expect(await ring.find('p2', made.id)).toEqual(made.key);
  });

  it('names damage for what it is, never as erased', async () => {
    const ring = await opened();
    const { id } = await ring.keyFor('p1', 'contact');
    const path = join(folder, 'people.keys');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(`${id}:`, `${id}:AAAA`).replace(/(AAAA.{76})..../, '$1'));
    await expect((await opened()).find('p1', id)).rejects.toThrow('is damaged');
    await writeFile(path, text.replace(`${id}:`, `${id}?`));
    await expect(FileKeyring.open({ folder })).rejects.toThrow('is damaged');
  });
});

describe('the master key', () => {
  it('given is used, and never written down', async () => {
    const ring = await opened(masterKey);
    await ring.keyFor('p1', 'contact');
    expect((await readdir(folder)).sort()).toEqual(['installation.key', 'people.keys']);
    expect((await opened(masterKey)).installationKey()).toEqual(ring.installationKey());
  });

  it('that is not the folder’s is an error at the start', async () => {
    await opened(masterKey);
    await expect(opened(randomBytes(32).toString('base64'))).rejects.toThrow('does not open the keys');
    await expect(opened()).rejects.toThrow('need their master key: set L2D_MASTER_KEY');
  });

  it('lost is an error at the start, and no new one is made', async () => {
    await opened();
    await rm(join(folder, 'development-master.key'));
    await expect(opened()).rejects.toThrow('need their master key');
    expect(await readdir(folder)).not.toContain('development-master.key');
  });

  it('must be 32 bytes in base64', async () => {
    for (const wrong of ['', 'secret', randomBytes(16).toString('base64'), `${masterKey}!`])
      await expect(opened(wrong)).rejects.toThrow('must be 32 bytes in base64');
  });
});
