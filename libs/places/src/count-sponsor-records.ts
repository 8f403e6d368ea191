import { areTogether, Id, nothing, rule } from '#kernel';
import { sponsorRecordsCounted } from './events.js';
import type { PlaceBook } from './place-book.js';

/**
 * Records of organisations turned out to be of one sponsor, or of several after all. Nothing that was asked or offered is
 * taken back: a sponsor that has more than its maximum by a merge gets no more.
 */
export class CountSponsorRecords {
  @Id() cohortId!: string;
  /** All records of one sponsor, first the one that stands for them. */
  sponsorIds!: readonly string[];
}

export const countSponsorRecords = rule(
  CountSponsorRecords,
  [],
  ({ cohortId, sponsorIds }, { rules, noted, sponsorRecords }: PlaceBook) => {
    const [sponsorId] = sponsorIds;
    // Those carried here before it opens ask at once when it does: by then it must be known whose they are.
    const mayCount = rules ? rules.maxPerSponsor !== undefined : !noted.isEmpty();
    if (sponsorId === undefined || !mayCount) return nothing;
    if (areTogether(sponsorRecords, sponsorIds)) return nothing;

    return [sponsorRecordsCounted({ cohortId, sponsorId, sponsorIds })];
  },
);
