import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { chainedAnew, grown, logOf, type PlainLog, storeOf } from '../seals/plain-log.samples.js';
import type { StoredEvent } from '../stores/event-hash.js';
import { inPlacesOf } from '../following/standing.js';
import { checkLogFile } from './check-log-file.js';
import { exportLog } from './export-log.js';
import { END_BYTES, endOf, LogFileRefused } from './log-file.js';
import { AT, NOBODY_STANDS } from './standing.samples.js';

const LOG = logOf(Array.from({ length: 50 }, (_, nth) => `stream-${(nth * 7) % 13}`));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'l2d-log-file-'));
  file = join(folder, 'log.gz');
});
afterEach(() => rm(folder, { recursive: true }));

const refusal = async (path = file): Promise<string> => {
  const error: unknown = await checkLogFile(path).then(
    () => undefined,
    (refused: unknown) => refused,
  );
  return error instanceof LogFileRefused
    ? error.message.replace(folder, '')
    : `not refused: ${String(error)}`;
};

const linesIn = async (path: string) =>
  gunzipSync(await readFile(path))
    .toString()
    .trimEnd()
    .split('\n');

/** A file of these lines whose own hash and counts are right, whatever the lines say. */
const forged = async (lines: readonly string[], counts: { events: number; streams: number }) => {
  const packed = gzipSync(`${lines.join('\n')}\n`);
  const sha256 = createHash('sha256').update(packed).digest('hex');
  await writeFile(file, Buffer.concat([packed, endOf({ ...counts, sha256 })]));
};

/** A file whose own hash is right, of a log somebody changed after it was chained. */
const forgedOf = async (log: PlainLog) => {
  const sound = join(folder, `sound-${randomUUID()}.gz`);
  await exportLog(storeOf(LOG), sound, AT);
  const [header] = await linesIn(sound);
  const lines = log.map((event) => {
    const { position: _, ...fields } = event;
    const { stream, revision, id, type, version, effectiveOn, recordedAt, metadata, data } = fields;
    return JSON.stringify([
      ...[stream, revision, id, type, version, effectiveOn, recordedAt, metadata, data],
      ...[event.commandKey, event.commandDigest, event.hash],
    ]);
  });
  const streams = log.filter(({ revision }) => revision === 0).length;
  await forged([header!, ...lines], { events: log.length, streams });
};

const changed = (at: number, change: Partial<StoredEvent>): PlainLog =>
  LOG.map((event, index) => (index === at ? { ...event, ...change } : event));

