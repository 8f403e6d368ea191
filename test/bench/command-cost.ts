import { commandOf, type Decider, evolved, type Fact } from '#kernel';
import { decide, happened } from '#kernel/specification';
import { OfferNextInLine, places, type PlaceBook, WithdrawPlace } from '#places';
import type { Product } from '../../apps/api/src/start.js';
import type { Bench, Ground } from './ground.js';
import { type Figure, figure, medianOf, microsecondsOf } from './measuring.js';
import { cohortNamed, fillBook, requestOf } from './place-books.js';

const FEW = 10;
const MANY = 10_000;
const SMALL_BOOKS = 40;
/** A decision is shorter than the clock is fine. */
const DECISIONS_AT_ONCE = 20;

/** What one command costs in a book of ten and in one of ten thousand: the same, or the product slows as cohorts fill. */
export const commandCost: Bench = {
  name: 'command-cost',
  run: async (ground) => {
    const product = await ground.product();
    const many = ground.sized(MANY);
    const small = Array.from({ length: SMALL_BOOKS }, (_, index) => cohortNamed(`small ${index}`));
    const big = cohortNamed('big');
    for (const cohortId of small) await fillBook(product, cohortId, FEW);
    await fillBook(product, big, many);

    return {
      figures: [
        ...(await deciding(product, small[0]!, big, many, ground)),
        ...(await whole(product, small, big, many, ground)),
      ],
    };
  },
};

interface Kind {
  readonly what: string;
  readonly command: (cohortId: string, turn: number, count: number) => object;
  /** The book it is decided on, where that is not the one that was filled. */
  readonly on?: (book: PlaceBook) => PlaceBook;
}

/** Rule and fold alone, on states that stay as they are. */
const deciding = async (
  { commands, clock }: Product,
  small: string,
  big: string,
  many: number,
  ground: Ground,
): Promise<readonly Figure[]> => {
  const now = clock.now();
  const books = [
    { cohortId: small, count: FEW, book: await commands.stateOf(places as Decider<PlaceBook>, small) },
    { cohortId: big, count: many, book: await commands.stateOf(places as Decider<PlaceBook>, big) },
  ];
  const kinds: readonly Kind[] = [
    { what: 'a request', command: (cohortId: string, turn: number) => requestOf(cohortId, 1_000_000 + turn) },
    {
      what: 'a withdrawal',
      command: (cohortId: string, turn: number, count: number) => {
        const { placeId } = requestOf(cohortId, turn % count);
        return commandOf(WithdrawPlace, { cohortId, placeId, reasonClass: 'work' });
      },
    },
    {
      what: 'an offer to the next in line',
      command: (cohortId: string) => commandOf(OfferNextInLine, { cohortId }),
      // One seat more than is held or kept.
      on: (book: PlaceBook): PlaceBook => ({ ...book, capacity: book.capacity + 1 }),
    },
  ];

  const figures: Figure[] = [];
  for (const { what, command, on } of kinds) {
    const costs: number[][] = [[], []];
    // In turn, so that whatever else the machine does meets both alike; the first rounds only warm up.
    for (let round = 0; round < ground.sized(1_000); round += 1)
      for (const [which, { cohortId, count, book }] of books.entries()) {
        const asked = Array.from({ length: DECISIONS_AT_ONCE }, (_, index) =>
          command(cohortId, round * DECISIONS_AT_ONCE + index, count),
        );
        const before = on ? on(book) : book;
        const cost = await microsecondsOf(() => {
          for (const one of asked) {
            const facts = decide<PlaceBook, Fact>(places as Decider<PlaceBook>, before, one, {
              now,
              commandId: 'bench',
            });
            if (!Array.isArray(facts) || facts.length === 0)
              throw new Error(`Not decided: ${JSON.stringify(facts)}`);
            (facts as readonly Fact[]).reduce(
              (state, fact, index) =>
                evolved(places as Decider<PlaceBook>, state, happened(fact, index, now)),
              before,
            );
          }
        });
        if (round >= ground.sized(200)) costs[which]!.push(cost / DECISIONS_AT_ONCE);
      }
    figures.push(...compared(`deciding ${what}`, costs, many));
  }
  return figures;
};

/** From the bus to the answer, one at a time. */
const whole = async (
  { commands }: Product,
  small: readonly string[],
  big: string,
  many: number,
  ground: Ground,
): Promise<readonly Figure[]> => {
  const costs: number[][] = [[], []];
  const rounds = ground.sized(500);
  for (let round = 0; round < rounds; round += 1) {
    // So many small books that none grows past twice what it began with.
    const cohortId = small[round % small.length]!;
    costs[0]!.push(await microsecondsOf(() => commands.send(requestOf(cohortId, FEW + round))));
    costs[1]!.push(await microsecondsOf(() => commands.send(requestOf(big, many + round))));
  }
  return compared('whole command, over the log', costs, many);
};

const compared = (what: string, [few, lots]: readonly number[][], many: number): readonly Figure[] => {
  const [one, other] = [medianOf(few ?? []), medianOf(lots ?? [])];
  return [
    figure(`${what}, ${FEW} places`, one, 'µs, median'),
    figure(`${what}, ${many} places`, other, 'µs, median'),
    figure(`${what}, ${many} to ${FEW}`, other / one, 'times'),
  ];
};
