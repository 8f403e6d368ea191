import {
  type BusinessDate,
  commandOf,
  processOf,
  type ProcessTools,
  type Recorded,
  type Send,
} from '#kernel';
import { NoteParticipation, participation, placeKey, places } from '#places';
import type { PlaceEvent } from '#places/events';

interface Naming {
  readonly id: string;
  readonly effectiveOn: BusinessDate;
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly personId?: string;
    readonly awardId?: string;
  };
}

const named =
  (asAt: 'request' | 'start') =>
  ({ id, effectiveOn, data: { cohortId, placeId, personId, awardId } }: Naming): readonly Send[] =>
    personId === undefined
      ? []
      : [
          {
            target: `${personId}/${asAt}`,
            command: commandOf(NoteParticipation, {
              personId,
              cohortId,
              placeId,
              ...(awardId === undefined ? {} : { awardId }),
              asAt,
              on: effectiveOn,
              namedIn: id,
            }),
            effectiveOn,
          },
        ];

type DateCorrected = Recorded<Extract<PlaceEvent, { type: 'PlaceDateCorrected' }>>;

/** A day that was corrected is the day of the naming it was: noted again, where it is the one that counts. */
const corrected = async (event: DateCorrected, tools: ProcessTools): Promise<readonly Send[]> => {
  const { cohortId, placeId, fact, from } = event.data;
  const personId = (await tools.stateOf(places, cohortId)).places.get(placeId)?.personId;
  if (personId === undefined) return [];

  const asAt = fact === 'started' ? 'start' : 'request';
  const known = (await tools.stateOf(participation, personId)).places.get(placeKey(event.data));
  if (known?.days[asAt]?.on !== from || known.days[asAt].namedIn !== event.data.corrects) return [];

  return named(asAt)({ ...event, id: known.days[asAt].namedIn, data: { cohortId, placeId, personId } });
};

type ParticipantCorrected = Recorded<Extract<PlaceEvent, { type: 'ParticipantCorrected' }>>;

/** They were the participant all along: also when the place started. */
const correctedTo = async (event: ParticipantCorrected, tools: ProcessTools): Promise<readonly Send[]> => {
  const { cohortId, placeId } = event.data;
  const startedOn = (await tools.stateOf(places, cohortId)).places.get(placeId)?.startedOn;
  return [
    ...named('request')(event),
    ...(startedOn === undefined ? [] : named('start')({ ...event, effectiveOn: startedOn })),
  ];
};

/** What becomes known of a person later, or was known wrongly, finds the places that rest on it. */
export const aPersonKnowsThePlacesThatNameThem = processOf<PlaceEvent>()({
  name: 'a-person-knows-the-places-that-name-them',
  sends: [{ command: NoteParticipation, ends: [] }],
  on: {
    PlaceRequested: named('request'),
    PlaceAccepted: named('request'),
    PlaceConfirmed: named('request'),
    ParticipantSubstituted: named('request'),
    PlaceReturnedTo: named('request'),
    PlaceStarted: named('start'),
    PlaceDateCorrected: corrected,
    ParticipantCorrected: correctedTo,
  },
});
