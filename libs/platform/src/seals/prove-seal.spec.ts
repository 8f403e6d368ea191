import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chainedAnew, grown, inPlace, logOf, noteOf, type PlainLog, storeOf } from './plain-log.samples.js';
import { proveSeal } from './prove-seal.js';
import { readSeal } from './seal-file.js';
import { sealLog } from './seal-log.js';
import type { StoredEvent } from '../stores/event-hash.js';

const LOG = logOf(['amara', 'bo', 'amara', 'chidi', 'amara', 'bo', 'dara', 'bo']);

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'l2d-seal-'));
  file = join(folder, 'log.seal');
  await sealLog(storeOf(LOG), file, { sealedAt: '2026-09-30T12:00:00.000Z' });
});
afterAll(() => rm(folder, { recursive: true }));

const proved = async (log: PlainLog, identity?: string) =>
  proveSeal(storeOf(log, { identity, pageEvents: 3 }), await readSeal(file));
const difference = async (log: PlainLog) => (await proved(log)).difference;

/** The log with one event in another's stead. */
const withAltered = (index: number, change: Partial<StoredEvent>): PlainLog =>
  LOG.map((event, at) => (at === index ? { ...event, ...change } : event));

const swapped = (one: number, other: number): PlainLog =>
  LOG.map((event, at) => LOG[at === one ? other : at === other ? one : at] ?? event);

describe('a log that is proved by its seal', () => {
  it('is as it was sealed', async () => {
    const { statement, sameLog, difference: none } = await proved(LOG);
    expect({ events: statement.events, streams: statement.streams, sameLog, none }).toEqual({
      events: 8,
      streams: 4,
      sameLog: true,
      none: undefined,
    });
  });

  it('may have grown, in sealed streams and in new ones', async () =>
    expect(await difference(grown(LOG, ['bo', 'edda', 'amara', 'edda']))).toBeUndefined());

  it('may have other positions in another store', async () => {
    const elsewhere = LOG.map((event, index) => ({ ...event, position: String(1_000 + index * 37) }));
    expect(await proved(elsewhere, 'log-2')).toMatchObject({ sameLog: false });
    expect(await difference(elsewhere)).toBeUndefined();
  });
});

describe('a seal that is not the one that was read any more', () => {
  it.each([
    ['cut behind its header', (lines: string[]) => lines.slice(0, 1)],
    ['cut in the middle of its events', (lines: string[]) => lines.slice(0, 4)],
    ['made anew of a log that was altered since', (_: string[], altered: string[]) => altered],
  ])('proves nothing when it was %s meanwhile', async (_, change) => {
    const [path, other] = [join(folder, 'changing.seal'), join(folder, 'altered.seal')];
    const at = { sealedAt: '2026-09-30T12:00:00.000Z' };
    const altered = chainedAnew(withAltered(7, { data: '{}' }));
    await sealLog(storeOf(LOG), path, at);
    await sealLog(storeOf(altered), other, at);
    const seal = await readSeal(path);
    const [lines, alteredLines] = [path, other].map((one) => readFileSync(one, 'utf8').split('\n'));
    await writeFile(path, `${change(lines!, alteredLines!).join('\n')}\n`);

    await expect(proveSeal(storeOf(altered), seal)).rejects.toThrow('was cut or altered');
    await rm(path);
    await rm(other);
  });
});

describe('a log that is not as it was sealed', () => {
  it('a row was altered', async () =>
    expect(await difference(withAltered(3, { data: '{}' }))).toEqual({
      kind: 'altered',
      number: 4,
      stream: 'chidi',
      revision: 0,
      sentence:
        'The event "chidi" revision 0, number 4 of those sealed, was altered: at position 4 another is stored.',
    }));

  it.each(Object.keys(LOG[0]!).filter((field) => !['position', 'stream', 'revision'].includes(field)))(
    'its %s was altered, and nothing else',
    async (field) =>
      expect(await difference(withAltered(2, { [field]: field === 'version' ? 2 : 'other' }))).toMatchObject({
        kind: 'altered',
        number: 3,
      }),
  );

  it('an event was given to another stream', async () =>
    expect(await difference(withAltered(6, { stream: 'edda' }))).toMatchObject({
      kind: 'missing',
      stream: 'dara',
    }));

  it('a row was altered and its stream chained anew', async () =>
    expect(await difference(chainedAnew(withAltered(2, { data: '{}' })))).toMatchObject({
      kind: 'altered',
      number: 3,
      stream: 'amara',
      revision: 1,
    }));

  it("a stream's tail was cut", async () =>
    expect(
      await difference(chainedAnew(LOG.filter((event) => event.stream !== 'amara' || event.revision < 1))),
    ).toEqual({
      kind: 'missing',
      number: 3,
      stream: 'amara',
      revision: 1,
      sentence: 'The event "amara" revision 1, number 3 of those sealed, is missing.',
    }));

  it("a stream's tail was cut, and other events were recorded since", async () => {
    const cut = chainedAnew(LOG.slice(0, 7));
    expect(await difference(grown(cut, ['edda', 'bo']))).toEqual({
      kind: 'altered',
      number: 8,
      stream: 'bo',
      revision: 2,
      sentence:
        'The event "bo" revision 2, number 8 of those sealed, was altered: another is stored at position 9, number 9.',
    });
  });

  it('a stream was removed', async () =>
    expect(await difference(chainedAnew(LOG.filter(({ stream }) => stream !== 'bo')))).toMatchObject({
      kind: 'missing',
      number: 2,
      stream: 'bo',
      revision: 0,
    }));

  it('everything was removed', async () =>
    expect(await difference([])).toMatchObject({ kind: 'missing', number: 1, stream: 'amara' }));

  it('two events of different streams were swapped', async () =>
    expect(await difference(inPlace(swapped(3, 6)))).toEqual({
      kind: 'moved',
      number: 4,
      stream: 'chidi',
      revision: 0,
      sentence:
        'The event "chidi" revision 0, number 4 of those sealed, was moved: it is stored at position 7, number 7.',
    }));

  it('two events of one stream were swapped and chained anew', async () =>
    expect(await difference(chainedAnew(swapped(1, 5)))).toMatchObject({
      kind: 'altered',
      number: 2,
      stream: 'bo',
      revision: 0,
    }));

  it('an event was added before the end', async () =>
    expect(await difference(chainedAnew([...LOG.slice(0, 5), noteOf('edda', 99), ...LOG.slice(5)]))).toEqual({
      kind: 'added',
      number: 6,
      stream: 'edda',
      revision: 0,
      sentence:
        'The event "edda" revision 0 at position 6 was added: it is number 6, among those sealed, and was not when they were.',
    }));
});
