import {
  type ParticipantFacts,
  participantFactsKept,
  type PlaceEvent,
  placeAccepted,
  placeCompleted,
  placeConfirmed,
  placeFailed,
  placeNotTakenUp,
  placeOffered,
  placeRequested,
  placeStarted,
  placeWithdrawn,
} from './events.js';
import type { PastCourse, PastEnd } from './past-course.js';
import { statedIn } from './participant-named.js';
import type { PastStatement } from './past.events.js';

/** A past place as it is told: what its source states, and what it names. */
interface PastPlaceNamed extends Omit<PastStatement, 'homeOrganisation'>, ParticipantFacts {
  readonly cohortId: string;
  readonly placeId: string;
  readonly programmeId: string;
  readonly awardId: string;
  readonly sponsorId: string;
  readonly personId: string;
  readonly capacity: number;
}

/** What a past place came to, as the facts a live one would have left, each with its own day. */
export const factsOfPast = (
  past: PastPlaceNamed,
  { requestedOn, startedOn, late, end }: PastCourse,
  held: number,
): readonly PlaceEvent[] => {
  const { cohortId, placeId, programmeId, awardId, sponsorId, personId, capacity, funding } = past;
  const of = { cohortId, placeId };
  const facts: ParticipantFacts = statedIn(past);
  const terms = { fundingShares: [], instalmentPlan: [], refundBands: [] };

  return [
    placeRequested({ ...of, programmeId, awardId, sponsorId, personId, ...facts }, requestedOn),
    placeOffered({ ...of, until: requestedOn, behind: 0, held, capacity }, requestedOn),
    placeAccepted(
      {
        ...of,
        awardId,
        sponsorId,
        personId,
        pricePence: 0,
        terms: { fundingModel: funding ?? 'not_recorded', ...terms },
      },
      requestedOn,
    ),
    placeConfirmed({ ...of, awardId, sponsorId, personId, checks: [], ...facts }, requestedOn),
    ...(startedOn === undefined
      ? []
      : [
          placeStarted({ ...of, personId, ...(late ? { late } : {}) }, startedOn),
          ...(Object.keys(facts).length === 0
            ? []
            : [participantFactsKept({ ...of, asAt: 'start', ...facts }, startedOn)]),
        ]),
    ...(end ? [endingOf(past, end, startedOn !== undefined)] : []),
  ];
};

const endingOf = (past: PastPlaceNamed, { as, on }: PastEnd, hadStarted: boolean): PlaceEvent => {
  const { cohortId, placeId, awardId, personId, reasonClass } = past;
  const ended = { cohortId, placeId, awardId, personIds: [personId], freedSeat: true };
  switch (as) {
    case 'withdrawn':
      return placeWithdrawn({ ...ended, ...known({ reasonClass }), notifiedOn: on, hadStarted }, on);
    case 'not_taken_up':
      return placeNotTakenUp(ended, on);
    case 'failed':
      return placeFailed({ ...ended, outcome: 'failed' }, on);
    case 'awarded':
      return placeCompleted({ cohortId, placeId, personId, awardedOn: on, freedSeat: true }, on);
  }
};

const known = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
