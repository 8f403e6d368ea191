import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { chainedAnew, grown, inPlace, logOf, noteOf, type PlainLog, storeOf } from './plain-log.samples.js';
import { proveSeal, type SealDifference } from './prove-seal.js';
import { type ReadSeal, readSeal } from './seal-file.js';
import { sealLog } from './seal-log.js';

const STREAMS = ['amara', 'bo', 'chidi', 'dara', 'edda'];
const FIELDS = [
  ...(['id', 'type', 'version', 'effectiveOn', 'recordedAt', 'metadata', 'data'] as const),
  ...(['commandKey', 'commandDigest', 'hash'] as const),
];
const RUNS = 2_000;

const streams = fc.array(fc.constantFrom(...STREAMS), { maxLength: 12 });
const drawn = fc.record({
  log: fc.nat(),
  one: fc.nat(),
  other: fc.nat(),
  field: fc.constantFrom(...FIELDS),
  later: streams,
  pageEvents: fc.integer({ min: 1, max: 9 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** What somebody does who may write to every row; the same log where there is nothing to do it to. */
type Attack = (log: PlainLog, drawn: Drawn) => PlainLog;

const at = (log: PlainLog, nth: number): number => nth % log.length;

const alter: Attack = (log, { one, field }) =>
  log.map((event, index) =>
    index === at(log, one)
      ? { ...event, [field]: field === 'version' ? event.version + 1 : `${event[field]}x` }
      : event,
  );
const swap: Attack = (log, { one, other }) =>
  log.map((_, index) => {
    const [first, second] = [at(log, one), at(log, other)];
    return log[index === first ? second : index === second ? first : index]!;
  });
const removeOne: Attack = (log, { one }) => log.filter((_, index) => index !== at(log, one));
const removeStream: Attack = (log, { one }) =>
  log.filter(({ stream }) => stream !== log[at(log, one)]!.stream);
const cutTailOfStream: Attack = (log, { one }) => {
  const { stream, revision } = log[at(log, one)]!;
  return log.filter((event) => event.stream !== stream || event.revision < revision);
};
const cutTailOfLog: Attack = (log, { one }) => log.slice(0, at(log, one));
const move: Attack = (log, { one, other }) => {
  const rest = log.filter((_, index) => index !== at(log, one));
  return rest.toSpliced(at(log, other), 0, log[at(log, one)]!);
};
const add: Attack = (log, { one, other }) =>
  log.toSpliced(at(log, one), 0, noteOf(['forged', ...STREAMS][other % 6]!, 500));
const giveAway: Attack = (log, { one }) =>
  log.map((event, index) => (index === at(log, one) ? { ...event, stream: 'forged' } : event));
const tellAnother: Attack = (log) => logOf(log.map(({ stream }) => `${stream}-again`));

const ATTACKS: readonly (readonly [Attack, readonly SealDifference['kind'][]])[] = [
  [alter, ['altered']],
  [swap, ['moved', 'altered', 'added']],
  [removeOne, ['missing', 'altered']],
  [removeStream, ['missing', 'altered']],
  [cutTailOfStream, ['missing', 'altered']],
  [cutTailOfLog, ['missing', 'altered']],
  [move, ['moved', 'altered', 'added']],
  [add, ['added', 'altered']],
  [giveAway, ['missing', 'altered']],
  [tellAnother, ['missing', 'altered']],
];

let folder: string;
const sealedLogs: { readonly log: PlainLog; readonly seal: ReadSeal }[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'l2d-seals-'));
  const lengths = fc.array(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 40, size: 'max' });
  for (const [index, of] of fc.sample(lengths, 30).entries()) {
    const path = join(folder, `${index}.seal`);
    await sealLog(storeOf(logOf(of)), path, { sealedAt: '2026-09-30T12:00:00.000Z', keptStreams: 2 });
    sealedLogs.push({ log: logOf(of), seal: await readSeal(path) });
  }
});
afterAll(() => rm(folder, { recursive: true }));

const chosen = ({ log }: Drawn) => sealedLogs[log % sealedLogs.length]!;
const textOf = (log: PlainLog): readonly string[] =>
  log.map((event) => JSON.stringify({ ...event, position: '' }));

describe('two thousand logs', () => {
  it('attacked at random: every attack is found where it begins', async () => {
    let attacks = 0;
    await fc.assert(
      fc.asyncProperty(drawn, fc.constantFrom(...ATTACKS), fc.boolean(), async (with_, attack, anew) => {
        const { log, seal } = chosen(with_);
        const [act, kinds] = attack;
        const attacked = grown((anew ? chainedAnew : inPlace)(act(log, with_)), with_.later);
        const [was, is] = [textOf(log), textOf(attacked)];
        const first = was.findIndex((event, index) => event !== is[index]);
        // Swapped with itself, or put back where it was, or a hash altered and made anew.
        fc.pre(first >= 0);

        const { difference } = await proveSeal(storeOf(attacked, with_), seal);
        expect(difference?.number).toBe(first + 1);
        expect(kinds).toContain(difference?.kind);
        attacks += 1;
      }),
      { numRuns: RUNS },
    );
    expect(attacks).toBe(RUNS);
  });

  it('left alone or grown: no false alarm', async () =>
    fc.assert(
      fc.asyncProperty(drawn, async (with_) => {
        const { log, seal } = chosen(with_);
        const { difference } = await proveSeal(storeOf(grown(log, with_.later), with_), seal);
        expect(difference).toBeUndefined();
      }),
      { numRuns: RUNS },
    ));
});
