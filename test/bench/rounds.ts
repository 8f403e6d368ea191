import { derivedId } from '#kernel';
import type { Ground } from './ground.js';

/** One of those measured side by side. */
export interface Contender {
  readonly name: string;
  /** Measures for so long, and answers the number the bench is about. */
  readonly measure: (seconds: number) => Promise<number>;
}

const WARMING_SECONDS = 1;

/**
 * Measures all in turn, round by round, so that whatever else the machine does meets all alike; in each round in another
 * order, drawn from the seed. A first round only warms up. Answers the numbers of each, round by round.
 */
export const inTurn = async (
  contenders: readonly Contender[],
  { rounds, seconds, seed, progress }: Pick<Ground, 'rounds' | 'seconds' | 'seed' | 'progress'>,
): Promise<Readonly<Record<string, readonly number[]>>> => {
  const measured = Object.fromEntries(contenders.map(({ name }) => [name, [] as number[]]));
  for (const { measure } of contenders) await measure(Math.min(WARMING_SECONDS, seconds));
  for (let round = 1; round <= rounds; round += 1) {
    const drawn = ({ name }: Contender): string => derivedId('bench', seed, round, name);
    for (const contender of [...contenders].sort((a, b) => (drawn(a) < drawn(b) ? -1 : 1))) {
      progress(`round ${round} of ${rounds}: ${contender.name}`);
      measured[contender.name]!.push(await contender.measure(seconds));
    }
  }
  return measured;
};
