import type { CommandType } from '#kernel';
import { organisations } from '#organisations';
import {
  AdmitByException,
  AskForCarried,
  CARRIED_AT_ONCE,
  CorrectPlaceSponsor,
  firstNoted,
  FollowCorrectedSponsor,
  FollowSponsorSector,
  places,
  ReceiveCarriedRequest,
  RequestGroup,
  RequestPlace,
} from '#places';
import type { Completion } from '#platform';

type Asks =
  | RequestPlace
  | RequestGroup
  | AdmitByException
  | ReceiveCarriedRequest
  | CorrectPlaceSponsor
  | FollowCorrectedSponsor
  | FollowSponsorSector;

const sectorsOfSponsor = <C extends Asks>(command: CommandType<C>): Completion<C> => ({
  command,
  fills: ['sectors'],
  fill: async ({ sponsorId }, commands) =>
    ({ sectors: (await commands.stateOf(organisations, sponsorId)).sectors }) as Partial<C>,
});

/** Which share a request counts for goes by its sponsor's sector on the day it asks: all of them are handed on, the book picks by its day. */
export const aRequestCountsForItsSponsorsSector: readonly Completion[] = [
  sectorsOfSponsor(RequestPlace),
  sectorsOfSponsor(RequestGroup),
  sectorsOfSponsor(AdmitByException),
  sectorsOfSponsor(ReceiveCarriedRequest),
  sectorsOfSponsor(CorrectPlaceSponsor),
  sectorsOfSponsor(FollowCorrectedSponsor),
  sectorsOfSponsor(FollowSponsorSector),
];

/** Those carried to a book before it opened ask as it opens: which share they count for goes by that day, and not by the day they were noted. */
export const aCarriedRequestCountsForItsSponsorsSector: Completion<AskForCarried> = {
  command: AskForCarried,
  fills: ['sectorsOf'],
  fill: async ({ cohortId }, commands) => {
    const book = await commands.stateOf(places, cohortId);
    const sponsorIds = new Set(firstNoted(book, CARRIED_AT_ONCE).map((id) => book.places.get(id)!.sponsorId));
    const sectors = [...sponsorIds].map(
      async (id) => [id, (await commands.stateOf(organisations, id)).sectors] as const,
    );
    return { sectorsOf: new Map(await Promise.all(sectors)) };
  },
};
