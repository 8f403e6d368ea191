import { commandOf, derivedId } from '#kernel';
import { RegisterOrganisation } from '#organisations';
import type { Bench } from './ground.js';
import { ratio, secondsOf, spread } from './measuring.js';
import { cohortNamed, openBook, requestOf } from './place-books.js';

const AT_ONCE = 64;
const COMMANDS = 1_000;

/**
 * Commands through the bus to the log, each to a stream of its own. Whoever names organisations or people is asked whether these
 * were merged: commands that name nobody, one organisation, and a sponsor with a person, in turn.
 */
export const commands: Bench = {
  name: 'commands',
  run: async (ground) => {
    const product = await ground.product();
    const count = ground.sized(COMMANDS);
    const rates = KINDS.map((): number[] => []);
    for (let round = 0; round <= ground.rounds; round += 1)
      for (const [which, { command }] of KINDS.entries()) {
        let next = round * count;
        const worker = async (): Promise<void> => {
          while (next < (round + 1) * count) await product.commands.send(command(next++));
        };
        const took = await secondsOf(() => Promise.all(Array.from({ length: AT_ONCE }, worker)));
        // The first round only warms up.
        if (round > 0) rates[which]!.push(count / took);
      }
    return {
      figures: KINDS.map(({ what }, which) =>
        spread(`${what}, ${AT_ONCE} at once`, rates[which]!, 'commands/s'),
      ),
      ratios: KINDS.slice(1).map(({ what }, index) =>
        ratio(`${what} to naming nobody`, rates[index + 1]!, rates[0]!),
      ),
    };
  },
};

const KINDS = [
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
