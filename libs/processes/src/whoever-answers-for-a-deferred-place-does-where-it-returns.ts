import { commandOf, processOf, type ProcessTools, type Recorded, type Send } from '#kernel';
import { organisations, sectorOn } from '#organisations';
import { answeredForIn, FollowAnswering, FollowAnsweringDate, type PlaceName, samePlace } from '#places';
import type { PlaceEvent } from '#places/events';
import { areOneOrganisation, nameOf, nextOf, type Stage, stageIn } from './one-participation.js';

const isAnsweredByASponsor = ({ selfFunded, withoutSponsor }: Stage): boolean =>
  !selfFunded && !withoutSponsor;

const answeringFollows = async (
  from: PlaceName,
  to: PlaceName,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const [stage, other] = [await stageIn(from, tools), await stageIn(to, tools)];
  if (!stage?.answered || !other || stage.answered.at <= (other.answered?.at ?? '')) return [];
  const { sponsorId, answered } = stage;
  const haveSponsors = isAnsweredByASponsor(stage) && isAnsweredByASponsor(other);
  if (haveSponsors && (await areOneOrganisation(sponsorId, other.sponsorId, tools))) return [];

  const { notifiedOn, evidence, on: answeredOn, at: answeredAt } = answered;
  return [
    {
      target: `answering/${to.placeId}`,
      command: commandOf(FollowAnswering, {
        ...{ ...to, follows: from, sponsorId, notifiedOn, answeredOn, answeredAt },
        sector: sectorOn(await tools.stateOf(organisations, sponsorId), tools.today),
        ...(evidence === undefined ? {} : { evidence }),
        ...answeredForIn(stage),
      }),
    },
  ];
};

interface OfPlace {
  readonly data: PlaceName;
}

const hasBegun = (stage: Stage | undefined): boolean =>
  stage !== undefined && 'state' in stage && stage.startedOn !== undefined;

const between = async (left: PlaceName, here: PlaceName, tools: ProcessTools): Promise<readonly Send[]> => [
  ...(await answeringFollows(left, here, tools)),
  // Decided there since a start that never was; from its start on a place of return has its own sponsor.
  ...(hasBegun(await stageIn(here, tools)) ? [] : await answeringFollows(here, left, tools)),
];

/** What one of two places says of the other, whichever of them is looked at. */
const compared = async ({ data }: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const here = nameOf(data);
  const stage = await stageIn(here, tools);
  if (!stage) return [];
  const [left, next] = [stage.returnOf, nextOf(stage)];

  return [
    ...(left ? await between(left, here, tools) : []),
    ...(next ? await between(here, next, tools) : []),
  ];
};

type DateCorrected = Recorded<Extract<PlaceEvent, { type: 'PlaceDateCorrected' }>>;

/** From which day on is said on, from the place in which it was corrected, wherever that decision was followed. */
const redated = async (
  { data, effectiveOn: answeredOn, metadata }: DateCorrected,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const here = nameOf(data);
  const stage = await stageIn(here, tools);
  if (!stage?.answered || stage.answered.event !== data.corrects) return [];
  const { reason, askedBy = metadata.actor, follows } = data;
  const answeredAt = stage.answered.at;

  return [stage.returnOf, nextOf(stage)].flatMap((to) =>
    to === undefined || (follows && samePlace(follows, to))
      ? []
      : [
          {
            target: `answering/${to.placeId}`,
            command: commandOf(FollowAnsweringDate, {
              ...nameOf(to),
              ...{ follows: here, answeredAt, answeredOn, reason, askedBy },
            }),
          },
        ],
  );
};

/**
 * A sponsor that takes a deferred place over, or a participant who funds it, does so where it returns to, and so does nobody
 * where nobody answers. Looked at again whenever either place comes to be or is answered for otherwise: in whichever order the
 * news of the two books come, both say the same in the end.
 */
export const whoeverAnswersForADeferredPlaceDoesWhereItReturns = processOf<PlaceEvent>()({
  name: 'whoever-answers-for-a-deferred-place-does-where-it-returns',
  sends: [
    { command: FollowAnswering, ends: [] },
    { command: FollowAnsweringDate, ends: [] },
  ],
  on: {
    SponsorTransferred: compared,
    PlaceWithoutSponsor: compared,
    PlaceDateCorrected: redated,
    PlaceFactStruck: compared,
    PlaceRequested: (event, tools) => (event.data.returnOf ? compared(event, tools) : []),
    ReturnAwaited: compared,
    PlaceReturnedTo: compared,
    ReturnNamed: compared,
    DeferredPlaceReturned: compared,
    ReturnUndone: compared,
  },
});
