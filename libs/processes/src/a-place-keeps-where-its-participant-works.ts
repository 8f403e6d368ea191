import { type BusinessDate, commandOf, ERASED, processOf, type ProcessTools, type Send } from '#kernel';
import { employmentAt, people } from '#people';
import { KeepParticipantFacts } from '#places';
import { LEVELS, type Level, type PlaceEvent } from '#places/events';

interface OfParticipant {
  readonly data: { readonly cohortId: string; readonly placeId: string; readonly personId?: string };
  readonly effectiveOn: BusinessDate;
}

const keep =
  (asAt: 'request' | 'start') =>
  async (
    { data: { cohortId, placeId, personId }, effectiveOn }: OfParticipant,
    tools: ProcessTools,
  ): Promise<readonly Send[]> => {
    const employment =
      personId === undefined ? undefined : employmentAt(await tools.stateOf(people, personId), effectiveOn);
    const homeOrganisationId = known(employment?.employerId);
    const level = LEVELS.find((word): word is Level => word === known(employment?.level));

    return [
      {
        target: `${placeId}/${asAt}`,
        command: commandOf(KeepParticipantFacts, {
          cohortId,
          placeId,
          asAt,
          ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
          ...(level === undefined ? {} : { level }),
        }),
        effectiveOn,
      },
    ];
  };

const known = (value: string | undefined): string | undefined => (value === ERASED ? undefined : value);

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
