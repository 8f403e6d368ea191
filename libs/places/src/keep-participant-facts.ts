import { Id, nothing, OneOf, rule, YesNo } from '#kernel';
import { LEVELS, type Level, type ParticipantFacts, participantFactsKept } from './events.js';
import type { PlaceBook } from './place-book.js';
import { statedIn } from './participant-named.js';
import { noSuchPlace } from './refusals.js';

/** What the person's record says of where they work, as at the request or as at the start. */
export class KeepParticipantFacts {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(['request', 'start']) asAt!: 'request' | 'start';
  @Id({ optional: true }) homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
  /** At the start: the record says what it said on the day of the confirmation. */
  @YesNo({ optional: true }) asConfirmed?: boolean;
}

/**
 * The sponsor's own statement comes first, unless at the start the person's record has changed since the confirmation:
 * then the record does. Each fills the other's gaps. Nothing known is nothing kept.
 */
export const keepParticipantFacts = rule(
  KeepParticipantFacts,
  ['no-such-place'],
  ({ cohortId, placeId, asAt, asConfirmed, ...given }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    // Corrected by hand, it stands whatever the person's record says.
    if (place.factsCorrected?.[asAt]) return nothing;

    const onRecord = statedIn(given);
    const facts =
      asAt === 'start' && !asConfirmed ? { ...place.stated, ...onRecord } : { ...onRecord, ...place.stated };
    return sameFacts(place.kept[asAt] ?? {}, facts)
      ? nothing
      : [participantFactsKept({ cohortId, placeId, asAt, ...facts })];
  },
);

const sameFacts = (one: ParticipantFacts, other: ParticipantFacts): boolean =>
  one.homeOrganisationId === other.homeOrganisationId && one.level === other.level;
