import type { CommandType } from '#kernel';
import { organisations } from '#organisations';
import {
  AdmitByException,
  CorrectPlaceSponsor,
  FollowCorrectedSponsor,
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
  | FollowCorrectedSponsor;

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
];
