import { commandOf, derivedId } from '#kernel';
import { RegisterOrganisation } from '#organisations';
import type { Product } from '../../apps/api/src/start.js';
import type { Bench, Ground } from './ground.js';
import { type Figure, figure, perSecond, secondsOf, spread } from './measuring.js';
import { cohortNamed, openBook, requestOf } from './place-books.js';

const AT_ONCE = 64;
const NAMING_COMMANDS = 1_000;

/** Commands through the bus to the log: each to a stream of its own, and all to one. */
export const commands: Bench = {
  name: 'commands',
  run: async (ground) => {
    const product = await ground.product();
    const cohortId = cohortNamed('hot');
    await product.commands.send(openBook(cohortId, 20));
    const many = await perSecond(AT_ONCE, ground.seconds, (turn) =>
      product.commands.send(
        commandOf(RegisterOrganisation, {
          organisationId: derivedId('bench', 'organisation', turn),
          name: `Made-up Care ${turn}`,
          sector: 'voluntary',
        }),
      ),
    );
    const hot = await perSecond(AT_ONCE, ground.seconds, (turn) =>
      product.commands.send(requestOf(cohortId, turn)),
    );
    return [
      figure(`many streams, ${AT_ONCE} at once`, many, 'commands/s'),
      figure(`one stream, ${AT_ONCE} at once`, hot, 'commands/s'),
      figure('one stream to many', hot / many, 'times'),
      ...(await naming(product, ground)),
    ];
  },
};

const ROUNDS = 5;

/**
 * Whoever names organisations or people is asked whether these were merged: commands to a stream each that name nobody, one
 * organisation, and a sponsor with a person, in turn.
 */
const naming = async ({ commands }: Product, ground: Ground): Promise<readonly Figure[]> => {
  const kinds = [
    { what: 'naming nobody', command: (turn: number) => openBook(cohortNamed(`book ${turn}`), 20) },
    {
      what: 'naming an organisation',
      command: (turn: number) =>
        commandOf(RegisterOrganisation, {
          organisationId: derivedId('bench', 'named', turn),
          name: `Made-up Named Care ${turn}`,
          sector: 'voluntary',
        }),
    },
    {
      what: 'naming a sponsor and a person',
      command: (turn: number) => requestOf(cohortNamed(`book ${turn}`), turn),
    },
  ];
  const count = ground.sized(NAMING_COMMANDS);
  const rates = kinds.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [which, { command }] of kinds.entries()) {
      let next = round * count;
      const worker = async (): Promise<void> => {
        while (next < (round + 1) * count) await commands.send(command(next++));
      };
      const took = await secondsOf(() => Promise.all(Array.from({ length: AT_ONCE }, worker)));
      // The first round only warms up.
      if (round > 0) rates[which]!.push(count / took);
    }
  return kinds.flatMap(({ what }, which) => [
    spread(`${what}, ${AT_ONCE} at once`, rates[which]!, 'commands/s'),
    ...(which === 0
      ? []
      : [
          spread(
            `${what} to naming nobody`,
            rates[which]!.map((rate, round) => rate / rates[0]![round]!),
            'times',
          ),
        ]),
  ]);
};
