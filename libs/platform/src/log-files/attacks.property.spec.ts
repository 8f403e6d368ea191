import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { logOf, storeOf } from '../seals/plain-log.samples.js';
import { checkLogFile } from './check-log-file.js';
import { exportLog } from './export-log.js';
import { END_BYTES, LogFileRefused } from './log-file.js';
import { AT } from './standing.samples.js';

/** Enough for several chunks of text, and for blocks of the packed file that differ. */
const LOG = logOf(Array.from({ length: 400 }, (_, nth) => `stream-${(nth * 7) % 41}`));

describe('an exported log, whatever is done to its file', () => {
  let folder: string;
  let attacked: string;
  let bytes: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'l2d-log-attacks-'));
    await exportLog(storeOf(LOG), join(folder, 'log.gz'), AT);
    bytes = await readFile(join(folder, 'log.gz'));
    attacked = join(folder, 'attacked.gz');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const isRefused = async (content: Buffer): Promise<boolean> => {
    await writeFile(attacked, content);
    return checkLogFile(attacked).then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof LogFileRefused)) throw error;
        return true;
      },
    );
  };
  const altered = (at: number, bit: number): Buffer => {
    const content = Buffer.from(bytes);
    content[at]! ^= 1 << bit;
    return content;
  };
  /** Anywhere, and as often in the first and last bytes, where a bit may mean nothing to who unpacks it. */
  const place = fc.oneof(
    fc.nat(2 ** 30),
    fc.nat(30),
    fc.nat(END_BYTES + 30).map((back) => -1 - back),
  );
  const within = (at: number): number => ((at % bytes.length) + bytes.length) % bytes.length;

  it('is taken as it is', async () => expect(await isRefused(bytes)).toBe(false));

  it('is refused with any bit altered', () =>
    fc.assert(
      fc.asyncProperty(place, fc.nat(7), async (at, bit) =>
        expect(await isRefused(altered(within(at), bit))).toBe(true),
      ),
      { numRuns: 200 },
    ));

  it('is refused with every bit of its first bytes, of its end and of what stands before that altered', async () => {
    for (let at = -(END_BYTES + 12); at < 12; at += 1)
      expect([at, await isRefused(altered(within(at), Math.abs(at) % 8))]).toEqual([at, true]);
  });

  it('is refused where it was cut, or anything was put in, taken out, or put elsewhere', () =>
    fc.assert(
      fc.asyncProperty(
        place,
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.constantFrom('cut', 'put in', 'taken out', 'from elsewhere', 'behind'),
        async (anywhere, more, how) => {
          const at = within(anywhere);
          const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
          const content = {
            cut: before,
            'put in': Buffer.concat([before, more, after]),
            'taken out': Buffer.concat([before, after.subarray(more.length)]),
            'from elsewhere': Buffer.concat([before, bytes.subarray(0, more.length), after]),
            behind: Buffer.concat([bytes, more]),
          }[how];
          expect(content.equals(bytes) || (await isRefused(content))).toBe(true);
        },
      ),
      { numRuns: 150 },
    ));
});
