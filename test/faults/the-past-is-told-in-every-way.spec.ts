import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type HistoryTarget,
  importHistory,
  type KnownBeforeHistory,
  Rehearsal,
  type RowVerdict,
} from '#imports';
import { organisationIdOf } from '#organisations';
import { contexts } from '../../apps/contexts.js';
import { MadeUpPast } from '../support/made-up-past.js';
import { KNOWN_ORGANISATIONS } from '../support/other-spellings.js';
import { DIRT } from '../support/past-dirt.js';

const ROWS = 2_000;
const PATIENCE_MS = 120_000;
const known: KnownBeforeHistory = {
  programmes: [],
  cohorts: [],
  organisations: KNOWN_ORGANISATIONS.map(({ reference, name }) => ({
    organisationId: organisationIdOf(reference),
    name,
    references: [reference],
  })),
};

const deciders = contexts.flatMap((context) => context.deciders ?? []);
/** Decides by the real rules, and keeps what they decide: aside, but for so many facts. */
const rehearsal = (keptFacts = 50_000): HistoryTarget =>
  new Rehearsal(
    { stateOf: async (decider) => decider.initial },
    deciders,
    { now: '2026-09-01T08:00:00.000Z', today: '2026-09-01' },
    { folder, keptFacts, key: Buffer.alloc(32) },
  );

/** So that answers come in another order than questions. */
const shaken = (target: HistoryTarget): HistoryTarget => {
  let turn = 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, (turn = (turn * 7 + 3) % 5)));
  return {
    today: target.today,
    stateOf: async (decider, id) => {
      await pause();
      return target.stateOf(decider, id);
    },
    send: async (command, on) => {
      const sent = target.send(command, on);
      await pause();
      return sent;
    },
  };
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'l2d-past-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const verdictsOf = async (past: MadeUpPast, target: HistoryTarget) => {
  const file = join(folder, 'past.csv');
  writeFileSync(file, past.text);
  const verdicts: RowVerdict[] = [];
  await importHistory(file, target, known, { verdict: (verdict) => void verdicts.push(verdict) });
  return verdicts.map(({ line, verdict, code = '' }) => ({
    line,
    verdict,
    code: code.split('|').sort().join('|'),
  }));
};

const expected = (past: MadeUpPast, which: 'first' | 'again') =>
  past.lines.map((line, index) => ({ line: index + 2, ...line[which] }));

describe('a past that is told in every way', () => {
  it.each([1, 2, 3])(
    'gets the verdicts it was made up with, and again the next time (%i)',
    async (seed) => {
      const past = new MadeUpPast(ROWS, seed, DIRT, 200);
      const target = rehearsal();
      expect(await verdictsOf(past, target)).toEqual(expected(past, 'first'));
      expect(await verdictsOf(past, target)).toEqual(expected(past, 'again'));
    },
    PATIENCE_MS,
  );

  it(
    'gets them where hardly any state is kept in memory',
    async () => {
      const past = new MadeUpPast(600, 5, DIRT, 100);
      const target = rehearsal(500);
      expect(await verdictsOf(past, target)).toEqual(expected(past, 'first'));
      expect(await verdictsOf(past, target)).toEqual(expected(past, 'again'));
    },
    PATIENCE_MS,
  );

  it(
    'gets them in whichever order the log answers',
    async () => {
      const past = new MadeUpPast(1_000, 4, DIRT, 100);
      expect(await verdictsOf(past, shaken(rehearsal()))).toEqual(expected(past, 'first'));
    },
    PATIENCE_MS,
  );
});