describe('the file of a log', () => {
  it('is gzip of lines that anybody can read: a header, the events as they are stored, and an end', async () => {
    await exportLog(storeOf(LOG, { pageEvents: 7 }), file, AT);
    const lines = await linesIn(file);

    expect(lines[0]).toBe(
      '{"format":"l2d log 1","log":"log-1","exportedAt":"2026-09-30T12:00:00.000Z","keys":"the mark of its keys"}',
    );
    expect(lines).toHaveLength(LOG.length + 6);
    for (const [index, event] of LOG.entries()) {
      const fields = JSON.parse(lines[index + 1]!) as unknown[];
      expect(fields.slice(0, 2)).toEqual([event.stream, event.revision]);
      expect(fields.slice(7)).toEqual([
        event.metadata,
        event.data,
        event.commandKey,
        event.commandDigest,
        event.hash,
      ]);
    }
    const bytes = await readFile(file);
    const sha256 = createHash('sha256').update(bytes.subarray(0, -END_BYTES)).digest('hex');
    expect(JSON.parse(lines.at(-1)!)).toEqual({ events: 50, streams: 13, sha256 });
  });

  it('states what it holds, and is read as it was written', async () => {
    const exported = await exportLog(storeOf(LOG), file, AT);
    const { standing, ...stated } = AT;
    expect(exported).toEqual({ log: 'log-1', ...stated, events: 50, streams: 13, sha256: exported.sha256 });
    const checked = await checkLogFile(file);
    expect(checked).toMatchObject(exported);
    expect(checked.standing).toEqual(inPlacesOf(standing, Number));
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('may be of an empty log', async () => {
    await exportLog(storeOf([]), file, { ...AT, standing: NOBODY_STANDS });
    expect(await checkLogFile(file)).toMatchObject({ events: 0, streams: 0 });
  });

  it('ends where the log ended when it began, whatever is recorded meanwhile', async () => {
    const store = { ...storeOf(grown(LOG, ['stream-1', 'new']), { pageEvents: 8 }), head: async () => '50' };
    const { exportedAt: _, ...exported } = await exportLog(store, file, AT);
    expect(await exportLog(storeOf(LOG), `${file}-2`, AT)).toMatchObject(exported);
  });

  it.each([1, 2, 5, 12, 13])('is checked where memory holds the heads of %i streams', async (keptStreams) => {
    await exportLog(storeOf(LOG), file, AT);
    expect(await checkLogFile(file, { keptStreams })).toMatchObject({ events: 50, streams: 13 });
    for (const at of [0, 20, 49]) {
      await forgedOf(changed(at, { data: '{"note":"another"}' }));
      await expect(checkLogFile(file, { keptStreams })).rejects.toThrow(
        `The hash of "${LOG[at]!.stream}" revision ${LOG[at]!.revision} is not that of its bytes.`,
      );
    }
  });
});

describe('what keeps a log from being exported', () => {
  it('a file of that name, also behind a link, which stays as it is', async () => {
    await writeFile(file, 'kept');
    await symlink(file, join(folder, 'link.gz'));
    for (const path of [file, join(folder, 'link.gz')])
      await expect(exportLog(storeOf(LOG), path, AT)).rejects.toThrow('a log file never overwrites one');
    expect(await readFile(file, 'utf8')).toBe('kept');
    expect(await readdir(folder)).toEqual(['link.gz', 'log.gz']);
  });

  it('a folder that is not there', async () =>
    expect(exportLog(storeOf(LOG), join(folder, 'no', 'log.gz'), AT)).rejects.toThrow(
      /cannot be written \(ENOENT\)\. Nothing was exported\.$/,
    ));

  it('a log that cannot be read to its end: it leaves nothing behind', async () => {
    let pages = 0;
    const store = storeOf(LOG, { pageEvents: 10 });
    const breaking: typeof store = {
      ...store,
      readStored: (page) =>
        (pages += 1) > 3 ? Promise.reject(new Error('the database went away')) : store.readStored(page),
    };
    await expect(exportLog(breaking, file, AT)).rejects.toThrow('the database went away');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    [
      'an event that was changed',
      changed(30, { data: '{}' }),
      /position 31 \("stream-2" revision 2\) was changed/,
    ],
    [
      'an event a process stands at, which is missing from its end',
      LOG.slice(0, 49),
      /stands at position 50, where the log has no event/,
    ],
    ['an event that is missing', LOG.toSpliced(30, 1), /position 31 is missing/],
  ])('%s', async (_, log, sentence) => {
    await expect(exportLog(storeOf(log), file, AT)).rejects.toThrow(sentence);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a file whose own hash is right', () => {
  it.each([
    [
      'an event was changed',
      changed(30, { data: '{}' }),
      /sound only up to event 30 .*not that of its bytes/,
    ],
    ['an event was left out', LOG.toSpliced(3, 1), /Revision 0 of .* is due before revision 1/],
    ['two were swapped', LOG.with(3, LOG[16]!).with(16, LOG[3]!), /is due before revision/],
    ['an event is there twice', LOG.toSpliced(8, 0, LOG[3]!), /Revision 1 of .* is due before revision 0/],
    ['an id is none', chainedAnew(changed(30, { id: 'no uuid' })), /Its id is no UUID/],
    ['a text is no JSON', chainedAnew(changed(30, { data: '{' })), /Its data or metadata is not JSON/],
    ['a day is none', chainedAnew(changed(30, { effectiveOn: '2026-02-30' })), /Its effective day is no day/],
    ['a text holds a NUL', chainedAnew(changed(30, { data: '"\\u0000"' })), /a NUL character/],
    ['an event is too large', chainedAnew(changed(30, { data: `"${'x'.repeat(900_001)}"` })), /are the most/],
  ])('is refused where %s', async (_, log, sentence) => {
    await forgedOf(log);
    const said = await refusal();
    expect(said).toMatch(
      /^The log file \/log\.gz is as it was written, but the log in it is sound only up to /,
    );
    expect(said).toMatch(sentence);
  });

  it.each([
    ['no events of ours', ['{}'], /no log file: l2d export log writes one/],
    ['a later version', ['{"format":"l2d log 2","events":{}}'], /by a later version of this product/],
    [
      'a process behind what is there',
      ['HEADER', '{"process":{"process":"offer","at":1}}'],
      /The line behind it is no event/,
    ],
    [
      'an event behind a process',
      ['HEADER', '{"process":{"process":"offer","at":0}}', '[]'],
      /The line behind it is no event/,
    ],
    ['a line that is no event', ['HEADER', '["notes",0]'], /The line behind it is no event/],
    ['a line without an end', ['HEADER', 'x'.repeat(9_000_000)], /was cut or altered/],
  ])('is refused where it holds %s', async (_, lines, sentence) => {
    await exportLog(storeOf(LOG), file, AT);
    const [header] = await linesIn(file);
    await forged(
      lines.map((line) => (line === 'HEADER' ? header! : line)),
      { events: 1, streams: 1 },
    );
    expect(await refusal()).toMatch(sentence);
  });

  it.each([
    { events: 51, streams: 13 },
    { events: 50, streams: 12 },
    { events: 50, streams: 1e12 },
  ])(
    'is refused where it states $events events of $streams streams, which it does not hold',
    async (counts) => {
      await exportLog(storeOf(LOG), file, AT);
      await forged((await linesIn(file)).slice(0, -1), counts);
      expect(await refusal()).toMatch(/was cut or altered/);
    },
  );
});

describe('a file that is none', () => {
  it.each([
    ['text', 'Dear all,\n'],
    ['nothing', ''],
    ['gzip of something else', gzipSync('Dear all,\n')],
    ['zeros', Buffer.alloc(100_000)],
  ])('is refused: %s', async (_, content) => {
    await writeFile(file, content);
    expect(await refusal()).toBe('The file /log.gz is no log file: l2d export log writes one.');
  });

  it('is refused where it cannot be read', async () => {
    expect(await refusal(join(folder, 'nowhere.gz'))).toBe(
      'The log file /nowhere.gz cannot be read (ENOENT).',
    );
    expect(await refusal(folder)).toContain('cannot be read (EISDIR)');
  });
});
