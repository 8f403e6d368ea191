import { type Decider, idsUnder, keptOf } from '#kernel';
import { personMerges } from '#people';
import { MERGES } from '#platform';

/** Whoever can read streams: a process, or a guard. */
interface Reads {
  stateOf<State>(decider: Decider<State>, id: string): Promise<State>;
}

/** The id that stands for a person now. */
export const standingId = async (personId: string, reads: Reads): Promise<string> =>
  keptOf(await reads.stateOf(personMerges, MERGES), personId);

/** True where both ids are of one person: a place keeps the id it was asked for by, though records were merged since. */
export const areOnePerson = async (one: string, other: string, reads: Reads): Promise<boolean> =>
  one === other || (await standingId(one, reads)) === (await standingId(other, reads));

/** Every id of a person, the one that stands for them first. */
export const idsOf = async (personId: string, reads: Reads): Promise<readonly string[]> => {
  const merges = await reads.stateOf(personMerges, MERGES);
  return idsUnder(merges, keptOf(merges, personId));
};
