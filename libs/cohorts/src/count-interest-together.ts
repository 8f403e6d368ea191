import { apartFrom, areTogether, Id, nothing, rule } from '#kernel';
import type { Cohort } from './cohort.js';
import { interestCountedTogether } from './events.js';

/** Records of organisations turned out to be of one sponsor, or of several after all: what it expects is counted once. */
export class CountInterestTogether {
  @Id() cohortId!: string;
  /** All records of one sponsor, first the one that stands for them. */
  sponsorIds!: readonly string[];
}

export const countInterestTogether = rule(
  CountInterestTogether,
  [],
  ({ cohortId, sponsorIds }, { interest, sponsorRecords }: Cohort) => {
    const [sponsorId] = sponsorIds;
    if (sponsorId === undefined || areTogether(sponsorRecords, sponsorIds)) return nothing;
    const apart = apartFrom(sponsorRecords, sponsorIds);

    return [...sponsorIds, ...apart].some((id) => interest.has(id))
      ? [
          interestCountedTogether({
            cohortId,
            sponsorId,
            sponsorIds,
            ...(apart.length === 0 ? {} : { apart }),
          }),
        ]
      : nothing;
  },
);
