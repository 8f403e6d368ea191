import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { FollowCorrectedParticipant, FollowCorrectedSponsor, type PlaceName } from '#places';
import type { PlaceEvent } from '#places/events';
import { areOnePerson } from './one-person.js';
import { areOneOrganisation, cameFrom, nameOf, nextOf, stageIn } from './one-participation.js';

/** Who asked, from a place to the one it goes on in; never the other way, since another may take that over. */
const sponsorFollows = async (
  from: PlaceName,
  to: PlaceName,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const [stage, next] = [await stageIn(from, tools), await stageIn(to, tools)];
  const corrected = stage?.corrected?.sponsor;
  if (!stage || !next || !corrected) return [];
  if (await areOneOrganisation(stage.sponsorId, next.sponsorId, tools)) return [];

  const { sponsorId } = stage;
  const { reason, askedBy, at: correctedAt } = corrected;
  return [
    {
      target: `sponsor/${to.placeId}`,
      command: commandOf(FollowCorrectedSponsor, {
        ...{ ...to, follows: from, sponsorId, reason, correctedAt },
        ...(askedBy === undefined ? {} : { askedBy }),
      }),
    },
  ];
};

/** Whose it is, either way: both places are one person's. */
const participantFollows = async (
  from: PlaceName,
  to: PlaceName,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const [stage, next] = [await stageIn(from, tools), await stageIn(to, tools)];
  const corrected = stage?.corrected?.participant;
  if (stage?.personId === undefined || next?.personId === undefined || !corrected) return [];
  if (corrected.at <= (next.corrected?.participant?.at ?? '')) return [];
  if (await areOnePerson(stage.personId, next.personId, tools)) return [];

  const { personId } = stage;
  const { reason, askedBy, at: correctedAt } = corrected;
  return [
    {
      target: `participant/${to.placeId}`,
      command: commandOf(FollowCorrectedParticipant, {
        ...{ ...to, follows: from, personId, reason, askedBy, correctedAt },
      }),
    },
  ];
};

interface OfPlace {
  readonly data: PlaceName;
}

/** What one of two places says of the other, whichever of them is looked at. */
const compared = async ({ data }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const here = nameOf(data);
  const stage = await stageIn(here, tools);
  if (!stage) return [];
  const [before, next] = [cameFrom(stage), nextOf(stage)];

  return [
    ...(before ? await sponsorFollows(before, here, tools) : []),
    ...(before ? await participantFollows(before, here, tools) : []),
    ...(before ? await participantFollows(here, before, tools) : []),
    ...(next ? await sponsorFollows(here, next, tools) : []),
    ...(next ? await participantFollows(here, next, tools) : []),
    ...(next ? await participantFollows(next, here, tools) : []),
  ];
};

/**
 * Whoever in truth asked for a place, or holds it, does so where its participant returns to and where its request was carried
 * to. Looked at again whenever either place comes to be, is corrected, or can be corrected once more: in whichever order the
 * news of the two books come, both say the same in the end.
 */
export const whatIsCorrectedOfAPlaceHoldsWhereItsParticipantGoesOn = processOf<PlaceEvent>()({
  name: 'what-is-corrected-of-a-place-holds-where-its-participant-goes-on',
  sends: [
    { command: FollowCorrectedSponsor, ends: [] },
    // Compared again once that answer has come.
    { command: FollowCorrectedParticipant, ends: ['answer-pending'] },
  ],
  on: {
    PlaceSponsorCorrected: compared,
    ParticipantCorrected: compared,
    AwaitedReturnCorrected: compared,
    ReturnAwaited: compared,
    PlaceReturnedTo: compared,
    CarriedRequestNoted: compared,
    PlaceRequested: (event, tools) =>
      event.data.returnOf || event.data.carriedFrom ? compared(event, tools) : [],
    PlaceConfirmed: compared,
    ConfirmationRefused: compared,
    StrikingRefused: compared,
    PlaceFactStruck: compared,
    ReturnNamed: compared,
    DeferredPlaceReturned: compared,
    ReturnUndone: compared,
  },
});
