import { isDeepStrictEqual } from 'node:util';
import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { employmentAt, people, type Person } from '#people';
import { KeepParticipantFacts, places } from '#places';
import { LEVELS, type ParticipantFacts, type PlaceEvent } from '#places/events';

interface OfParticipant {
  readonly data: { readonly cohortId: string; readonly placeId: string; readonly personId?: string };
  readonly effectiveOn: BusinessDate;
}

const keep =
  (asAt: 'request' | 'start') =>
  async (event: OfParticipant, tools: ProcessTools): Promise<readonly Send[]> => {
    const { cohortId, placeId, personId } = event.data;
    const person = personId === undefined ? undefined : await tools.stateOf(people, personId);
    const { homeOrganisationId, level } = person ? factsOn(person, event.effectiveOn) : {};
    const asConfirmed = asAt === 'start' && person ? await isAsConfirmed(person, event, tools) : false;

    return [
      {
        target: `${placeId}/${asAt}`,
        command: commandOf(KeepParticipantFacts, {
          cohortId,
          placeId,
          asAt,
          ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
          ...(level === undefined ? {} : { level }),
          ...(asConfirmed ? { asConfirmed } : {}),
        }),
        effectiveOn: event.effectiveOn,
      },
    ];
  };

const factsOn = (person: Person, day: BusinessDate): ParticipantFacts => {
  const { employerId, level } = employmentAt(person, day);
  return {
    ...(employerId === undefined ? {} : { homeOrganisationId: employerId }),
    ...(level === undefined ? {} : { level: LEVELS.find((word) => word === level) }),
  };
};

// What was stated at the confirmation (a secondment, say) stands while the record says what it said then.
const isAsConfirmed = async (
  person: Person,
  { data: { cohortId, placeId }, effectiveOn }: OfParticipant,
  tools: ProcessTools,
): Promise<boolean> => {
  const { confirmedOn } = (await tools.stateOf(places, cohortId)).places.get(placeId) ?? {};
  return (
    confirmedOn !== undefined && isDeepStrictEqual(factsOn(person, confirmedOn), factsOn(person, effectiveOn))
  );
};

/** Ids and codes as they were on the day, so that no rate moves when a participant changes employer or is erased. */
export const aPlaceKeepsWhereItsParticipantWorks = processOf<PlaceEvent>()({
  name: 'a-place-keeps-where-its-participant-works',
  sends: [{ command: KeepParticipantFacts, ends: [] }],
  on: {
    PlaceRequested: keep('request'),
    // Nobody named: what was kept of the person the request proposed stays.
    PlaceAccepted: (event, tools) => (event.data.personId === undefined ? [] : keep('request')(event, tools)),
    PlaceConfirmed: keep('request'),
    PlaceStarted: keep('start'),
  },
});
