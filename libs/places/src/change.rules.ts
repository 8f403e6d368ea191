import { acceptTransfer, declineTransfer } from './answer-transfer.js';
import { extendNaming } from './extend-naming.js';
import { moveBook } from './move-book.js';
import { proposeTransfer } from './propose-transfer.js';
import { recordCheck } from './record-check.js';
import { substituteParticipant } from './substitute-participant.js';
import { releaseUnnamed, warnUnnamed } from './unnamed-places.js';
import { leaveWithoutSponsor, selfFund } from './without-sponsor.js';

/** How places change between their acceptance and their end, and with the dates of their cohort. */
export const changeRules = [
  recordCheck,
  warnUnnamed,
  extendNaming,
  releaseUnnamed,
  substituteParticipant,
  proposeTransfer,
  acceptTransfer,
  declineTransfer,
  leaveWithoutSponsor,
  selfFund,
  moveBook,
];
