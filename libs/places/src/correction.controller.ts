import { commandRoutes, post } from '#platform';
import { CorrectParticipant } from './correct-participant.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import { CorrectNotice, CorrectParticipantFacts, CorrectPlaceReferences } from './correct-place-details.js';
import { CorrectPlaceSponsor } from './correct-place-sponsor.js';
import { CorrectPlaceStatement } from './correct-place-statement.js';
import { places } from './places.decider.js';
import { participantCorrectionSettles, strikingSettles } from './settling.js';
import { StrikePlaceFact } from './strike-place-fact.js';

/** What the office may correct of a place. What was recorded stays visible beside it. */
export const CorrectionController = commandRoutes(
  places,
  'cohorts/:cohortId/places/:placeId/corrections',
  'Places',
  [
    post('date', CorrectPlaceDate, 'Correct the day on which something happened to a place'),
    post('striking', StrikePlaceFact, 'Strike a fact that never happened: the place stands as before it', {
      settles: strikingSettles,
    }),
    post('participant', CorrectParticipant, 'Correct who held the place', {
      settles: participantCorrectionSettles,
    }),
    post('sponsor', CorrectPlaceSponsor, 'Correct which organisation asked for the place'),
    post(
      'participant-facts',
      CorrectParticipantFacts,
      'Correct where the participant worked, or their level',
    ),
    post('notice', CorrectNotice, 'Correct the day or the class of a notice, or the document that shows it'),
    post('references', CorrectPlaceReferences, "Correct the sponsor's reference or the purchase order"),
    post('statement', CorrectPlaceStatement, 'Correct what else was stated with a fact of a place'),
  ],
);
