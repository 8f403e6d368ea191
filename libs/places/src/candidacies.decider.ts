import { decider } from '#kernel';
import { candidacyId, candidacySteps, noCandidacy } from './candidacy.js';
import { claimCandidacy, dropInterest, noteInterest, releaseCandidacy } from './claim-candidacy.js';
import { candidacyEvents } from './events.js';
import { recordAwardHeld, recordAwardNoLongerHeld } from './record-award-held.js';

/** Who may hold whom: one stream per person and award, so that two books can never hold the same person for it. */
export const candidacies = decider({
  name: 'candidacy',
  key: candidacyId,
  initial: noCandidacy,
  events: candidacyEvents,
  evolve: candidacySteps,
  rules: [
    claimCandidacy,
    releaseCandidacy,
    noteInterest,
    dropInterest,
    recordAwardHeld,
    recordAwardNoLongerHeld,
  ],
});
