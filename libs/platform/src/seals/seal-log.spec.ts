import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MerkleTree } from './merkle-tree.js';
import { grown, logOf, type PlainLog, storeOf } from './plain-log.samples.js';
import { readSeal } from './seal-file.js';
import { leafOf } from './sealed-event.js';
import { sealLog } from './seal-log.js';

const AT = { sealedAt: '2026-09-30T12:00:00.000Z' };
const LOG = logOf(Array.from({ length: 50 }, (_, nth) => `stream-${(nth * 7) % 13}`));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'l2d-seal-log-'));
  file = join(folder, 'log.seal');
});
afterEach(() => rm(folder, { recursive: true }));

const headsIn = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('{"stream"'))
    .map((line) => JSON.parse(line) as { stream: string; revision: number; hash: string });

const headsOf = (log: PlainLog) =>
  [...new Map(log.map((event) => [event.stream, event])).values()]
    .map(({ stream, revision, hash }) => ({ stream, revision, hash }))
    .sort((one, other) => (one.stream < other.stream ? -1 : 1));

describe('sealing a log', () => {
  it('states its events, its streams and the root over the leaves of its events', async () => {
    const tree = new MerkleTree();
    for (const event of LOG) tree.add(leafOf(event));

    const statement = await sealLog(storeOf(LOG, { pageEvents: 7 }), file, AT);
    expect(statement).toMatchObject({ log: 'log-1', ...AT, events: 50, streams: 13, root: tree.root() });
    expect((await readSeal(file)).statement).toEqual(statement);
    expect(await headsIn(file)).toEqual(headsOf(LOG));
  });

  it.each([1, 2, 5, 13, 14])('finds all heads where memory holds %i of them', async (keptStreams) => {
    await sealLog(storeOf(LOG), file, { ...AT, keptStreams });
    expect(await headsIn(file)).toEqual(headsOf(LOG));
    expect(await readdir(folder)).toEqual(['log.seal']);
  });

  it('seals an empty log', async () => {
    expect(await sealLog(storeOf([]), file, AT)).toMatchObject({ events: 0, streams: 0 });
    expect((await readSeal(file)).statement.root).toBe(new MerkleTree().root());
  });

  it('ends where the log ended when it began', async () => {
    const more = storeOf(grown(LOG, Array(40).fill('stream-1')), { pageEvents: 8 });
    let pages = 0;
    const readStored: typeof more.readStored = (page) => ((pages += 1), more.readStored(page));
    const store = { ...more, readStored, head: async () => '50' };
    expect(await sealLog(store, file, AT)).toEqual(await sealLog(storeOf(LOG), `${file}-2`, AT));
    // Else it would go on as long as commands arrive.
    expect(pages).toBe(7);
  });

  it('says how far it has come', async () => {
    const told: string[] = [];
    await sealLog(storeOf(LOG, { pageEvents: 20 }), file, {
      ...AT,
      onProgress: ({ name, position, upTo }) => told.push(`${name} ${position} of ${upTo}`),
    });
    expect(told).toEqual(['seal 20 of 50', 'seal 40 of 50', 'seal 50 of 50']);
  });

  it('can be read by its owner only', async () => {
    await sealLog(storeOf(LOG), file, AT);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });
});

describe('what keeps a log from being sealed', () => {
  it('a file of that name, which stays as it is, also when it was made meanwhile', async () => {
    const store = storeOf(LOG);
    await writeFile(file, 'kept');
    await expect(sealLog(store, file, AT)).rejects.toThrow('a seal never overwrites one');

    const late = join(folder, 'late.seal');
    const meanwhile = {
      ...store,
      head: async () => {
        await writeFile(late, 'kept');
        return store.head();
      },
    };
    await expect(sealLog(meanwhile, late, AT)).rejects.toThrow('a seal never overwrites one');
    expect([await readFile(file, 'utf8'), await readFile(late, 'utf8')]).toEqual(['kept', 'kept']);
    expect(await readdir(folder)).toEqual(['late.seal', 'log.seal']);
  });

  it('a folder that is not there', async () =>
    expect(sealLog(storeOf(LOG), join(folder, 'no', 'log.seal'), AT)).rejects.toThrow(
      /cannot be written \(ENOENT\)\. Nothing was sealed\.$/,
    ));

  it('a log that cannot be read to its end: it leaves nothing behind', async () => {
    let pages = 0;
    const store = storeOf(LOG, { pageEvents: 10 });
    const breaking: typeof store = {
      ...store,
      readStored: (page) =>
        (pages += 1) > 3 ? Promise.reject(new Error('the database went away')) : store.readStored(page),
    };
    await expect(sealLog(breaking, file, { ...AT, keptStreams: 3 })).rejects.toThrow(
      'the database went away',
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
