import { Id, refuse, rule, Words } from '#kernel';
import { priorityGiven } from './events.js';
import { PRIORITY } from './line.js';
import type { PlaceBook } from './place-book.js';
import { asItStands, noSuchPlace } from './refusals.js';
import { groupOf, waitingOf, waitsInLine } from './with-place.js';

/** A request that waits goes before those without priority; among those with it, by turn. Its group goes with it. */
export class GivePriority {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Words({ example: 'Committed in the board paper of 3 March', description: 'Never about a person.' })
  reason!: string;
  @Id({ of: 'person', description: 'Who allowed it.' }) allowedBy!: string;
}

export const givePriority = rule(
  GivePriority,
  ['no-such-place', 'place-not-waiting'],
  ({ cohortId, placeId, reason, allowedBy }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (!waitsInLine(place))
      return refuse(
        'place-not-waiting',
        `Only a request that waits in line can be given priority; this one is ${asItStands(place.state)}.`,
      );

    const group = groupOf(book, { placeId });
    const together = group && !group.split ? waitingOf(book, group) : [placeId];
    return together.flatMap((member) => {
      const { turn, standing } = book.places.get(member) ?? {};
      return turn === undefined || (standing !== undefined && standing <= PRIORITY)
        ? []
        : [priorityGiven({ cohortId, placeId: member, reason, allowedBy, turn })];
    });
  },
);
