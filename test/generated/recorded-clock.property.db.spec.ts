import fc from 'fast-check';
import { daysAfter, londonDateOf, type Projection, type Recorded } from '#kernel';
import type { AskedMoment, Context } from '#platform';
import { allContexts } from '../history/contexts.js';
import { type GrowingReadModels, growingReadModels } from './growing-read-models.js';
import { readModelsOf } from './read-models.js';
import { runs, sequenceOf, taken } from './sequences.js';
import { sentByPeople } from './steps.js';

interface Question {
  readonly readModel: Projection;
  readonly moment: AskedMoment;
  readonly answer: string;
}

/** What may be asked once the log has come so far: of days that are over by the day they were recorded, of any day by position. */
const momentsBy = (log: readonly Recorded[], cut: number): readonly AskedMoment[] => {
  const { position, recordedAt } = log[cut - 1]!;
  const today = londonDateOf(recordedAt);
  const begun = londonDateOf(log[0]!.recordedAt);
  return [
    { asAt: daysAfter(today, -1), clock: 'recorded' },
    { asAt: daysAfter(today, -9), clock: 'recorded' },
    { asAt: today, clock: 'recorded', knownAt: position },
    { asAt: today, knownAt: position },
    { asAt: daysAfter(today, -12), knownAt: position },
    { asAt: daysAfter(today, 40), knownAt: position },
  ].filter(({ asAt }) => asAt >= begun) as readonly AskedMoment[];
};

const CUTS = [0.35, 0.6, 0.8];

let contexts: readonly Context[];
beforeAll(async () => {
  contexts = await allContexts();
});

const asksAgain = async (growing: GrowingReadModels, questions: readonly Question[]): Promise<void> => {
  for (const { readModel, moment, answer } of questions)
    expect([readModel.name, moment, await growing.ask(readModel, moment)]).toEqual([
      readModel.name,
      moment,
      answer,
    ]);
};

describe('what was answered for a recorded moment', () => {
  it('is answered again byte for byte, whatever was recorded since, back-dated and corrected', async () => {
    const readModels = readModelsOf(contexts);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(sequenceOf(sentByPeople(contexts), { length: 120 }), async (sequence) => {
        const { log } = await taken(contexts, sequence);
        const growing = await growingReadModels(readModels, log);
        const questions: Question[] = [];
        try {
          for (const share of CUTS) {
            const cut = Math.ceil(share * log.length);
            await growing.grow(cut);
            for (const moment of momentsBy(log, cut))
              for (const readModel of readModels)
                questions.push({ readModel, moment, answer: await growing.ask(readModel, moment) });
          }
          await growing.grow(log.length);
          await asksAgain(growing, questions);
          answered += questions.length;
        } finally {
          await growing.drop();
        }
      }),
      runs(5),
    );
    expect(answered).toBeGreaterThan(100);
  }, 240_000);
});
