import { type CommandType, idsUnder, keptOf, MERGES } from '#kernel';
import { organisationMerges } from '#organisations';
import {
  AcceptTransfer,
  AdmitByException,
  DeclineTransfer,
  ProposeTransfer,
  RequestGroup,
  RequestPlace,
} from '#places';
import type { Completion } from '#platform';

interface NamesASponsor {
  readonly sponsorId?: string;
  readonly toSponsorId?: string;
  sponsorIds?: readonly string[];
}

const recordsOfSponsor = <C extends NamesASponsor>(command: CommandType<C>): Completion<C> => ({
  command,
  fills: ['sponsorIds'],
  fill: async ({ sponsorId, toSponsorId = sponsorId }, commands) => {
    if (toSponsorId === undefined) return {};
    const merges = await commands.stateOf(organisationMerges, MERGES);
    const sponsorIds = idsUnder(merges, keptOf(merges, toSponsorId));
    return (sponsorIds.length === 1 ? {} : { sponsorIds }) as Partial<C>;
  },
});

/** A place keeps the id it was asked for, or proposed to, by: whoever names its sponsor by another record means the same. */
export const aSponsorIsKnownByAllItsRecords: readonly Completion[] = [
  recordsOfSponsor(RequestPlace),
  recordsOfSponsor(RequestGroup),
  recordsOfSponsor(AdmitByException),
  recordsOfSponsor(ProposeTransfer),
  recordsOfSponsor(AcceptTransfer),
  recordsOfSponsor(DeclineTransfer),
];
