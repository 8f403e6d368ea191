import { commandRoutes, post } from '#platform';
import { AcceptTransfer, DeclineTransfer } from './answer-transfer.js';
import { ExtendNaming } from './extend-naming.js';
import { places } from './places.decider.js';
import { ProposeTransfer } from './propose-transfer.js';
import { RecordCheck } from './record-check.js';
import { substitutionSettles } from './settling.js';
import { SubstituteParticipant } from './substitute-participant.js';
import { SelfFund } from './without-sponsor.js';

/** What sponsors and the office may ask of a place that changes. */
export const ChangeController = commandRoutes(places, 'cohorts/:cohortId/places/:placeId', 'Places', [
  post('checks', RecordCheck, 'Record how one of the checks came out, ahead of the confirmation'),
  post('naming-extension', ExtendNaming, 'Give the sponsor longer to have its participant confirmed'),
  post('substitution', SubstituteParticipant, 'Let another person take a confirmed place, before the start', {
    settles: substitutionSettles,
  }),
  post('transfer', ProposeTransfer, 'Propose that another organisation answers for the place'),
  post('transfer/acceptance', AcceptTransfer, 'Take over answering for a place'),
  post('transfer/declining', DeclineTransfer, 'Decline a transfer, or take its proposal back'),
  post('self-funding', SelfFund, 'Let the participant fund a place that has no sponsor'),
]);
