import { commandOf, derivedId } from '#kernel';
import { RegisterOrganisation } from '#organisations';
import type { Bench } from './ground.js';
import { figure, perSecond } from './measuring.js';
import { cohortNamed, openBook, requestOf } from './place-books.js';

const AT_ONCE = 64;

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
    ];
  },
};
