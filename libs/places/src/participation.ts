import { type BusinessDate, Day, decider, Id, nothing, OneOf, rule } from '#kernel';
import { Map } from 'immutable';
import { placeKey, type PlaceName } from './candidacy.js';
import { participationEvents, type ParticipationEvent, participationNoted } from './events.js';

/** A place that names a person, or named them once: whoever uses it asks the book whether it still does. */
export interface PlaceOfPerson extends PlaceName {
  readonly awardId?: string;
  /** As at which days the place keeps where they work. */
  readonly days: { readonly [asAt in 'request' | 'start']?: { on: BusinessDate; namedIn: string } };
}

/** The places of one person, by `placeKey`. */
export interface Participation {
  readonly places: Map<string, PlaceOfPerson>;
}

/** A place names the person: kept with them, so that what becomes known of them later reaches the place. */
export class NoteParticipation {
  /** As the place names them, whichever record stands for them. */
  @Id() personId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ optional: true }) awardId?: string;
  @OneOf(['request', 'start']) asAt!: 'request' | 'start';
  @Day() on!: BusinessDate;
  @Id() namedIn!: string;
}

const noteParticipation = rule(
  NoteParticipation,
  [],
  ({ personId, cohortId, placeId, awardId, asAt, on, namedIn }, { places }: Participation) => {
    const known = places.get(placeKey({ cohortId, placeId }))?.days[asAt];
    if (known?.namedIn === namedIn && known.on === on) return nothing;

    return [
      participationNoted({
        personId,
        cohortId,
        placeId,
        ...(awardId === undefined ? {} : { awardId }),
        asAt,
        on,
        namedIn,
      }),
    ];
  },
);

/** Which places a person was named for: one stream a person, as the places name them. */
export const participation = decider<Participation, ParticipationEvent, NoteParticipation>({
  name: 'participation',
  key: ({ personId }) => personId,
  initial: { places: Map() },
  events: participationEvents,
  evolve: {
    ParticipationNoted: ({ places }, { data: { cohortId, placeId, awardId, asAt, on, namedIn } }) => ({
      places: places.update(placeKey({ cohortId, placeId }), (known) => ({
        ...(known ?? { cohortId, placeId }),
        ...(awardId === undefined ? {} : { awardId }),
        days: { ...known?.days, [asAt]: { on, namedIn } },
      })),
    }),
  },
  rules: [noteParticipation],
});
