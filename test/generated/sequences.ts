import fc from 'fast-check';
import type { CommandType } from '#kernel';
import type { Context } from '#platform';
import { Draw } from './drawing.js';
import { commandsOf, openedProduct } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';
import { broughtOn, HOW_FAR, type Step, stepOf, take } from './steps.js';

/** A whole sequence as plain values: where it begins, and every step. */
export interface Sequence {
  readonly ground: number;
  readonly howFar: number;
  readonly steps: readonly Step[];
}

/** Any sequence of commands people send, with whatever follows between. */
export const sequenceOf = (
  commands: readonly CommandType[],
  { often, length = 160 }: { readonly often?: ReadonlySet<string>; readonly length?: number } = {},
): fc.Arbitrary<Sequence> =>
  fc.record({
    ground: fc.nat(),
    howFar: fc.nat(HOW_FAR),
    steps: fc.array(stepOf(commands, often), { minLength: length / 2, maxLength: length, size: 'max' }),
  });

/** The product after a sequence; everything is looked at after each step. */
export const taken = async (
  contexts: readonly Context[],
  { ground, howFar, steps }: Sequence,
  look: (product: ProductInMemory, step?: Step) => void = () => undefined,
): Promise<ProductInMemory> => {
  const commands = commandsOf(contexts);
  const product = await openedProduct(contexts, new Draw(ground));
  product.afterEach = () => look(product);
  await broughtOn(product, commands, new Draw(ground), howFar);
  for (const step of steps) {
    await take(product, commands, step);
    look(product, step);
  }
  return product;
};

/**
 * How many sequences are tried: `L2D_RUNS=2000 npm test -- test/generated` for more. A failure prints its seed and path; `L2D_SEED=...
 * L2D_PATH=...` plays it again.
 */
export const runs = (usually: number): fc.Parameters<any> => ({
  numRuns: Number(process.env.L2D_RUNS ?? usually),
  // A counterexample is made shorter for so long, and no longer.
  interruptAfterTimeLimit: Number(process.env.L2D_SECONDS ?? 50) * 1_000,
  ...(process.env.L2D_WHOLE === undefined ? {} : { endOnFailure: true }),
  ...(process.env.L2D_PATH === undefined ? {} : { path: process.env.L2D_PATH }),
});
