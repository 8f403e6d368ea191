import { decider, type Evolve } from '#kernel';
import { type Candidacy, candidacyId, candidacySteps, noCandidacy } from './candidacy.js';
import { claimCandidacy, dropInterest, noteInterest, releaseCandidacy } from './claim-candidacy.js';
import { type CandidacyEvent, candidacyEvents } from './events.js';
import { candidacyMoveSteps, moveCandidacy, takeOverCandidacy } from './participation-moves.js';
import { followPastPlace } from './follow-past-place.js';
import { recordAwardHeld, recordAwardNoLongerHeld } from './record-award-held.js';
import { recordPastCandidacy } from './record-past-candidacy.js';

const evolve: Evolve<Candidacy, CandidacyEvent> = { ...candidacySteps, ...candidacyMoveSteps };

/** Who may hold whom: one stream per person and award, so that two books can never hold the same person for it. */
export const candidacies = decider({
  name: 'candidacy',
  key: candidacyId,
  initial: noCandidacy,
  events: candidacyEvents,
  evolve,
  rules: [
    claimCandidacy,
    releaseCandidacy,
    noteInterest,
    dropInterest,
    recordAwardHeld,
    recordAwardNoLongerHeld,
    recordPastCandidacy,
    followPastPlace,
    moveCandidacy,
    takeOverCandidacy,
  ],
});
