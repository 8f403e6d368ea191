import { correctBookPrice } from './correct-book-price.js';
import { correctParticipant } from './correct-participant.js';
import { correctPlaceDate } from './correct-place-date.js';
import { correctNotice, correctParticipantFacts, correctPlaceReferences } from './correct-place-details.js';
import { correctPlaceSponsor } from './correct-place-sponsor.js';
import { followSponsorSector } from './follow-sponsor-sector.js';
import { correctPlaceStatement } from './correct-place-statement.js';
import { restoreUnplaced } from './restore-unplaced.js';
import { strikePlaceFact } from './strike-place-fact.js';

/** What corrects the facts of a book: an event is never edited, and what followed from it follows again. */
export const correctionRules = [
  correctPlaceDate,
  strikePlaceFact,
  restoreUnplaced,
  correctParticipant,
  correctPlaceSponsor,
  followSponsorSector,
  correctParticipantFacts,
  correctNotice,
  correctPlaceReferences,
  correctPlaceStatement,
  correctBookPrice,
];
