import { deferPlace } from './defer-place.js';
import {
  endDeferral,
  extendDeferral,
  extendDeferrals,
  reachDeferralLimit,
  remindDeferral,
} from './deferral-limit.js';
import { expectReturn } from './expect-return.js';
import {
  followReturnDate,
  recordReturn,
  recordReturnLost,
  renewReturn,
  undoReturn,
} from './follow-return.js';
import { followAnswering, followAnsweringDate } from './follow-answering.js';
import { followModulesPassed } from './follow-modules-passed.js';
import { giveBackReturn } from './give-back-return.js';
import {
  followAwardHolder,
  followCorrectedParticipant,
  followCorrectedSponsor,
} from './follow-correction.js';
import { nameReturn } from './name-return.js';
import { pauseDeferral, resumeDeferral } from './pause-deferral.js';

/** What the book that is left decides of deferrals, and the book that is returned to of returns. */
export const deferralRules = [
  deferPlace,
  nameReturn,
  pauseDeferral,
  resumeDeferral,
  extendDeferral,
  extendDeferrals,
  remindDeferral,
  reachDeferralLimit,
  endDeferral,
  recordReturn,
  recordReturnLost,
  followReturnDate,
  undoReturn,
  renewReturn,
  expectReturn,
  giveBackReturn,
  followCorrectedSponsor,
  followCorrectedParticipant,
  followAwardHolder,
  followAnswering,
  followAnsweringDate,
  followModulesPassed,
] as const;
