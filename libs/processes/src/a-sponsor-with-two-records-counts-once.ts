import { CountInterestTogether } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import {
  commandOf,
  type Fact,
  idsUnder,
  keptOf,
  MERGES,
  processOf,
  type ProcessTools,
  type Recorded,
  type Send,
} from '#kernel';
import { organisationMerges } from '#organisations';
import type { OrganisationMergeEvent } from '#organisations/events';
import { CountSponsorRecords, NoteSponsorship, places, sponsorship } from '#places';
import type { PlaceEvent, SponsorshipEvent, SponsorshipKind } from '#places/events';

type Of<Event extends Fact, Name extends Event['type']> = Recorded<Extract<Event, { type: Name }>>;

interface OfSponsor {
  readonly data: { readonly cohortId: string; readonly sponsorId: string };
}

const noted =
  (by: SponsorshipKind) =>
  ({ data: { cohortId, sponsorId } }: OfSponsor): readonly Send[] => [
    { target: sponsorId, command: commandOf(NoteSponsorship, { organisationId: sponsorId, cohortId, by }) },
  ];

// Elsewhere nothing is counted by sponsor.
const whereAMaximumCounts = async (event: OfSponsor, tools: ProcessTools): Promise<readonly Send[]> => {
  const { rules } = await tools.stateOf(places, event.data.cohortId);
  return rules?.maxPerSponsor === undefined ? [] : noted('request')(event);
};

const COUNT = { request: CountSponsorRecords, interest: CountInterestTogether } as const;

const counted = (by: SponsorshipKind, cohortId: string, sponsorIds: readonly string[]): Send => ({
  target: `${by}/${cohortId}/${sponsorIds[0]}`,
  command: commandOf<CountSponsorRecords | CountInterestTogether>(COUNT[by], { cohortId, sponsorIds }),
});

/** Every record of the organisation that stands for this one, itself first. */
const recordsOf = async (id: string, tools: ProcessTools): Promise<readonly string[]> => {
  const merges = await tools.stateOf(organisationMerges, MERGES);
  return idsUnder(merges, keptOf(merges, id));
};

// A merge and a new sponsor may cross: the note comes before the reading, so that one of the two sees the other.
const sponsors = async (
  { data: { organisationId, cohortId, by } }: Of<SponsorshipEvent, 'SponsorshipNoted'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const ids = await recordsOf(organisationId, tools);
  return ids.length === 1 ? [] : [counted(by, cohortId, ids)];
};

// This may be old news: what is sent is how it stands now.
const countedAnew = async (
  {
    data: { keptId, mergedId, ids },
  }: Of<OrganisationMergeEvent, 'OrganisationsMerged' | 'OrganisationMergeUndone'>,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const families = new Map<string, readonly string[]>();
  for (const id of [keptId, mergedId]) {
    const family = await recordsOf(id, tools);
    families.set(family[0] ?? id, family);
  }
  const known = [...new Set([keptId, ...ids, ...[...families.values()].flat()])];
  const stands = await Promise.all(known.map((id) => tools.stateOf(sponsorship, id)));

  return (['request', 'interest'] as const).flatMap((by) => {
    const cohorts = new Set(stands.flatMap((one) => [...(one.cohorts.get(by) ?? [])]));
    return [...cohorts].flatMap((cohortId) =>
      [...families.values()].map((family) => counted(by, cohortId, family)),
    );
  });
};

/** Where a maximum per sponsor counts, and where interest is summed, an organisation with two records is one sponsor. */
export const aSponsorWithTwoRecordsCountsOnce = processOf<
  PlaceEvent | CohortEvent | OrganisationMergeEvent | SponsorshipEvent
>()({
  name: 'a-sponsor-with-two-records-counts-once',
  sends: [
    { command: NoteSponsorship, ends: [] },
    { command: CountSponsorRecords, ends: [] },
    { command: CountInterestTogether, ends: [] },
  ],
  on: {
    PlaceRequested: whereAMaximumCounts,
    // Whether one counts there is not known before that book opens, and then they ask at once.
    CarriedRequestNoted: noted('request'),
    SponsorTransferred: ({ data: { cohortId, toSponsorId: sponsorId } }, tools) =>
      sponsorId === undefined ? [] : whereAMaximumCounts({ data: { cohortId, sponsorId } }, tools),
    PlaceSponsorCorrected: whereAMaximumCounts,
    InterestExpressed: noted('interest'),
    SponsorshipNoted: sponsors,
    OrganisationsMerged: countedAnew,
    OrganisationMergeUndone: countedAnew,
  },
});
