import { Id, nothing, OneOf, rule } from '#kernel';
import { LEVELS, type Level, type ParticipantFacts, participantFactsKept } from './events.js';
import type { PlaceBook } from './place-book.js';
import { statedIn } from './place-book.steps.js';
import { noSuchPlace } from './refusals.js';

/** What the person's record says of where they work, as at the request or as at the start. */
export class KeepParticipantFacts {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(['request', 'start']) asAt!: 'request' | 'start';
  @Id({ optional: true }) homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
}

/**
 * Before the start the sponsor's own statement comes first, at the start the person's record does; each fills the
 * other's gaps. Nothing known is nothing kept.
 */
export const keepParticipantFacts = rule(
  KeepParticipantFacts,
  ['no-such-place'],
  ({ cohortId, placeId, asAt, ...given }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();

    const onRecord = statedIn(given);
    const facts = asAt === 'start' ? { ...place.stated, ...onRecord } : { ...onRecord, ...place.stated };
    return sameFacts(place.kept[asAt] ?? {}, facts)
      ? nothing
      : [participantFactsKept({ cohortId, placeId, asAt, ...facts })];
  },
);

const sameFacts = (one: ParticipantFacts, other: ParticipantFacts): boolean =>
  one.homeOrganisationId === other.homeOrganisationId && one.level === other.level;
