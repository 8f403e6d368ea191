import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import type { OrganisationEvent } from '#organisations/events';
import {
  FollowSponsorSector,
  isOngoing,
  NoteSponsorship,
  places,
  sponsorship,
  sponsorThatAsked,
} from '#places';
import type { PlaceEvent } from '#places/events';

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}
interface OfOrganisation {
  readonly data: { readonly organisationId: string };
}

const follow = (cohortId: string, placeId: string, sponsorId: string): Send => ({
  target: placeId,
  command: commandOf(FollowSponsorSector, { cohortId, placeId, sponsorId }),
});

// A correction and a request may cross: the note comes before the reading, so that one of the two sees the other.
const asked = async (
  { data: { cohortId, placeId } }: OfPlace,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { rules, places: all } = await tools.stateOf(places, cohortId);
  const place = all.get(placeId);
  if (!rules?.sectorShares || !place) return [];
  const sponsorId = sponsorThatAsked(place);

  const noted = commandOf(NoteSponsorship, { organisationId: sponsorId, cohortId, by: 'request' });
  return [{ target: sponsorId, command: noted }, follow(cohortId, placeId, sponsorId)];
};

const everywhere = async (
  { data: { organisationId } }: OfOrganisation,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { cohorts } = await tools.stateOf(sponsorship, organisationId);
  const sends: Send[] = [];
  for (const cohortId of cohorts.get('request') ?? []) {
    const book = await tools.stateOf(places, cohortId);
    if (!book.rules?.sectorShares) continue;
    for (const [placeId, place] of book.places)
      if (sponsorThatAsked(place) === organisationId && isOngoing(place.state))
        sends.push(follow(cohortId, placeId, organisationId));
  }
  return sends;
};

const SAYS_A_SECTOR: readonly string[] = ['OrganisationRegistered', 'OrganisationSectorChanged'];
const ofASector = (
  event: OfOrganisation & { readonly data: { readonly fact: string } },
  tools: ProcessTools,
) => (SAYS_A_SECTOR.includes(event.data.fact) ? everywhere(event, tools) : []);

/**
 * Where seats are kept for sectors, the line and the shares count each place for its sponsor's sector on the day it asked, as it
 * is known by now. A place that stands again after it was over is looked at anew: it may not have heard meanwhile.
 */
export const aCorrectedSectorCountsWhereItsSponsorAsked = processOf<PlaceEvent | OrganisationEvent>()({
  name: 'a-corrected-sector-counts-where-its-sponsor-asked',
  sends: [
    { command: NoteSponsorship, ends: [] },
    { command: FollowSponsorSector, ends: [] },
  ],
  on: {
    PlaceRequested: asked,
    PlaceSponsorCorrected: asked,
    PlaceFactStruck: asked,
    // Whoever asked before it was registered counts for none until then.
    OrganisationRegistered: everywhere,
    OrganisationSectorChanged: everywhere,
    OrganisationFactCorrected: ofASector,
    OrganisationFactStruck: ofASector,
  },
});
