import fc from 'fast-check';
import type { Context } from '#platform';
import { allContexts } from '../history/contexts.js';
import { closed } from './closing.js';
import { Draw } from './drawing.js';
import { commandsOf } from './ground.js';
import type { Tally } from './product-in-memory.js';
import { runs, type Sequence, sequenceOf, taken } from './sequences.js';
import { stepsTo } from './rare-commands.js';
import { HOW_FAR, sentByPeople } from './steps.js';
import { everyRequestHasEnded, whatAlwaysHolds, whatHoldsWhenAllIsFollowed } from './what-always-holds.js';

const tallies = new Map<string, Tally>();
const counted = (more: ReadonlyMap<string, Tally>): void => {
  for (const [name, { tried, recorded }] of more) {
    const so = tallies.get(name) ?? { tried: 0, recorded: 0 };
    tallies.set(name, { tried: so.tried + tried, recorded: so.recorded + recorded });
  }
};

/**
 * An award for one whose place was given to another; a return, or a claim, where something else was decided meanwhile; a
 * place that stands again with its cohort, whose seat was given away by exception.
 */
const FOR_SOMEBODY = [
  'CompletePlace another-persons-place',
  'RecordReturn deferral-ended',
  'ClaimCandidacy already-holds-a-place',
  'StrikePlaceFact seat-gone',
];
/** Sequences that are tried besides for each command nothing has led to yet. */
const MORE_SEQUENCES = 200;
const MANY = 2 ** 30;
/** On a busy machine; a quiet one needs a fraction. */
const AT_MOST_ms = 240_000;
const seed = Number(process.env.L2D_SEED ?? 1);

const told = (error: unknown, sequence: Sequence): Error =>
  new Error(`L2D_SEED=${seed}: ${String(error)}: ${JSON.stringify(sequence)}`, { cause: error });

let contexts: readonly Context[];
beforeAll(async () => {
  contexts = await allContexts();
});

describe('whatever is sent to the whole product, back-dated and corrected, while its processes follow, crash and repeat', () => {
  it(
    'keeps seats, shares, the line and the people in order, and brings every request to one end',
    async () => {
      const commands = commandsOf(contexts);
      await fc.assert(
        fc.asyncProperty(sequenceOf(sentByPeople(contexts)), fc.boolean(), async (sequence, cancels) => {
          const product = await taken(contexts, sequence, (now, step) => {
            whatAlwaysHolds(now);
            if (step && 'settle' in step) whatHoldsWhenAllIsFollowed(now);
          });
          await product.settle();
          whatHoldsWhenAllIsFollowed(product);

          await closed(product, commands, cancels);
          everyRequestHasEnded(product);
          expect(
            product.workItems.filter((item) => !FOR_SOMEBODY.some((known) => item.endsWith(known))),
          ).toEqual([]);
          counted(product.tallies);
        }),
        runs(60),
      );
    },
    AT_MOST_ms,
  );

  it(
    'tries every command there is, and sees each change something',
    async () => {
      const draw = new Draw(seed);
      const missing = () => [...commandsOf(contexts).keys()].filter((name) => !tallies.get(name)?.recorded);
      for (let more = 0; more < MORE_SEQUENCES; more += 1)
        for (const name of missing()) {
          const steps = stepsTo(name, sentByPeople(contexts), draw);
          const sequence = {
            ground: draw.below(MANY),
            howFar: draw.happens(0.5) ? HOW_FAR : draw.from(0, HOW_FAR),
            steps,
          };
          const taking = taken(contexts, sequence, whatAlwaysHolds);
          counted((await taking.catch((error) => Promise.reject(told(error, sequence)))).tallies);
        }
      expect({ seed, missing: missing() }).toEqual({ seed, missing: [] });
    },
    AT_MOST_ms,
  );
});
